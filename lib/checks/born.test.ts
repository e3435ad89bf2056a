import { describe, expect, it } from "vitest";
import { bornChecks, cohort, type Phase, termOf, yearGroupFits } from "./born";

const reception: Phase = { groups: [{ yearGroup: "R", turns: 5 }] };
const phonics: Phase = {
  groups: [
    { yearGroup: "1", turns: 6 },
    { yearGroup: "2", turns: 7 },
  ],
};

const found = (phase: Phase, born: string | null, yearGroup: string | null) =>
  [...bornChecks(phase), yearGroupFits(phase)]
    .filter((check) => check.find({ born, yearGroup }, { laCode: "999", year: 2025 }))
    .map((check) => check.id);

it("cohorts are those of the reference for 2025", () => {
  expect(cohort(2025, 5)).toEqual({ from: "2019-09-01", to: "2020-08-31" });
  expect(cohort(2025, 6)).toEqual({ from: "2018-09-01", to: "2019-08-31" });
  expect(cohort(2025, 7)).toEqual({ from: "2017-09-01", to: "2018-08-31" });
});

describe("the profile's dates of birth, to the day", () => {
  it.each([
    ["2018-08-31", ["D02"]],
    ["2018-09-01", ["D03"]],
    ["2019-08-31", ["D03"]],
    ["2019-09-01", []],
    ["2020-02-29", []],
    ["2020-08-31", []],
    ["2020-09-01", ["D03"]],
    ["2021-08-31", ["D03"]],
    ["2021-09-01", ["D02"]],
    ["2099-01-01", ["D02"]],
    ["2019-02-29", ["D01"]],
    ["31/01/2020", ["D01"]],
    ["2020-1-31", ["D01"]],
    ["", ["D01"]],
    [null, ["D01"]],
  ])("%s gives %j", (born, ids) => {
    expect(found(reception, born, "R")).toEqual(ids);
  });
});

describe("phonics: a date of the other year group is a question of the year group", () => {
  it.each([
    ["2018-08-31", "1", ["Y04"]],
    ["2017-09-01", "1", ["Y04"]],
    ["2017-08-31", "1", ["D02"]],
    ["2019-09-01", "1", ["D03"]],
    ["2018-09-01", "2", ["Y04"]],
    ["2019-08-31", "2", ["Y04"]],
    ["2017-08-31", "2", ["D03"]],
    ["2019-09-01", "2", ["D02"]],
    ["2018-08-31", "3", []],
    ["2019-09-01", null, ["D03"]],
    ["2016-08-31", null, ["D02"]],
  ])("%s in year %s gives %j", (born, yearGroup, ids) => {
    expect(found(phonics, born, yearGroup)).toEqual(ids);
  });
});

it("a date in the form of everyday life is said as it would be right", () => {
  const finding = bornChecks(reception)[0]?.find({ born: "31/1/2020", yearGroup: "R" }, { laCode: "999", year: 2025 });
  expect(finding?.words).toContain("2020-01-31 (year, month, day) would be right");
});

it("a term of birth comes from a real date alone", () => {
  const terms = [
    "2019-09-01",
    "2019-12-31",
    "2020-01-01",
    "2020-03-31",
    "2020-04-01",
    "2020-08-31",
    "2020-02-30",
    null,
  ];
  expect(terms.map(termOf)).toEqual(["autumn", "autumn", "spring", "spring", "summer", "summer", null, null]);
});
