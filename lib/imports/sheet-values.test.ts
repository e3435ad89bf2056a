import { describe, expect, it } from "vitest";
import { eyfsp } from "@/lib/datasets/eyfsp";
import { phonics } from "@/lib/datasets/phonics";
import { cellOf, isNumber, yearIn } from "./sheet-values";

const writing = { dataset: phonics, year: 2025, from1904: false };
const cell = (key: string, field: string) => cellOf(key, field, writing);

describe("a day becomes YYYY-MM-DD where it can only be that day, and stays as it is where it cannot", () => {
  it.each([
    ["14/01/2020", "2020-01-14"],
    ["4/1/20", "2020-01-04"],
    ["04-01-2020", "2020-01-04"],
    ["4.1.2020", "2020-01-04"],
    ["2020-01-14", "2020-01-14"],
    ["2020/1/14", "2020-01-14"],
    ["2020-01-14T00:00:00", "2020-01-14"],
    ["2020-01-14 00:00:00", "2020-01-14"],
    ["14/01/2020 00:00", "2020-01-14"],
    ["14-Jan-20", "2020-01-14"],
    ["14 January 2020", "2020-01-14"],
    ["43844", "2020-01-14"],
    ["43844.5", "2020-01-14"],
    ["29/02/2020", "2020-02-29"],
    ["29/02/2021", "29/02/2021"],
    ["01/14/2020", "01/14/2020"],
    ["14 Foo 2020", "14 Foo 2020"],
    ["2001", "2001"],
    ["99999", "99999"],
    ["n/a", null],
  ])("%s", (field, day) => {
    expect(cell("born", field)).toBe(day);
  });
  it("from 1904 on, as old Macs count", () => {
    expect(cellOf("born", "42382", { ...writing, from1904: true })).toBe("2020-01-14");
  });
});

describe("a cell reads as the transfer file's would", () => {
  it.each([
    ["mark", "0", "0"],
    ["mark", " 32.0 ", "32"],
    ["mark", "-", null],
    ["mark", "N/A", null],
    ["mark", "32.5", "32.5"],
    ["outcome", "wa", "Wa"],
    ["outcome", "a", "A"],
    ["outcome", "X", "X"],
    ["sex", "female", "F"],
    ["sex", "m", "M"],
    ["sex", "?", "?"],
    ["yearGroup", "Year 1", "1"],
    ["yearGroup", "Y2", "2"],
    ["yearGroup", "Reception", "R"],
    ["yearGroup", "1.0", "1"],
    ["surname", "=HYPERLINK(1)", "=HYPERLINK(1)"],
    ["surname", "N’a", "N’a"],
  ])("%s %s", (key, field, expected) => {
    expect(cell(key, field)).toBe(expected);
  });
  it("a goal's mark", () => {
    const goal = (field: string) => cellOf("e01", field, { ...writing, dataset: eyfsp });
    expect(["2.0", "a", "3", "–"].map(goal)).toEqual(["2", "A", "3", null]);
  });
});

it("UPNs that a spreadsheet made numbers are told from UPNs", () => {
  expect(["1E+12", "1.23457E+12", "801200024001", "1,234"].map(isNumber)).toEqual([true, true, true, true]);
  expect(["A801200124001", "E12345678901A", ""].map(isNumber)).toEqual([false, false, false]);
});

it("a year is the one that an academic year ends in", () => {
  expect(["2025", "2025.0", "2024/25", "2024-2025", "2024/2025", "202425"].map(yearIn)).toEqual(Array(6).fill(2025));
  expect(["2024/26", "1", "25", "202426", "Reception"].map(yearIn)).toEqual(Array(5).fill(null));
});
