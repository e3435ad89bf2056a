import { expect, it } from "vitest";
import { layoutOf } from "./columns";
import { type Fault, rowOf } from "./rows";

const least = ["URN", "LA (code)", "EstablishmentName"];

it("headers are known with and without (name), in any order; others are kept by their own name", () => {
  const layout = layoutOf([
    "OfstedRating (name)",
    "EstablishmentName",
    "Gender (name)",
    "County",
    "LA (code)",
    "URN",
    "Gender (code)",
  ]);
  expect(layout.kind).toBe("establishments");
  expect(layout.known.map((k) => [k.column.column, k.at])).toEqual([
    ["urn", 5],
    ["la_code", 4],
    ["name", 1],
    ["gender", 2],
    ["county", 3],
  ]);
  expect(layout.others.map((o) => o.header)).toEqual(["OfstedRating (name)", "Gender (code)"]);
});

it("a file without what a school needs is refused by the names of what is missing", () => {
  expect(() => layoutOf(["group_uid", "URN"])).toThrow("lacks LA (code), EstablishmentName");
  expect(() => layoutOf(["URN", "LinkURN"])).toThrow("lacks LinkType");
  expect(() => layoutOf([...least, "Town", "town"])).toThrow("twice: town");
});

it("a line with too many or too few fields is told with its number and never shifted", () => {
  const faults: Fault[] = [];
  const layout = layoutOf(least);
  expect(rowOf({ line: 2, fields: ["100001", "380"] }, layout, faults)).toBeNull();
  expect(rowOf({ line: 3, fields: ["100001", "380", "A", "B"] }, layout, faults)).toBeNull();
  expect(faults).toEqual([
    { line: 2, words: "Not loaded: the line has 2 fields where the first line has 3." },
    { line: 3, words: "Not loaded: the line has 4 fields where the first line has 3." },
  ]);
});

it("a cell that cannot be read is left empty and told; a school without a name is not loaded", () => {
  const faults: Fault[] = [];
  const layout = layoutOf([...least, "OpenDate"]);
  const row = rowOf({ line: 2, fields: ["100001", "38", "A", "32/01/2020"] }, layout, faults);
  expect(row?.values).toEqual({ urn: "100001", la_code: "038", name: "A", open_date: null });
  expect(rowOf({ line: 3, fields: ["100002", "380", " ", ""] }, layout, faults)).toBeNull();
  expect(faults.map((f) => f.words)).toEqual([
    'Left empty: OpenDate: "32/01/2020" is no date; dd/mm/yyyy is expected.',
    "Not loaded: EstablishmentName: nothing stands there.",
  ]);
});
