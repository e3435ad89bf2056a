import { expect, test } from "vitest";
import { playwrightOutcome, vitestOutcome } from "@/ops/test-reports";
import { parseStages } from "@/ops/test-stages";

const file = (status: string, ...tests: string[]) => ({ status, assertionResults: tests.map((t) => ({ status: t })) });
const report = (passed: number, failed: number, ...testResults: unknown[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});

test("a test file that cannot be run counts as one failure", () => {
  expect(vitestOutcome(report(2, 0, file("passed", "passed", "passed"), file("failed")), 1)).toEqual({
    passed: 2,
    failed: 1,
  });
});

test("failed tests are counted once", () => {
  expect(vitestOutcome(report(1, 1, file("failed", "passed", "failed")), 1)).toEqual({ passed: 1, failed: 1 });
});

test("a run that ends badly is never green", () => {
  expect(vitestOutcome(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  expect(vitestOutcome(report(3, 0, file("passed", "passed")), 1)).toEqual({ passed: 3, failed: 1 });
  expect(playwrightOutcome({ stats: { expected: 1, unexpected: 0, flaky: 1 } }, 0)).toEqual({ passed: 1, failed: 1 });
});

test("an unknown stage is refused with the list of those there are", () => {
  expect(parseStages(["unti"])).toContain("types | lint | unit | db | build | e2e");
  expect(parseStages(["db", "types"])).toEqual(["types", "db"]);
});
