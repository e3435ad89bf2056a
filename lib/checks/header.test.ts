import { describe, expect, it } from "vitest";
import type { FileClaim } from "@/lib/datasets/define";
import type { HeldYears } from "@/lib/held-years";
import { headerChecks } from "./header";

const years: HeldYears = { periods: [{ first: 2022, last: 2026 }] };
const checks = headerChecks({ title: "Phonics screening check", years });
const eyfsp = headerChecks({
  title: "Profile",
  years: { periods: [{ first: 2013, last: 2019 }, ...years.periods], between: "No profile was collected." },
});
const claim: FileClaim = {
  ...{ la: "801", estab: "2001", urn: null, schoolName: null, headerYear: 2025, registerUrn: "100001" },
  resultYears: [{ year: 2025, rows: 3 }],
};
const found = (given: Partial<FileClaim>, wished: { wishedYear?: number; wishedUrn?: string } = {}) =>
  checks.filter((c) => c.find({ ...claim, ...given }, { laCode: "801", year: 2025, ...wished })).map((c) => c.id);

const ofYears = (...of: number[]) => of.map((year) => ({ year, rows: 1 }));

describe("the year of a file", () => {
  it.each([
    ["header and results agree", {}, {}, []],
    ["a file made in August carries the next year's header", { headerYear: 2026 }, {}, []],
    ["a header two years on is asked about", { headerYear: 2027 }, {}, ["H03"]],
    ["a header before the results", { headerYear: 2024 }, {}, ["H03"]],
    ["old results on purpose", { headerYear: 2027 }, { wishedYear: 2025 }, []],
    ["another year was chosen", {}, { wishedYear: 2024 }, ["H03"]],
    ["one of several years was chosen", { resultYears: ofYears(2024, 2025) }, { wishedYear: 2024 }, []],
    ["none of several years was chosen", { resultYears: ofYears(2024, 2025) }, { wishedYear: 2023 }, ["H03"]],
    ["a pupil's history is the importer's to choose from", { resultYears: ofYears(2019, 2025) }, {}, []],
    ["a history that ends years before the header", { resultYears: ofYears(2022, 2023) }, {}, ["H03"]],
    ["such a history on purpose", { resultYears: ofYears(2022, 2023) }, { wishedYear: 2023 }, []],
    ["no results' year: the header's", { resultYears: [] }, {}, []],
    ["no year at all", { resultYears: [], headerYear: null }, {}, ["H03"]],
    ["no year at all, but one was chosen", { resultYears: [], headerYear: null }, { wishedYear: 2025 }, []],
    ["the header alone, and another was chosen", { resultYears: [] }, { wishedYear: 2023 }, ["H03"]],
    ["results without a header's year", { headerYear: null }, {}, []],
    ["a year that is not held", { resultYears: ofYears(2019), headerYear: 2019 }, {}, ["H03"]],
    ["a year that is not held yet", { resultYears: ofYears(2027), headerYear: 2027 }, {}, ["H03"]],
  ])("%s", (_, given, wished, ids) => {
    expect(found(given, wished)).toEqual(ids);
  });
});

describe("a dataset with years between that nobody collected", () => {
  const words = (year: number) =>
    eyfsp
      .map((c) => c.find({ ...claim, headerYear: year, resultYears: ofYears(year) }, { laCode: "801", year }))
      .filter((w) => w !== null);
  it.each([2013, 2019, 2022, 2026])("%i is taken", (year) => {
    expect(words(year)).toEqual([]);
  });
  it.each([2020, 2021])("%i is refused with the reason", (year) => {
    expect(words(year)).toEqual([
      `The file is of ${year - 1}/${year - 2000}. Profile is held for 2012/13 to 2018/19 and 2021/22 to 2025/26. No profile was collected.`,
    ]);
  });
  it("a year before them all is refused without it", () => {
    expect(words(2012).join()).not.toContain("collected");
  });
});

describe("authority and school of a file", () => {
  it.each([
    [{ la: null }, {}, ["H02"]],
    [{ la: "80" }, {}, ["H02"]],
    [{ la: "802" }, {}, ["H02"]],
    [{ estab: null, registerUrn: null }, {}, ["S01"]],
    [{ estab: null, registerUrn: null }, { wishedUrn: "100001" }, []],
    [{ estab: "LLLL", registerUrn: null }, {}, ["S01"]],
    [{ registerUrn: null }, {}, ["S01"]],
    [{}, { wishedUrn: "100001" }, []],
    [{}, { wishedUrn: "100002" }, ["S01"]],
  ])("%j with %j gives %j", (given, wished, ids) => {
    expect(found(given, wished)).toEqual(ids);
  });
});
