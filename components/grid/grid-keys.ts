import type { ClipboardEvent, KeyboardEvent, MouseEvent, RefObject } from "react";
import { shownCell } from "./days";
import { type Asked, askedBy } from "./keys";
import { moveBy, type Size } from "./moves";
import { asBlock, parseBlock, placeBlock } from "./paste";
import { cellId } from "./row";
import type { Editing, TableProps } from "./table";

interface Args extends Pick<TableProps, "columns" | "rows" | "editable" | "edits" | "focus" | "loading"> {
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

function changeCell(args: Args, asked: Asked): void {
  const { edits, focus, startEdit } = args;
  const here = changeable(args);
  if (asked.ask === "undo") void edits.undo();
  else if (here && asked.ask === "clear")
    void edits.commit({ index: focus.at.row, record: here.record }, here.column, null);
  else if (here && asked.ask === "edit") startEdit({ ...focus.at, record: here.record, start: asked.start });
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
  event.clipboardData.setData(
    "text/plain",
    asBlock((column.fixed ? row.school : shownCell(column, row.cells[column.key] ?? null)) ?? ""),
  );
}

function onPaste({ editable, loading, edits, focus: { at }, size }: Args, event: ClipboardEvent): void {
  if (inField(event.target) || !editable || loading || at.row < 0) return;
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
    const here = inField(event.target) ? undefined : changeable(args);
    if (here) args.startEdit({ ...args.focus.at, record: here.record, start: null });
  },
});
