import { describe, expect, it } from "vitest";
import { cellsIn, eachCell, rangeOf, rowsIn } from "./range";

describe("what is chosen", () => {
  it("lies between the two corners, whichever way it was chosen", () => {
    const chosen = { top: 2, bottom: 5, left: 1, right: 3 };
    expect(rangeOf({ row: 5, col: 1 }, { row: 2, col: 3 })).toEqual(chosen);
    expect(rangeOf({ row: 2, col: 3 }, { row: 5, col: 1 })).toEqual(chosen);
    expect([rowsIn(chosen), cellsIn(chosen)]).toEqual([4, 12]);
  });

  it("is the one cell without another corner, and nothing in the heads", () => {
    expect(rangeOf({ row: 4, col: 2 }, null)).toEqual({ top: 4, bottom: 4, left: 2, right: 2 });
    expect(rangeOf({ row: -1, col: 2 }, null)).toBeNull();
  });

  it("gives each cell its value by rows, and leaves out those that are to stay", () => {
    const cells = eachCell({ top: 0, bottom: 1, left: 0, right: 1 }, ({ row, col }) =>
      col === 0 ? undefined : row === 0 ? null : "x",
    );
    expect(cells).toEqual([
      { row: 0, col: 1, value: null },
      { row: 1, col: 1, value: "x" },
    ]);
  });
});
