import { describe, expect, it } from "vitest";
import { moveAfterEdit, moveBy } from "./moves";

const size = { rows: 40_000, cols: 9, page: 20 };
const press = (key: string, control = false) => ({ key, control });

describe("moving by keyboard", () => {
  it.each([
    ["ArrowDown", { row: 5, col: 3 }, { row: 6, col: 3 }],
    ["ArrowUp", { row: 0, col: 3 }, { row: -1, col: 3 }],
    ["ArrowLeft", { row: 5, col: 3 }, { row: 5, col: 2 }],
    ["PageDown", { row: 5, col: 3 }, { row: 25, col: 3 }],
    ["PageUp", { row: 5, col: 3 }, { row: 0, col: 3 }],
    ["Home", { row: 5, col: 3 }, { row: 5, col: 0 }],
    ["End", { row: 5, col: 3 }, { row: 5, col: 8 }],
  ])("%s leads from %o to %o", (key, from, to) => expect(moveBy(press(key), from, size)).toEqual(to));

  it("Control with Home and End leads to the first and the last cell of all records", () => {
    expect(moveBy(press("Home", true), { row: 300, col: 4 }, size)).toEqual({ row: 0, col: 0 });
    expect(moveBy(press("End", true), { row: 300, col: 4 }, size)).toEqual({ row: 39_999, col: 8 });
  });

  it.each([
    ["ArrowUp", { row: -2, col: 0 }],
    ["ArrowLeft", { row: 4, col: 0 }],
    ["ArrowRight", { row: 4, col: 8 }],
    ["ArrowDown", { row: 39_999, col: 2 }],
    ["PageDown", { row: 39_999, col: 2 }],
  ])("%s does not wrap at the edge %o", (key, at) => expect(moveBy(press(key), at, size)).toEqual(at));

  it("stays at the heads of a grid without records", () => {
    expect(moveBy(press("End", true), { row: -2, col: 1 }, { ...size, rows: 0 })).toEqual({ row: -1, col: 8 });
  });

  it("takes no other key for a move", () => expect(moveBy(press("a"), { row: 1, col: 1 }, size)).toBeNull());
});

describe("after an edit", () => {
  it("Enter leads down and Tab to the right, with Shift back", () => {
    const at = { row: 3, col: 3 };
    expect(moveAfterEdit({ key: "Enter", shift: false }, at, size)).toEqual({ row: 4, col: 3 });
    expect(moveAfterEdit({ key: "Enter", shift: true }, at, size)).toEqual({ row: 2, col: 3 });
    expect(moveAfterEdit({ key: "Tab", shift: false }, at, size)).toEqual({ row: 3, col: 4 });
    expect(moveAfterEdit({ key: "Tab", shift: true }, at, size)).toEqual({ row: 3, col: 2 });
  });

  it("never leads from a record into the heads", () => {
    expect(moveAfterEdit({ key: "Enter", shift: true }, { row: 0, col: 3 }, size)).toEqual({ row: 0, col: 3 });
  });
});
