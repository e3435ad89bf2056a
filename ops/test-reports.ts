import { z } from "zod";

export interface Outcome {
  passed: number;
  failed: number;
  /** Why nothing was run. */
  skipped?: string;
}

const vitest = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** A run that ends badly without a failed test (no report, a fault outside the tests) is one failure. */
const atLeastOne = (outcome: Outcome, code: number): Outcome =>
  code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;

/** Counts of vitest's JSON report; a file that could not be run counts as one failed test. */
export function vitestOutcome(report: unknown, code: number): Outcome {
  const parsed = vitest.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, testResults } = parsed.data;
  const broken = testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed"),
  );
  return atLeastOne({ passed, failed: numFailedTests + broken.length }, code);
}

const playwright = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** Counts of Playwright's JSON report; one that passed only when tried again has failed. */
export function playwrightOutcome(report: unknown, code: number): Outcome {
  const parsed = playwright.safeParse(report);
  if (!parsed.success) return { passed: 0, failed: 1 };
  const { stats, errors } = parsed.data;
  return atLeastOne({ passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length }, code);
}
