import { eachCell, type Range } from "./range";

/** Cells of a block of tab-separated text as spreadsheets copy it: quoted where a cell holds a tab, a line or a quote. */
export function parseBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  const cell = /(?:^|(?<=[\t\n]))"((?:[^"]|"")*)"(?=[\t\n]|$)|[^\t\n]*/y;
  const whole = text.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at <= whole.length; ) {
    cell.lastIndex = at;
    const found = cell.exec(whole);
    const raw = found?.[0] ?? "";
    rows.at(-1)?.push(found?.[1] === undefined ? raw : found[1].replaceAll('""', '"'));
    at += raw.length;
    if (whole[at] === "\n") rows.push([]);
    at += 1;
  }
  return rows;
}

const quoted = (value: string): string => (/[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Cells as spreadsheets take them. */
export const asBlock = (rows: string[][]): string => rows.map((row) => row.map(quoted).join("\t")).join("\n");

export interface PastedCell {
  row: number;
  col: number;
  value: string | null;
}

/**
 * The block's cells from the range's first corner to the right and down, cut off at the grid's edges; `cut` counts what fell
 * beyond. One cell fills the whole range.
 */
export function placeBlock(
  block: string[][],
  range: Range,
  size: { rows: number; cols: number },
): { cells: PastedCell[]; cut: number } {
  const [[only] = []] = block;
  if (block.length === 1 && block[0]?.length === 1 && only !== undefined)
    return { cells: eachCell(range, () => only), cut: 0 };
  const all = block.flatMap((values, down) =>
    values.map((value, right) => ({ row: range.top + down, col: range.left + right, value })),
  );
  const cells = all.filter(({ row, col }) => row < size.rows && col < size.cols);
  return { cells, cut: all.length - cells.length };
}
