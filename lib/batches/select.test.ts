import { describe, expect, it } from "vitest";
import type { Atlas, School } from "@/lib/measures/places";
import { reportsOf } from "@/lib/reports/index";
import { type Choice, selectSchools } from "./select";

const school = (urn: string, name: string, of: Partial<School> = {}): School => ({
  urn,
  name,
  dfe: `999/${urn.slice(-4)}`,
  phase: "Primary",
  lowAge: 4,
  highAge: 11,
  openDate: null,
  closeDate: null,
  ...of,
});

const schools = [
  school("100001", "Beech"),
  school("100002", "Ash"),
  school("100003", "Oak High", { phase: "Secondary", lowAge: 11, highAge: 16 }),
  school("100004", "Elm Junior", { lowAge: 7, highAge: 11 }),
  school("100005", "Old Rowan", { closeDate: "2024-08-31" }),
  school("100006", "Rowan Academy", { openDate: "2024-09-01" }),
  school("100007", "Closed Fir", { closeDate: "2023-08-31" }),
  school("100008", "Holly All-through", { phase: "All-through", lowAge: 3, highAge: 18 }),
];
const atlas: Atlas = {
  laCode: "999",
  la: { kind: "la", key: "999", label: "Calderwick", urns: schools.map((s) => s.urn) },
  england: { kind: "national", key: "england", label: "England", urns: [] },
  localities: [{ kind: "locality", key: "L1", label: "Harbour", urns: ["100001", "100005", "100006"] }],
  schools: new Map(schools.map((s) => [s.urn, s])),
  lines: [{ urn: "100005", school: "100006" }],
  threshold: 6,
  fresh: [
    { dataset: "phonics", year: 2024, urn: "100005", at: "2024-07-01T00:00:00Z" },
    { dataset: "phonics", year: 2026, urn: "100002", at: "2026-07-01T00:00:00Z" },
    { dataset: "eyfsp", year: 2023, urn: "100007", at: "2023-07-01T00:00:00Z" },
  ],
};

function chosen(choice: Choice, of: { report?: string; year?: number } = {}) {
  const reports = reportsOf(of.report ?? "standard-pack");
  const s = selectSchools(atlas, { reports, year: of.year ?? 2026, schools: choice });
  return {
    names: s.chosen.map((c) => c.school.name),
    held: s.chosen.filter((c) => c.held).map((c) => c.school.name),
    leftOut: s.leftOut.map((l) => l.name),
    words: s.words,
  };
}

describe("the schools of a batch", () => {
  it("all: those that the report is for, by name; other ages and schools closed by then are left out", () => {
    expect(chosen({ kind: "all" })).toEqual({
      names: ["Ash", "Beech", "Holly All-through", "Rowan Academy"],
      held: ["Ash"],
      leftOut: ["Closed Fir", "Elm Junior", "Oak High"],
      words: "All schools",
    });
  });

  it("a school that was open and had results in that year is in, and records that are carried on count", () => {
    expect(chosen({ kind: "all" }, { year: 2023 }).names).toContain("Closed Fir");
    expect(chosen({ kind: "all" }, { year: 2024 }).held).toEqual(["Rowan Academy"]);
  });

  it("a phase, a Locality, those ticked", () => {
    expect(chosen({ kind: "phase", phase: "All-through" })).toMatchObject({
      names: ["Holly All-through"],
      words: "All-through schools",
    });
    expect(chosen({ kind: "locality", locality: "L1" })).toMatchObject({
      names: ["Beech", "Rowan Academy"],
      words: "Schools of Harbour",
    });
    expect(chosen({ kind: "ticked", urns: ["100002", "100001", "100002"] })).toMatchObject({
      names: ["Ash", "Beech"],
      words: "2 ticked schools",
    });
    expect(chosen({ kind: "ticked", urns: ["100001"] }).words).toBe("Beech");
  });

  it("none ticked, or a place of another authority, is refused in words", () => {
    expect(() => chosen({ kind: "ticked", urns: [] })).toThrow("Tick at least one school.");
    expect(() => chosen({ kind: "ticked", urns: ["999999"] })).toThrow("There is no school 999999 in this authority.");
    expect(() => chosen({ kind: "locality", locality: "other" })).toThrow("There is no such Locality");
  });
});
