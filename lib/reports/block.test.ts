import { describe, expect, it } from "vitest";
import { alignOf, asAtText, type Cell, cellText, sectionsOf, type TableBlock } from "./block";

const figure = {
  measure: "m",
  place: { kind: "la", key: "820", label: "L" },
  year: 2025,
  group: "all",
  unit: "percent",
} as const;

describe("reading blocks", () => {
  it.each<[Cell, string]>([
    [null, ""],
    ["Siân", "Siân"],
    [12, "12"],
    [12.34, "12.3"],
    [{ ...figure, value: 71.5 }, "72"],
    [{ ...figure, withheld: "secondary" }, "c"],
  ])("prints the cell %j as %j", (cell, text) => expect(cellText(cell)).toBe(text));

  it("gives a page its title as a heading unless it begins with one", () => {
    const sections = sectionsOf([
      { kind: "text", text: "first" },
      { kind: "page", title: "One" },
      { kind: "text", text: "a" },
      { kind: "page", title: "Two" },
      { kind: "heading", level: 2, text: "Its own" },
    ]);
    expect(sections.map(({ title }) => title)).toEqual([undefined, "One", "Two"]);
    expect(sections.map(({ blocks }) => blocks[0])).toEqual([
      { kind: "text", text: "first" },
      { kind: "heading", level: 2, text: "One" },
      { kind: "heading", level: 2, text: "Its own" },
    ]);
  });

  it("never leaves the report's title on a page of its own", () => {
    const title = { kind: "heading", level: 1, text: "Pack" } as const;
    const sections = sectionsOf([title, { kind: "page", title: "One" }, { kind: "text", text: "a" }]);
    expect(sections).toEqual([
      { title: "One", blocks: [title, { kind: "heading", level: 2, text: "One" }, { kind: "text", text: "a" }] },
    ]);
  });

  it("aligns a column of figures right without being told, past its empty cells", () => {
    const table: TableBlock = {
      kind: "table",
      caption: "t",
      columns: [{ key: "a", label: "A" }],
      rows: [{ cells: { a: null } }, { cells: { a: 3 } }],
    };
    expect(alignOf(table, { key: "a", label: "A" })).toBe("right");
    expect(alignOf({ ...table, rows: [] }, { key: "a", label: "A" })).toBe("left");
  });

  it("says when the data are from in the time of London", () => {
    expect(asAtText("2025-07-14T09:30:00Z")).toBe("14 July 2025, 10:30");
    expect(asAtText("never")).toBe("never");
  });
});
