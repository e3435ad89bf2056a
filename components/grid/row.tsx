"use client";

import { memo } from "react";
import { shownCell } from "./days";
import { Editor } from "./editor";
import { IssueMark, markWords, worstOf } from "./issue-mark";
import { rowHeight } from "./layout";
import type { GridColumn, RecordIssue, RecordRow } from "./types";

export const cellId = (row: number, col: number) => `cell-${row}-${col}`;

interface CellProps {
  index: number;
  col: number;
  column: GridColumn;
  value: string | null;
  issues: RecordIssue[];
  focused: boolean;
  /** Chosen together with others. */
  chosen: boolean;
  saving: boolean;
  editing: { start: string | null } | null;
  editable: boolean;
  onEnd: EndEdit;
}

/** An edit that is over: the value to commit or null to leave it, and the key that ended it. */
export type EndEdit = (to: string | null | undefined, key: { key: string; shift: boolean } | null) => void;

const cellClass = ({
  col,
  focused,
  chosen,
  saving,
  worst,
}: {
  col: number;
  focused: boolean;
  chosen: boolean;
  saving: boolean;
  worst: string | null;
}) =>
  [
    "flex items-center gap-1 border-b border-r border-rule px-2 outline-offset-[-3px] whitespace-nowrap",
    col === 0 ? `sm:sticky sm:left-0 z-1 font-semibold ${chosen ? "" : "bg-inherit"}` : "",
    chosen ? "bg-chosen" : worst === "error" && col > 0 ? "bg-wash" : "",
    focused ? "ring-2 ring-inset ring-accent" : "",
    saving ? "italic text-muted" : "",
  ].join(" ");

function GridCell({ index, col, column, value, issues, focused, chosen, saving, editing, editable, onEnd }: CellProps) {
  const worst = worstOf(issues);
  const described = worst ? `${cellId(index, col)}-issues` : undefined;
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's
    <div
      role="gridcell"
      id={cellId(index, col)}
      data-col={col}
      tabIndex={focused ? 0 : -1}
      aria-colindex={col + 1}
      aria-selected={chosen || undefined}
      aria-readonly={!editable || column.fixed ? true : undefined}
      aria-invalid={worst === "error" && !column.fixed ? true : undefined}
      aria-describedby={described}
      title={value ?? undefined}
      className={cellClass({ col, focused, chosen, saving, worst })}
    >
      {editing ? (
        <Editor column={column} value={value} start={editing.start} onEnd={onEnd} />
      ) : (
        <span className="min-w-0 flex-1 truncate">{value}</span>
      )}
      {worst && !editing && <IssueMark worst={worst} />}
    </div>
  );
}

interface Props {
  index: number;
  top: number;
  row: RecordRow | undefined;
  columns: GridColumn[];
  /** Column of the cell that has the grid's tab stop, when it is in this row. */
  focusCol: number | null;
  /** Columns that are chosen with others, both included; -1 for none. */
  chosenFrom: number;
  chosenTo: number;
  editing: { start: string | null } | null;
  /** Values under way to the server, by column. */
  saving: Record<string, string | null> | null;
  editable: boolean;
  onEnd: EndEdit;
}

/** A cell's issues; those of the whole record stand at its school, which is always in view. */
const concerning = (row: RecordRow, column: GridColumn) =>
  column.fixed ? row.issues : row.issues.filter((i) => i.columns.includes(column.key));

const wordsOf = (issues: RecordIssue[]) =>
  issues.map((i) => (i.marked ? `${markWords.marked}: ${i.words}` : `${markWords[i.severity]}: ${i.words}`)).join(" ");

/** One record. A row that is still on its way keeps its place. */
export const GridRow = memo(function GridRow(props: Props) {
  const { index, top, row, columns, focusCol, saving } = props;
  const cells = columns.map((column, col) => {
    const kept = column.fixed ? (row?.school ?? null) : (row?.cells[column.key] ?? null);
    const under = saving?.[column.key];
    return {
      column,
      col,
      value: shownCell(column, under === undefined ? kept : under),
      saving: under !== undefined,
      issues: row ? concerning(row, column) : [],
    };
  });
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's
    // biome-ignore lint/a11y/useFocusableInteractive: the cells have the focus
    <div
      role="row"
      data-row={index}
      aria-rowindex={index + 3}
      aria-busy={row ? undefined : true}
      className={`absolute left-0 grid w-max [grid-template-columns:var(--columns)] hover:bg-wash ${focusCol === null ? "bg-paper" : "bg-wash"}`}
      style={{ height: rowHeight, transform: `translateY(${top}px)` }}
    >
      {cells.map((cell) => (
        <GridCell
          key={cell.column.key}
          index={index}
          {...cell}
          focused={focusCol === cell.col}
          chosen={cell.col >= props.chosenFrom && cell.col <= props.chosenTo}
          editing={focusCol === cell.col ? props.editing : null}
          editable={props.editable}
          onEnd={props.onEnd}
        />
      ))}
      {cells
        .filter((cell) => cell.issues.length > 0)
        .map(({ col, issues }) => (
          <span hidden key={col} id={`${cellId(index, col)}-issues`}>
            {wordsOf(issues)}
          </span>
        ))}
    </div>
  );
});
