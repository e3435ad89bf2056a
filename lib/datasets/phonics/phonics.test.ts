import { describe, expect, it } from "vitest";
import { runRowChecks } from "@/lib/checks/run";
import type { CtfPupil, CtfResult } from "@/lib/files/types";
import { phonics } from "./index";
import { soundPhonics } from "./sample";

const cells = (mark: string | null, outcome: string | null) => ({ ...soundPhonics(2025), mark, outcome });
const found = (mark: string | null, outcome: string | null) =>
  runRowChecks(phonics, cells(mark, outcome), { laCode: "999", year: 2025 }).map((f) => f.checkId);

describe("mark and outcome, as the reference's table of combinations", () => {
  it.each([
    ["40", null, "Wa", []],
    ["32", null, "Wa", []],
    ["31", null, "Wt", []],
    ["0", null, "Wt", []],
    ["32", "Wa", "Wa", []],
    ["31", "Wa", "Wt", ["P04"]],
    ["32", "Wt", "Wa", ["P04"]],
    ["20", "A", null, ["P04"]],
    ["0", "D", null, ["P04"]],
    ["20", "L", null, ["P04"]],
    ["20", "Q", "Q", ["P05"]],
    [null, "A", "A", []],
    [null, "D", "D", []],
    [null, "L", "L", []],
    [null, "Q", "Q", []],
    [null, "Wa", null, ["P01"]],
    [null, null, null, ["P01"]],
    ["41", null, null, ["P02"]],
    ["-1", null, null, ["P02"]],
    ["032", null, null, ["P02"]],
    ["3.5", null, null, ["P02"]],
    ["31/32", null, null, ["P02"]],
    ["41", "A", "A", ["P02"]],
    ["32", "M", "Wa", ["P03"]],
    ["32", "wa", "Wa", ["P03"]],
    [null, "A/D", null, ["P03"]],
  ])("mark %s with outcome %s counts as %s and gives %j", (mark, outcome, result, ids) => {
    expect(phonics.derive(cells(mark, outcome), 2025).result).toBe(result);
    expect(found(mark, outcome)).toEqual(ids);
  });
});

const row = (result: string | null, more: Partial<CtfResult> = {}): CtfResult => ({
  ...{ stage: "KS1", year: "2025", subject: "PHO", method: "TA", component: "PHO", status: "R", qualifier: "NM" },
  result,
  ...more,
});
const pupil = (...results: CtfResult[]): CtfPupil => ({
  ...{ line: 1, upn: " A1 ", surname: "Alder", forename: "Rowan", born: "2019-01-14", sex: "F" },
  ...{ yearGroup: "1", postcode: null, results },
});
const taken = (...results: CtfResult[]) =>
  phonics.fromCtf(pupil(...results)).map(({ year, cells: { mark, outcome } }) => [year, mark, outcome]);

describe("what is taken from a transfer file", () => {
  it("mark and outcome from two rows of one component", () => {
    expect(taken(row("32"), row("Wa", { qualifier: "OT" }))).toEqual([["2025", "32", "Wa"]]);
  });
  it("the same twice is one, different ones are kept side by side", () => {
    expect(taken(row("32"), row("32"))).toEqual([["2025", "32", null]]);
    expect(taken(row("31"), row("32"), row("A"), row("D"))).toEqual([["2025", "31/32", "A/D"]]);
  });
  it("one row for each year of results, and an empty result is a row without one", () => {
    expect(taken(row("20", { year: "2024" }), row("33"))).toEqual([
      ["2024", "20", null],
      ["2025", "33", null],
    ]);
    expect(taken(row(null))).toEqual([["2025", null, null]]);
  });
  it("results alone: no estimate, target, provisional or interim one", () => {
    expect(taken(...["E", "T", "P", "I"].map((status) => row("32", { status })))).toEqual([]);
    expect(taken(row("32", { status: null }))).toEqual([["2025", "32", null]]);
  });
  it("by component where the subject is another, and no other assessment", () => {
    expect(taken(row("32", { subject: "ENG" }), row("EXS", { subject: "ENG", component: "REA" }))).toEqual([
      ["2025", "32", null],
    ]);
  });
  it("identity as received but for the space around it", () => {
    expect(phonics.fromCtf(pupil(row("32")))[0]?.cells.upn).toBe("A1");
  });
});
