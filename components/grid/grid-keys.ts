import type { ClipboardEvent, KeyboardEvent, MouseEvent, RefObject } from "react";
import { shownCell } from "./days";
import { type Asked, askedBy } from "./keys";
import { moveBy, type Size } from "./moves";
import { asBlock, parseBlock, placeBlock } from "./paste";
import { cellsIn, eachCell, type Range, rowsIn } from "./range";
import { cellId } from "./row";
import type { Editing, TableProps } from "./table";

interface Args
  extends Pick<TableProps, "columns" | "rows" | "editable" | "edits" | "focus" | "loading" | "say" | "need"> {
  box: RefObject<HTMLElement | null>;
  size(): Size;
  startEdit(at: Editing): void;
}

const inField = (target: EventTarget) => target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

/** The cell with the focus and its record, where it is here and may be changed. */
function changeable({ columns, rows, editable, loading, focus: { at } }: Args) {
  const [column, record] = [columns[at.col], rows.get(at.row)];
  return editable && !loading && record && column && !column.fixed ? { column, record } : undefined;
}

function enterFilter({ box, focus }: Args, event: KeyboardEvent): void {
  if (event.key === "Enter" || event.key === "F2") event.preventDefault();
  box.current?.querySelector<HTMLElement>(`#${cellId(-1, focus.at.col)} :is(input, select)`)?.focus();
}

/** Cells that one key may change; more are a matter of a file. */
const mostAtOnce = 500;

type Many = "clear" | "fill";

const manyWords: Record<Many, string> = { clear: "Cleared", fill: "Filled down" };

/** Clears what is chosen, or writes its first row into the rows below. */
function changeMany({ edits, columns, rows, focus: { range }, say }: Args, what: Many): void {
  const top = range && rows.get(range.top);
  if (!range || !top) return;
  const first = (col: number) => {
    const column = columns[col];
    return column && !column.fixed ? shownCell(column, top.cells[column.key] ?? null) : undefined;
  };
  const cells = eachCell(range, ({ row, col }) => {
    if (what === "clear") return columns[col]?.fixed ? undefined : null;
    return row === range.top ? undefined : first(col);
  });
  if (cells.length > mostAtOnce)
    say(`${cells.length.toLocaleString("en-GB")} cells are chosen; at most ${mostAtOnce} are changed at once.`);
  else if (cells.length > 0) void edits.block(cells, { what: manyWords[what] });
}

/** The whole column, or the whole row, of where the focus is. */
function chooseLine({ focus: { at, choose }, size }: Args, line: "column" | "row"): void {
  const { rows, cols } = size();
  if (line === "column") choose({ row: rows - 1, col: at.col }, { row: 0, col: at.col });
  else choose({ row: at.row, col: cols - 1 }, { row: at.row, col: 0 });
}

function changeCell(args: Args, asked: Asked): void {
  const { edits, focus, startEdit } = args;
  const here = changeable(args);
  const many = focus.range !== null && cellsIn(focus.range) > 1;
  if (asked.ask === "undo" || asked.ask === "redo") void edits.step(asked.ask);
  else if (asked.ask === "fill" || (asked.ask === "clear" && many)) changeMany(args, asked.ask);
  else if (here && asked.ask === "clear") void edits.commit(here.record, here.column, null);
  else if (here && asked.ask === "edit") startEdit({ ...focus.at, record: here.record, start: asked.start });
}

function onKeyDown(args: Args, event: KeyboardEvent): void {
  if (inField(event.target)) return;
  const { focus, size, editable } = args;
  const move = moveBy({ key: event.key, control: event.ctrlKey || event.metaKey }, focus.at, size());
  if (move) {
    event.preventDefault();
    if (event.shiftKey && focus.at.row >= 0) focus.extend(move);
    else focus.go(move);
    return;
  }
  const asked = askedBy(event, focus.at);
  if (asked.ask === "filter") enterFilter(args, event);
  else if (asked.ask === "column" || asked.ask === "row") {
    event.preventDefault();
    chooseLine(args, asked.ask);
  } else if (asked.ask !== "none" && editable) {
    event.preventDefault();
    changeCell(args, asked);
  }
}

/** Records of a range as spreadsheets take them; null while some are not here yet. */
function copied({ rows, columns }: Args, range: Range): string | null {
  const block: string[][] = [];
  for (let index = range.top; index <= range.bottom; index++) {
    const row = rows.get(index);
    if (!row) return null;
    const own = columns.slice(range.left, range.right + 1);
    block.push(
      own.map((column) => (column.fixed ? row.school : (shownCell(column, row.cells[column.key] ?? null) ?? ""))),
    );
  }
  return asBlock(block);
}

/** Records that one copy may hold. */
const mostCopied = 5000;

function onCopy(args: Args, event: ClipboardEvent): void {
  const { focus, say, need } = args;
  const { range } = focus;
  if (inField(event.target) || !range) return;
  event.preventDefault();
  const n = rowsIn(range);
  if (n > mostCopied) {
    say(
      `${n.toLocaleString("en-GB")} rows are chosen; at most ${mostCopied.toLocaleString("en-GB")} are copied at once.`,
    );
    return;
  }
  const text = copied(args, range);
  if (text !== null) event.clipboardData.setData("text/plain", text);
  else void need(range.top, range.bottom).then(() => say("All of it is here now: copy once more."));
  if (text !== null && cellsIn(range) > 1)
    say(`Copied: ${cellsIn(range).toLocaleString("en-GB")} cells of ${n.toLocaleString("en-GB")} rows.`);
}

function onPaste({ editable, loading, edits, focus: { range }, size }: Args, event: ClipboardEvent): void {
  if (inField(event.target) || !editable || loading || !range) return;
  event.preventDefault();
  const { cells, cut } = placeBlock(parseBlock(event.clipboardData.getData("text/plain")), range, size());
  void edits.block(cells, { what: "Pasted", cut });
}

/** What keys, the clipboard and a double click do in the grid. */
export const gridKeys = (args: Args) => ({
  onKeyDown: (event: KeyboardEvent) => onKeyDown(args, event),
  onCopy: (event: ClipboardEvent) => onCopy(args, event),
  onPaste: (event: ClipboardEvent) => onPaste(args, event),
  onDoubleClick: (event: MouseEvent) => {
    const here = inField(event.target) ? undefined : changeable(args);
    if (here) args.startEdit({ ...args.focus.at, record: here.record, start: null });
  },
});
