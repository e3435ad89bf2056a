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

/** The cell as spreadsheets take it. */
export const asBlock = (value: string): string =>
  /[\t\n\r"]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;

export interface PastedCell {
  row: number;
  col: number;
  value: string;
}

/** The block's cells from a place to the right and down, cut off at the grid's edges; `cut` counts what fell beyond. */
export function placeBlock(
  block: string[][],
  at: { row: number; col: number },
  size: { rows: number; cols: number },
): { cells: PastedCell[]; cut: number } {
  const all = block.flatMap((values, down) =>
    values.map((value, right) => ({ row: at.row + down, col: at.col + right, value })),
  );
  const cells = all.filter(({ row, col }) => row < size.rows && col < size.cols);
  return { cells, cut: all.length - cells.length };
}
