import { describe, expect, it } from "vitest";
import { runRowChecks } from "@/lib/checks/run";
import type { CtfPupil, CtfResult } from "@/lib/files/types";
import { type GoalKey, goals } from "./goals";
import { eyfsp } from "./index";
import { soundEyfsp } from "./sample";

type Marks = Partial<Record<GoalKey | "otherGoals", string | null>>;
const all = (mark: string | null) =>
  Object.fromEntries(goals.map((g) => [g.key, mark])) as Record<GoalKey, string | null>;
const found = (marks: Marks, year = 2025) =>
  runRowChecks(eyfsp, { ...soundEyfsp(year), ...marks }, { laCode: "999", year });
const ids = (marks: Marks, year?: number) => found(marks, year).map((f) => f.checkId);
const derived = (marks: Marks) => eyfsp.derive({ ...soundEyfsp(2025), ...marks });

describe("what a child counts as", () => {
  it.each<[string, Marks, object]>([
    ["2 in all", {}, { gld: true, expected_goals: 17, complete: true, exempt: false }],
    ["1 in a goal of the twelve", { e12: "1" }, { gld: false, expected_goals: 16, complete: true }],
    ["1 in a goal of the five", { e13: "1" }, { gld: true, expected_goals: 16, complete: true }],
    ["a goal of the twelve missing", { e12: null }, { gld: false, complete: false, exempt: false }],
    ["a goal of the five missing", { e13: null }, { gld: true, complete: false, exempt: false }],
    ["a mark that is none", { e01: "3" }, { gld: false, expected_goals: 16, complete: false }],
    ["a goal given twice", { e01: "1/2" }, { gld: false, complete: false }],
    ["A in all", all("A"), { gld: false, expected_goals: 0, complete: true, exempt: true }],
    ["A in one", { e01: "A" }, { gld: false, expected_goals: 16, exempt: false }],
    ["nothing", all(null), { gld: false, expected_goals: 0, complete: false, exempt: false }],
  ])("%s", (_, marks, counted) => {
    expect(derived(marks)).toMatchObject(counted);
  });
});

describe("what the goals' checks find", () => {
  it.each<[string, Marks, string[]]>([
    ["a missing goal", { e17: null }, ["E01"]],
    ["all missing", all(null), ["E01"]],
    ["all missing, with old goals instead", { ...all(null), otherGoals: "G01=2" }, ["E07"]],
    ["old goals beside the new", { otherGoals: "G01=2" }, ["E07"]],
    ["a mark of the old set", { e17: "3" }, ["E02"]],
    ["a small letter", { ...all("A"), e17: "a" }, ["E02", "E03"]],
    ["A in some", { e01: "A", e02: "A" }, ["E03"]],
    ["A in all but a missing one", { ...all("A"), e01: null }, ["E01"]],
    ["A in all", all("A"), ["E04"]],
    ["a goal given twice", { e05: "1/2" }, ["E06"]],
  ])("%s", (_, marks, checks) => {
    expect(ids(marks)).toEqual(checks);
  });
  it("A in all is not asked about in 2022, when it stood for absence too", () => {
    expect(ids(all("A"), 2022)).toEqual([]);
  });
  it("the missing goals are named and marked, and the others are not", () => {
    const [finding] = found({ e09: null, e17: null });
    expect(finding?.words).toContain("E09 and E17");
    expect(finding?.columns).toEqual(["e09", "e17"]);
  });
  it("a year group that is missing is no fault, another one is a query", () => {
    const of = (yearGroup: string | null) => ({ ...soundEyfsp(2025), yearGroup });
    const check = (yearGroup: string | null) => runRowChecks(eyfsp, of(yearGroup), { laCode: "999", year: 2025 });
    expect(check(null)).toEqual([]);
    expect(check("1")).toMatchObject([{ checkId: "Y03", severity: "query" }]);
  });
});

const row = (component: string, result: string | null, more: Partial<CtfResult> = {}): CtfResult => ({
  ...{ stage: "EYF", year: "2025", subject: "COM", method: "FA", status: "R", qualifier: "FD" },
  component,
  result,
  ...more,
});
const pupil = (...results: CtfResult[]): CtfPupil => ({
  ...{ line: 1, upn: "A1", surname: "Alder", forename: "Rowan", born: "2020-01-14", sex: "F" },
  ...{ yearGroup: "R", postcode: "ZZ99 9ZZ", results },
});
const taken = (...results: CtfResult[]) =>
  eyfsp.fromCtf(pupil(...results)).map(({ year, cells: { e01, e02, otherGoals } }) => [year, e01, e02, otherGoals]);

describe("what is taken from a transfer file", () => {
  it("every stage name of the profile, by component whatever the subject", () => {
    for (const stage of ["EYF", "EYFS", "FSP", "eyf"]) {
      expect(taken(row("E01", "2", { stage, subject: "MAT" }))).toEqual([["2025", "2", null, null]]);
    }
    expect(taken(row("E01", "2", { stage: "KS1" }))).toEqual([]);
  });
  it("the old goals in one cell, the scales before them not at all", () => {
    expect(taken(row("G02", "1"), row("G01", "2"), row("E01", "2"))).toEqual([["2025", "2", null, "G01=2 G02=1"]]);
    expect(taken(row("AS1", "6", { stage: "FSP" }), row("E18", "2"))).toEqual([]);
  });
  it("the same twice is one, different ones are kept side by side, by year", () => {
    expect(taken(row("E01", "2"), row("E01", "2"), row("E02", "1"), row("E02", "2"))).toEqual([
      ["2025", "2", "1/2", null],
    ]);
    expect(taken(row("E01", "1", { year: "2024" }), row("E01", "2")).map(([year]) => year)).toEqual(["2024", "2025"]);
  });
});
