"use client";

import { memo } from "react";
import { Filter } from "./filter";
import type { Cell } from "./moves";
import { cellId } from "./row";
import type { GridColumn, GridQuery } from "./types";

interface Props {
  columns: GridColumn[];
  query: GridQuery;
  /** The place with the grid's tab stop, when it is in the heads. */
  focus: Cell | null;
  onSort(column: string): void;
  onFilter(column: string, value: string): void;
}

const sorts = (query: GridQuery, column: GridColumn) =>
  query.sort.column === column.key ? (query.sort.down ? "descending" : "ascending") : undefined;

const stuck = (col: number) => (col === 0 ? "sm:sticky sm:left-0 z-1 bg-wash" : "");

function SortHead({
  column,
  col,
  query,
  focus,
  onSort,
}: { column: GridColumn; col: number } & Omit<Props, "columns" | "onFilter">) {
  const sorted = sorts(query, column);
  const focused = focus?.row === -2 && focus.col === col;
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it has the focus
    <div
      role="columnheader"
      aria-colindex={col + 1}
      aria-sort={sorted}
      className={`border-r border-rule ${stuck(col)}`}
    >
      <button
        type="button"
        id={cellId(-2, col)}
        data-col={col}
        tabIndex={focused ? 0 : -1}
        title={column.about}
        onClick={() => onSort(column.key)}
        className="flex h-8 w-full cursor-pointer items-center justify-between gap-1 px-2 text-left font-semibold outline-offset-[-3px] hover:underline"
      >
        <span className="truncate">{column.label}</span>
        <svg
          viewBox="0 0 10 12"
          aria-hidden="true"
          className={`h-3 w-2.5 shrink-0 ${sorted ? "" : "text-edge"}`}
          fill="currentColor"
        >
          {sorted !== "descending" && <path d="M5 0l4 5H1z" />}
          {sorted !== "ascending" && <path d="M5 12l4-5H1z" />}
        </svg>
      </button>
    </div>
  );
}

/** Two rows that stay on top: sorting, and a filter for each column. */
export const Head = memo(function Head({ columns, query, focus, onSort, onFilter }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's
    <div role="rowgroup" className="sticky top-0 z-2 w-max border-b-2 border-ink bg-wash">
      {/* biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells have the focus */}
      <div role="row" data-row={-2} aria-rowindex={1} className="grid [grid-template-columns:var(--columns)]">
        {columns.map((column, col) => (
          <SortHead key={column.key} {...{ column, col, query, focus, onSort }} />
        ))}
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the cells have the focus */}
      <div role="row" data-row={-1} aria-rowindex={2} className="grid [grid-template-columns:var(--columns)]">
        {columns.map((column, col) => (
          // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's
          <div
            key={column.key}
            role="gridcell"
            id={cellId(-1, col)}
            data-col={col}
            aria-colindex={col + 1}
            tabIndex={focus?.row === -1 && focus.col === col ? 0 : -1}
            className={`border-r border-rule p-0.5 outline-offset-[-3px] ${stuck(col)}`}
          >
            <Filter
              column={column}
              value={query.filters[column.key] ?? ""}
              onFilter={onFilter}
              home={cellId(-1, col)}
            />
          </div>
        ))}
      </div>
    </div>
  );
});
