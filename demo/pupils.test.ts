import { describe, expect, test } from "vitest";
import { checkLetter } from "@/lib/upn";
import { makeAuthority } from "./authority";
import { goals } from "./goals";
import { targetsOf } from "./national";
import { yearsOfRows } from "./pupils";
import type { PupilRow, SchoolRows, YearOfRows } from "./rows";

const authority = makeAuthority();
const years = [...yearsOfRows(authority)];
const rowsOf = (schools: SchoolRows[]): PupilRow[] => schools.flatMap(({ rows }) => rows);

const share = (rows: PupilRow[], met: (row: PupilRow) => boolean): number =>
  (100 * rows.filter(met).length) / rows.length;
const gap = (rows: PupilRow[], met: (row: PupilRow) => boolean, group: (row: PupilRow) => boolean): number =>
  share(rows.filter(group), met) -
  share(
    rows.filter((row) => !group(row)),
    met,
  );

const girl = (row: PupilRow): boolean => row.sex === "F";
const monthOf = (row: PupilRow): number => Number(row.born?.slice(5, 7));
const autumn = (row: PupilRow): boolean => monthOf(row) >= 9;
const summer = (row: PupilRow): boolean => monthOf(row) >= 5 && monthOf(row) <= 8;

const good = (row: PupilRow): boolean => goals.every((goal, at) => !goal.counts || row.results[at]?.result === "2");
const metCheck = (row: PupilRow): boolean => Number(row.results[0]?.result) >= 32;
const profiles = (year: YearOfRows): PupilRow[] => rowsOf(year.eyfsp).filter((row) => row.results[0]?.result !== "A");
const checked = (year: YearOfRows, group: string): PupilRow[] =>
  rowsOf(year.phonics).filter((row) => row.yearGroup === group && row.results[0]?.result !== "L");

describe.each(years)("the figures of $year", (year) => {
  const targets = targetsOf(year.year);

  test("lie within 2 points of England's, with its gaps", () => {
    const profile = profiles(year);
    expect(Math.abs(share(profile, good) - 100 * targets.gld)).toBeLessThan(2);
    expect(Math.abs(gap(profile, good, girl) - 14)).toBeLessThan(2);
    expect(Math.abs(share(profile.filter(autumn), good) - share(profile.filter(summer), good) - 15.5)).toBeLessThan(2);
    const check = checked(year, "1");
    expect(Math.abs(share(check, metCheck) - 100 * targets.year1)).toBeLessThan(2);
    expect(Math.abs(gap(check, metCheck, girl) - 6)).toBeLessThan(2);
    expect(Math.abs(share(check.filter(autumn), metCheck) - share(check.filter(summer), metCheck) - 9.4)).toBeLessThan(
      2,
    );
  });

  test("have as many goals at expected as England", () => {
    const counts = profiles(year).map((row) => row.results.filter(({ result }) => result === "2").length);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(Math.abs(mean - 14.1)).toBeLessThan(0.25);
  });

  test("differ between schools", () => {
    const shares = year.eyfsp.map(({ rows }) => share(rows, good));
    expect(Math.max(...shares) - Math.min(...shares)).toBeGreaterThan(20);
  });

  test("say all exemptions for all goals, and rarely", () => {
    const exempt = rowsOf(year.eyfsp).filter((row) => row.results.some(({ result }) => result === "A"));
    for (const row of exempt) expect(row.results.every(({ result }) => result === "A")).toBe(true);
    expect(exempt.length).toBeLessThan(rowsOf(year.eyfsp).length * 0.015);
  });
});

test("those who did not meet the standard in year 1 bring the cohort near England's share by the end of year 2", () => {
  for (const [at, year] of years.entries()) {
    const before = years[at - 1];
    if (!before) continue;
    const cohort = checked(before, "1");
    const met = new Set([...cohort, ...checked(year, "2")].filter(metCheck).map((row) => row.upn));
    const byEnd = (100 * cohort.filter((row) => met.has(row.upn)).length) / cohort.length;
    expect(Math.abs(byEnd - 100 * targetsOf(year.year).year2)).toBeLessThan(2.5);
  }
});

test("every UPN is valid, of the test authority, and of one child", () => {
  const children = new Map<string, string>();
  for (const row of years.flatMap((year) => [...rowsOf(year.eyfsp), ...rowsOf(year.phonics)])) {
    const upn = row.upn ?? "";
    expect(upn).toMatch(/^[A-Z]999\d{9}$/);
    expect(checkLetter(upn.slice(1))).toBe(upn[0]);
    const child = `${row.surname} ${row.forename} ${row.born} ${row.sex}`;
    expect(children.get(upn) ?? child).toBe(child);
    children.set(upn, child);
  }
});

test("no UPN is twice in one summer's files of a dataset", () => {
  for (const year of years)
    for (const rows of [rowsOf(year.eyfsp), rowsOf(year.phonics)])
      expect(new Set(rows.map((row) => row.upn)).size).toBe(rows.length);
});

test("children are met again a year later, a few in another school, and who did well does well", () => {
  const [, , , before, after] = years;
  if (!before || !after) throw new Error("Five years are needed.");
  const schoolOf = (schools: SchoolRows[]) =>
    new Map(schools.flatMap(({ school, rows }) => rows.map((row) => [row.upn, { school, row }] as const)));
  const then = schoolOf(before.eyfsp);
  const now = [...schoolOf(after.phonics)].filter(([, { row }]) => row.yearGroup === "1");
  const both = now.flatMap(([upn, { school, row }]) => {
    const earlier = then.get(upn);
    return earlier ? [{ moved: earlier.school !== school, good: good(earlier.row), met: metCheck(row) }] : [];
  });
  expect(both.length / now.length).toBeGreaterThan(0.93);
  const moved = both.filter((each) => each.moved).length / both.length;
  expect(moved).toBeGreaterThan(0.005);
  expect(moved).toBeLessThan(0.06);
  const metOf = (wanted: boolean) =>
    both.filter((each) => each.good === wanted && each.met).length / both.filter((each) => each.good === wanted).length;
  expect(metOf(true) - metOf(false)).toBeGreaterThan(0.2);
});

test("there are siblings, deferred children, and year 2 only has those who still had to take the check", () => {
  const newest = years[4];
  const before = years[3];
  if (!newest || !before) throw new Error("Five years are needed.");
  const homes = new Set(rowsOf(before.eyfsp).map((row) => row.postcode));
  const inReception = rowsOf(newest.eyfsp);
  expect(inReception.filter((row) => homes.has(row.postcode)).length).toBeGreaterThan(20);
  const deferred = years.flatMap((year) =>
    rowsOf(year.eyfsp).filter((row) => (row.born ?? "") < `${year.year - 6}-09-01`),
  );
  expect(deferred.length).toBeGreaterThan(0);
  const passed = new Set(
    checked(before, "1")
      .filter(metCheck)
      .map((row) => row.upn),
  );
  expect(checked(newest, "2").filter((row) => passed.has(row.upn))).toEqual([]);
});

test("the mark 32 stands out from its neighbours, and 40 is not rare", () => {
  const marks = years.flatMap((year) => checked(year, "1").map((row) => row.results[0]?.result));
  const times = (mark: string) => marks.filter((each) => each === mark).length;
  expect(times("32")).toBeGreaterThan(2 * times("31"));
  expect(times("32")).toBeGreaterThan(times("33"));
  expect(times("40")).toBeGreaterThan(times("36"));
  expect(marks.every((mark) => /^(\d|[1-3]\d|40|A|D)$/.test(mark ?? ""))).toBe(true);
});
