import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asBlock, parseBlock, placeBlock } from "./paste";

describe("a pasted block", () => {
  it("is one cell for plain text, with its quotes and spaces", () => {
    expect(parseBlock('O"Neill ')).toEqual([['O"Neill ']]);
    expect(parseBlock("")).toEqual([[""]]);
  });

  it("splits at tabs and lines, keeps empty cells and leading zeros, and drops the spreadsheet's last line end", () => {
    expect(parseBlock("032\t\tF\r\n007\tWa\tM\r\n")).toEqual([
      ["032", "", "F"],
      ["007", "Wa", "M"],
    ]);
  });

  it("undoes a spreadsheet's quotes around tabs, lines and quotes", () => {
    expect(parseBlock('"a\tb"\t"say ""no"""\n"two\nlines"\tc')).toEqual([
      ["a\tb", 'say "no"'],
      ["two\nlines", "c"],
    ]);
  });

  it("gives back every cell as it was copied", () => {
    const text = fc.string().filter((s) => !s.includes("\r") && !/\n$/.test(s));
    const block = fc
      .integer({ min: 1, max: 4 })
      .chain((n) => fc.array(fc.array(text, { minLength: n, maxLength: n }), { minLength: 1, maxLength: 5 }));
    fc.assert(
      fc.property(block, (rows) => {
        // An empty last row is a spreadsheet's last line end.
        fc.pre(rows.length === 1 || rows.at(-1)?.join("") !== "");
        expect(parseBlock(asBlock(rows))).toEqual(rows);
      }),
    );
  });
});

describe("placing a block", () => {
  const one = { top: 8, bottom: 8, left: 4, right: 4 };

  it("goes right and down from the cell and says how much fell beyond the edge", () => {
    const block = [
      ["1", "2"],
      ["3", "4"],
    ];
    expect(placeBlock(block, one, { rows: 9, cols: 5 })).toEqual({
      cells: [{ row: 8, col: 4, value: "1" }],
      cut: 3,
    });
  });

  it("fills everything that is chosen with one cell", () => {
    const { cells, cut } = placeBlock([["M"]], { top: 2, bottom: 4, left: 5, right: 5 }, { rows: 9, cols: 9 });
    expect(cells).toEqual([2, 3, 4].map((row) => ({ row, col: 5, value: "M" })));
    expect(cut).toBe(0);
  });
});
