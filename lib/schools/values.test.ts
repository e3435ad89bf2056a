import { describe, expect, it } from "vitest";
import { readDay, readEstab, readTelephone, readUrn, readWebsite, readWhole } from "./values";

const value = (read: ReturnType<typeof readDay>) => ("value" in read ? read.value : read.words);

describe("dates in both forms of the register are read, others are told", () => {
  it.each([
    ["01/09/2012", "2012-09-01"],
    ["01-09-2012", "2012-09-01"],
    ["2012-09-01", "2012-09-01"],
    ["29/02/2024", "2024-02-29"],
    ["", null],
    ["31/02/2020", '"31/02/2020" is no date; dd/mm/yyyy is expected'],
    ["soon", '"soon" is no date; dd/mm/yyyy is expected'],
  ])("%s", (cell, expected) => {
    expect(value(readDay(cell))).toBe(expected);
  });
});

describe("telephone numbers are dialled as they stand", () => {
  it.each([
    ["1424424530", "01424424530"],
    ["01252-350225", "01252350225"],
    ["01483--540818", "01483540818"],
    ["0441214442864", "01214442864"],
    ["+44 1274 000000", "01274000000"],
    ["0NA", null],
    ["", null],
  ])("%s", (cell, expected) => {
    expect(value(readTelephone(cell))).toBe(expected);
  });
});

describe("a website is an address of the web or nothing", () => {
  it.each([
    ["www.school.example", "http://www.school.example"],
    ["HTTPS://School.example/", "https://school.example"],
    ["http:www.school.example/", "http://www.school.example"],
    ["https://school.example/page/?pid=9", "https://school.example/page/?pid=9"],
    ["javascript:alert(1)", null],
    ["http://a b.example", null],
    ["http://user:word@school.example", null],
    ["none", null],
    ["", null],
  ])("%s", (cell, expected) => {
    expect(value(readWebsite(cell))).toBe(expected);
  });
});

it("numbers keep the zeros that spreadsheets lose, and no number is guessed", () => {
  expect(value(readEstab("34"))).toBe("0034");
  expect(value(readWhole("270.0"))).toBe("270");
  expect(value(readWhole("about 200"))).toBe('"about 200" is no whole number');
  expect(value(readUrn("1E+05"))).toBe('"1E+05" is no URN; six digits are expected');
});
