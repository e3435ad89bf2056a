import type { GridColumn } from "./types";

/** Pixels. */
export const rowHeight = 28;
export const headHeight = 64;

/** A mark stands beside the value, and the head holds its label and the sort arrow. */
const roomFor = ({ width, label }: GridColumn) => Math.max(width, 30 + label.length * 8);

export const columnWidths = (columns: GridColumn[]): string => columns.map((c) => `${roomFor(c)}px`).join(" ");
export const firstWidth = (columns: GridColumn[]): number => (columns[0] ? roomFor(columns[0]) : 0);
