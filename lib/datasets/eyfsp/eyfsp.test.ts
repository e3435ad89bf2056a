import { describe, expect, it } from "vitest";
import { runRowChecks } from "@/lib/checks/run";
import type { CtfPupil, CtfResult } from "@/lib/files/types";
import { framework2013, framework2022, type GoalKey } from "./goals";
import { eyfsp } from "./index";
import { soundEyfsp } from "./sample";

type Marks = Partial<Record<GoalKey | "otherGoals", string | null>>;
const all = (mark: string | null, { goals } = framework2022): Marks =>
  Object.fromEntries(goals.map((g) => [g.key, mark]));
const old = (mark: string | null) => all(mark, framework2013);
const found = (marks: Marks, year = 2025) =>
  runRowChecks(eyfsp, { ...soundEyfsp(year), ...marks }, { laCode: "999", year });
const ids = (marks: Marks, year?: number) => found(marks, year).map((f) => f.checkId);
const derived = (marks: Marks, year = 2025) => eyfsp.derive({ ...soundEyfsp(year), ...marks }, year);

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
    expect(derived(marks)).toMatchObject({ points: null, ...counted });
  });
  it.each<[string, Marks, object]>([
    ["2 in all", {}, { gld: true, expected_goals: 17, complete: true, exempt: false, points: 34 }],
    ["3 is at least expected, and three points", { g01: "3", g13: "3" }, { gld: true, expected_goals: 17, points: 36 }],
    ["3 in all", old("3"), { gld: true, expected_goals: 17, complete: true, points: 51 }],
    ["1 in all", old("1"), { gld: false, expected_goals: 0, complete: true, points: 17 }],
    ["1 in a goal of the twelve", { g12: "1" }, { gld: false, expected_goals: 16, points: 33 }],
    ["1 in a goal of the five", { g13: "1" }, { gld: true, expected_goals: 16, points: 33 }],
    ["a mark that is none", { g01: "4" }, { gld: false, expected_goals: 16, complete: false, points: null }],
    ["a goal missing", { g17: null }, { gld: true, expected_goals: 16, complete: false, points: null }],
    ["A in one", { g17: "A" }, { gld: true, expected_goals: 16, exempt: false, points: null }],
    ["A in all", old("A"), { gld: false, expected_goals: 0, complete: true, exempt: true, points: null }],
    ["the goals of 2022 do not count", { ...old(null), ...all("2") }, { gld: false, expected_goals: 0, points: null }],
  ])("2019: %s", (_, marks, counted) => {
    expect(derived(marks, 2019)).toMatchObject(counted);
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
  it.each<[string, Marks, string[]]>([
    ["3 is a mark", old("3"), []],
    ["a missing goal", { g17: null }, ["E01"]],
    ["all missing, with new goals instead", { ...old(null), otherGoals: "E01=2" }, ["E07"]],
    ["new goals beside the old", { otherGoals: "E01=2" }, ["E07"]],
    ["a mark of no set", { g17: "4" }, ["E02"]],
    ["A in some", { g01: "A" }, ["E03"]],
    ["A in all", old("A"), []],
    ["a goal given twice", { g05: "2/3" }, ["E06"]],
  ])("2018: %s", (_, marks, checks) => {
    expect(ids(marks, 2018)).toEqual(checks);
  });
  it("A in some goals is asked about until 2019, when a goal could be left out, and wrong since 2022", () => {
    expect(found({ g01: "A" }, 2018)).toMatchObject([{ severity: "query", columns: ["g01"] }]);
    expect(found({ e01: "A" }, 2022)).toMatchObject([{ severity: "error", columns: ["e01"] }]);
  });
  it("words are the year's: marks, goals, and the framework that is meant", () => {
    expect(found({ g01: "4" }, 2018)[0]?.words).toContain("no mark in 2018. 1, 2, 3 or A would be right.");
    expect(found({ e01: "3" }, 2023)[0]?.words).toContain("no mark in 2023. 1, 2 or A would be right.");
    expect(found({ otherGoals: "E01=2" }, 2018)[0]?.words).toMatch(/^Results of the new goals .* only G01 to G17/);
    expect(found({ otherGoals: "G01=2" }, 2023)[0]?.words).toMatch(/^Results of the old goals .* only E01 to E17/);
  });
  it("a mark “correct” rests on the year's goals alone, so that it holds when other columns are added", () => {
    expect(found(all("A"))[0]?.seen).not.toContain("g01");
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
  it("in 2018 the old goals, and the new ones in one cell", () => {
    const [only] = eyfsp.fromCtf(
      pupil(...[row("G02", "3"), row("E01", "2"), row("G17", "A")].map((r) => ({ ...r, year: "2018" }))),
    );
    expect(only).toMatchObject({ year: "2018", cells: { g02: "3", g17: "A", e01: null, otherGoals: "E01=2" } });
  });
  it("the same twice is one, different ones are kept side by side, by year", () => {
    expect(taken(row("E01", "2"), row("E01", "2"), row("E02", "1"), row("E02", "2"))).toEqual([
      ["2025", "2", "1/2", null],
    ]);
    expect(taken(row("E01", "1", { year: "2024" }), row("E01", "2")).map(([year]) => year)).toEqual(["2024", "2025"]);
  });
});
