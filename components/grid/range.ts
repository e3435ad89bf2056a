import type { Cell } from "./moves";
import type { PastedCell } from "./paste";

/** Neighbouring cells of records, both ends included. */
export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

/** The cells between two corners; null in the heads, where nothing is chosen. */
export function rangeOf(at: Cell, anchor: Cell | null): Range | null {
  const from = anchor ?? at;
  if (at.row < 0 || from.row < 0) return null;
  return {
    top: Math.min(at.row, from.row),
    bottom: Math.max(at.row, from.row),
    left: Math.min(at.col, from.col),
    right: Math.max(at.col, from.col),
  };
}

export const rowsIn = ({ top, bottom }: Range): number => bottom - top + 1;
export const cellsIn = (range: Range): number => rowsIn(range) * (range.right - range.left + 1);

/** Every cell of a range by rows, each with the value that it is to have; undefined leaves it. */
export function eachCell(range: Range, value: (at: Cell) => string | null | undefined): PastedCell[] {
  const cells: PastedCell[] = [];
  for (let row = range.top; row <= range.bottom; row++) {
    for (let col = range.left; col <= range.right; col++) {
      const to = value({ row, col });
      if (to !== undefined) cells.push({ row, col, value: to });
    }
  }
  return cells;
}
