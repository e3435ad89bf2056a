/** A place in the grid. Row -2 is the heads, -1 the filters below them, 0 the first record. */
export interface Cell {
  row: number;
  col: number;
}

export interface Size {
  rows: number;
  cols: number;
  /** Records that fit on the screen: how far Page up and Page down go. */
  page: number;
}

export const headRow = -2;

type Move = (at: Cell, size: Size) => Cell;

const moves: Record<string, Move> = {
  ArrowUp: ({ row, col }) => ({ row: row - 1, col }),
  ArrowDown: ({ row, col }) => ({ row: row + 1, col }),
  ArrowLeft: ({ row, col }) => ({ row, col: col - 1 }),
  ArrowRight: ({ row, col }) => ({ row, col: col + 1 }),
  PageUp: ({ row, col }, { page }) => ({ row: Math.max(0, row - page), col }),
  PageDown: ({ row, col }, { page }) => ({ row: Math.max(0, row) + page, col }),
  Home: ({ row }) => ({ row, col: 0 }),
  End: ({ row }, { cols }) => ({ row, col: cols - 1 }),
};

const withControl: Record<string, Move> = {
  Home: () => ({ row: 0, col: 0 }),
  End: (_, { rows, cols }) => ({ row: rows - 1, col: cols - 1 }),
  ArrowUp: ({ col }) => ({ row: 0, col }),
  ArrowDown: ({ col }, { rows }) => ({ row: rows - 1, col }),
  ArrowLeft: ({ row }) => ({ row, col: 0 }),
  ArrowRight: ({ row }, { cols }) => ({ row, col: cols - 1 }),
};

const between = (n: number, low: number, high: number) => Math.min(Math.max(n, low), Math.max(low, high));

/** Keeps a place inside the grid: heads at the top, the last record at the bottom; nothing wraps. */
export const within = ({ row, col }: Cell, { rows, cols }: Size): Cell => ({
  row: between(row, headRow, rows - 1),
  col: between(col, 0, cols - 1),
});

/** Where a key leads from a cell; null for a key that does not move. */
export function moveBy(key: { key: string; control: boolean }, at: Cell, size: Size): Cell | null {
  const move = (key.control ? withControl : moves)[key.key];
  return move ? within(move(at, size), size) : null;
}

/** Where a committed edit leads: Enter down, Tab to the right, with Shift the other way. */
export function moveAfterEdit(key: { key: string; shift: boolean }, at: Cell, size: Size): Cell {
  const step = key.shift ? -1 : 1;
  if (key.key === "Tab") return within({ row: at.row, col: at.col + step }, size);
  return within({ row: Math.max(0, at.row + step), col: at.col }, size);
}
