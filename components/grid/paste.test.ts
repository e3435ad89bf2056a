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
    fc.assert(
      fc.property(
        fc.string().filter((s) => !s.includes("\r") && !/\n$/.test(s)),
        (value) => {
          expect(parseBlock(asBlock(value))).toEqual([[value]]);
        },
      ),
    );
  });
});

describe("placing a block", () => {
  it("goes right and down from the cell and says how much fell beyond the edge", () => {
    const block = [
      ["1", "2"],
      ["3", "4"],
    ];
    expect(placeBlock(block, { row: 8, col: 4 }, { rows: 9, cols: 5 })).toEqual({
      cells: [{ row: 8, col: 4, value: "1" }],
      cut: 3,
    });
  });
});
