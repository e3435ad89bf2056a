import type { ClipboardEvent, KeyboardEvent, MouseEvent, RefObject } from "react";
import { type Asked, askedBy } from "./keys";
import { type Cell, moveBy, type Size } from "./moves";
import { asBlock, parseBlock, placeBlock } from "./paste";
import { cellId } from "./row";
import type { TableProps } from "./table";

interface Args extends Pick<TableProps, "columns" | "rows" | "editable" | "edits" | "focus"> {
  box: RefObject<HTMLElement | null>;
  size(): Size;
  startEdit(at: Cell & { start: string | null }): void;
}

const inField = (target: EventTarget) => target instanceof HTMLInputElement || target instanceof HTMLSelectElement;

/** A cell of a record that is here and may be changed. */
const changeable = ({ columns, rows, editable, focus: { at } }: Args) =>
  editable && rows.has(at.row) && !columns[at.col]?.fixed ? columns[at.col] : undefined;

function enterFilter({ box, focus }: Args, event: KeyboardEvent): void {
  if (event.key === "Enter" || event.key === "F2") event.preventDefault();
  box.current?.querySelector<HTMLElement>(`#${cellId(-1, focus.at.col)} :is(input, select)`)?.focus();
}

function changeCell(args: Args, asked: Asked): void {
  const { edits, focus, startEdit } = args;
  const column = changeable(args);
  if (asked.ask === "undo") void edits.undo();
  else if (column && asked.ask === "clear") void edits.commit(focus.at.row, column, null);
  else if (column && asked.ask === "edit") startEdit({ ...focus.at, start: asked.start });
}

function onKeyDown(args: Args, event: KeyboardEvent): void {
  if (inField(event.target)) return;
  const { focus, size, editable } = args;
  const move = moveBy({ key: event.key, control: event.ctrlKey || event.metaKey }, focus.at, size());
  if (move) {
    event.preventDefault();
    focus.go(move);
    return;
  }
  const asked = askedBy(event, focus.at);
  if (asked.ask === "filter") enterFilter(args, event);
  else if (asked.ask !== "none" && editable) {
    event.preventDefault();
    changeCell(args, asked);
  }
}

function onCopy({ rows, columns, focus: { at } }: Args, event: ClipboardEvent): void {
  const [row, column] = [rows.get(at.row), columns[at.col]];
  if (inField(event.target) || !row || !column) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", asBlock((column.fixed ? row.school : row.cells[column.key]) ?? ""));
}

function onPaste({ editable, edits, focus: { at }, size }: Args, event: ClipboardEvent): void {
  if (inField(event.target) || !editable || at.row < 0) return;
  event.preventDefault();
  const { cells, cut } = placeBlock(parseBlock(event.clipboardData.getData("text/plain")), at, size());
  void edits.paste(cells, cut);
}

/** What keys, the clipboard and a double click do in the grid. */
export const gridKeys = (args: Args) => ({
  onKeyDown: (event: KeyboardEvent) => onKeyDown(args, event),
  onCopy: (event: ClipboardEvent) => onCopy(args, event),
  onPaste: (event: ClipboardEvent) => onPaste(args, event),
  onDoubleClick: (event: MouseEvent) => {
    if (!inField(event.target) && changeable(args)) args.startEdit({ ...args.focus.at, start: null });
  },
});
