import { describe, expect, it } from "vitest";
import type { Atlas, School } from "@/lib/measures/places";
import { changedSince, marksOf, type Today } from "./marks";

const school = (urn: string, of: Partial<School> = {}): School => ({
  ...{ urn, name: `School ${urn}`, dfe: `999/${urn.slice(-4)}`, phase: "Primary", lowAge: 4, highAge: 11 },
  ...{ openDate: null, closeDate: null },
  ...of,
});
const fresh = (urn: string, year: number, of: { dataset?: string; at?: string } = {}) => ({
  ...{ dataset: "phonics", year, urn, at: "2026-07-01 10:00:00.123456+01" },
  ...of,
});

function today(of: Partial<Atlas> = {}, more: Partial<Today> = {}): Today {
  const schools = [school("100001"), school("100002"), school("100003")];
  const atlas: Atlas = {
    laCode: "999",
    la: { kind: "la", key: "999", label: "Calderwick", urns: schools.map((s) => s.urn) },
    england: { kind: "national", key: "england", label: "England", urns: [] },
    localities: [],
    schools: new Map(schools.map((s) => [s.urn, s])),
    lines: [],
    threshold: 6,
    fresh: [fresh("100001", 2026), fresh("100002", 2026)],
    ...of,
  };
  return { atlas, releases: [], published: [], ...more };
}

const made = { reports: ["phonics-summary"], year: 2026, level: 1 };
const then = marksOf(today(), made)("100001");
const since = (now: Today, of = made) => changedSince(then, marksOf(now, of)("100001"));
const renamed = new Map([...today().atlas.schools, ["100001", school("100001", { name: "Ash Academy" })]]);
const aged = new Map([...today().atlas.schools, ["100003", school("100003", { highAge: 7 })]]);
const england = { measure: "phonics.year1", year: 2025, group: "all", value: 80, reason: null };

describe("a file's marks", () => {
  it.each<[string, Today, ReturnType<typeof since>]>([
    ["nothing", today({ fresh: [fresh("100002", 2026), fresh("100001", 2026)] }), null],
    [
      "a millionth of a second",
      today({ fresh: [fresh("100001", 2026, { at: "2026-07-01 10:00:00.123457+01" })] }),
      "own",
    ],
    ["an earlier year of the school", today({ fresh: [...today().atlas.fresh, fresh("100001", 2022)] }), "own"],
    ["a year that is not looked at", today({ fresh: [...today().atlas.fresh, fresh("100001", 2021)] }), null],
    ["another dataset", today({ fresh: [...today().atlas.fresh, fresh("100001", 2026, { dataset: "eyfsp" })] }), null],
    ["the school's name", today({ schools: renamed }), "own"],
    ["a school that it carries on now", today({ lines: [{ urn: "100003", school: "100001" }] }), "own"],
    [
      "another school's results",
      today({ fresh: [fresh("100001", 2026), fresh("100002", 2026, { at: "2027" })] }),
      "compared",
    ],
    ["another school's ages", today({ schools: aged }), "compared"],
    ["the threshold", today({ threshold: 10 }), "compared"],
    ["England's figure", today({}, { published: [england] }), "compared"],
    ["England's figure of a year that is not shown", today({}, { published: [{ ...england, year: 2021 }] }), null],
    ["whom results are for", today({}, { releases: [{ dataset: "phonics", year: 2026, audience: "la" }] }), null],
  ])("after a change of %s", (_, now, expected) => {
    expect(since(now)).toBe(expected);
  });

  it("of a file without pupils also know whom results are for", () => {
    const without = { ...made, level: 3 };
    const released = today({}, { releases: [{ dataset: "phonics", year: 2026, audience: "la" }] });
    expect(changedSince(marksOf(today(), without)("100001"), marksOf(released, without)("100001"))).toBe("own");
  });

  it("that were not kept yet make the file out of date", () => {
    expect(changedSince({ own: null, compared: null }, then)).toBe("own");
  });
});

describe("what a report does not look back to", () => {
  it("leaves its file as it is: results under another framework", () => {
    const of = { reports: ["eyfsp-summary"], year: 2022, level: 1 };
    const old = today({ fresh: [fresh("100001", 2019, { dataset: "eyfsp" })] });
    expect(marksOf(old, of)("100001")).toEqual(marksOf(today({ fresh: [] }), of)("100001"));
  });
});
