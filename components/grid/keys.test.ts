import { describe, expect, it } from "vitest";
import { askedBy } from "./keys";

const press = (
  key: string,
  held: { ctrlKey?: boolean; altKey?: boolean; shiftKey?: boolean; altGraph?: boolean } = {},
) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...held,
  getModifierState: () => Boolean(held.altGraph),
});
const cell = { row: 4, col: 2 };

describe("keys in a cell", () => {
  it("Enter and F2 edit what stands there; a character begins anew with itself", () => {
    expect(askedBy(press("F2"), cell)).toEqual({ ask: "edit", start: null });
    expect(askedBy(press("Enter"), cell)).toEqual({ ask: "edit", start: null });
    expect(askedBy(press("3"), cell)).toEqual({ ask: "edit", start: "3" });
  });

  it("a character of the right Alt key is typed, a shortcut is not", () => {
    expect(askedBy(press("ł", { ctrlKey: true, altKey: true, altGraph: true }), cell)).toEqual({
      ask: "edit",
      start: "ł",
    });
    expect(askedBy(press("c", { ctrlKey: true }), cell)).toEqual({ ask: "none" });
    expect(askedBy(press("Escape"), cell)).toEqual({ ask: "none" });
  });

  it("Delete clears, Control and Z takes back wherever one is", () => {
    expect(askedBy(press("Delete"), cell)).toEqual({ ask: "clear" });
    expect(askedBy(press("z", { ctrlKey: true }), cell)).toEqual({ ask: "undo" });
    expect(askedBy(press("z", { ctrlKey: true }), { row: -2, col: 0 })).toEqual({ ask: "undo" });
  });
});

describe("shortcuts", () => {
  it("Control and Y, or Z with Shift, makes again; D fills down; the space bar chooses a column or a row", () => {
    expect(askedBy(press("y", { ctrlKey: true }), cell)).toEqual({ ask: "redo" });
    expect(askedBy(press("Z", { ctrlKey: true, shiftKey: true }), cell)).toEqual({ ask: "redo" });
    expect(askedBy(press("d", { ctrlKey: true }), cell)).toEqual({ ask: "fill" });
    expect(askedBy(press(" ", { ctrlKey: true }), cell)).toEqual({ ask: "column" });
    expect(askedBy(press(" ", { shiftKey: true }), cell)).toEqual({ ask: "row" });
    expect(askedBy(press(" "), cell)).toEqual({ ask: "edit", start: " " });
  });
});

describe("keys in the heads", () => {
  it("lead into the filter below a head, and change nothing at the head itself", () => {
    expect(askedBy(press("Enter"), { row: -1, col: 2 })).toEqual({ ask: "filter" });
    expect(askedBy(press("k"), { row: -1, col: 2 })).toEqual({ ask: "filter" });
    expect(askedBy(press("Delete"), { row: -1, col: 2 })).toEqual({ ask: "none" });
    expect(askedBy(press("Enter"), { row: -2, col: 2 })).toEqual({ ask: "none" });
    expect(askedBy(press("d", { ctrlKey: true }), { row: -1, col: 2 })).toEqual({ ask: "none" });
  });
});
