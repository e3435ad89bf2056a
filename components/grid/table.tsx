"use client";

import { defaultRangeExtractor, type Range as Seen, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useRef, useState } from "react";
import { gridKeys } from "./grid-keys";
import { Head } from "./head";
import { columnWidths, firstWidth, headHeight, rowHeight } from "./layout";
import { type Cell, moveAfterEdit, type Size } from "./moves";
import { cellsIn, type Range } from "./range";
import { type EndEdit, GridRow } from "./row";
import type { GridColumn, GridQuery, RecordRow } from "./types";
import type { useEdits } from "./use-edits";
import type { useFocus } from "./use-focus";

export interface TableProps {
  label: string;
  columns: GridColumn[];
  query: GridQuery;
  total: number;
  rows: Map<number, RecordRow>;
  editable: boolean;
  edits: ReturnType<typeof useEdits>;
  focus: ReturnType<typeof useFocus>;
  onSort(column: string): void;
  onFilter(column: string, value: string): void;
  /** Another list is on its way: what is shown is the one before. */
  loading: boolean;
  /** Told which records are on the screen. */
  onSeen(from: number, to: number): void;
  /** Fetches records of the list that are not here yet. */
  need(from: number, to: number): Promise<void>;
  say(words: string): void;
}

/** Rows on the screen, and the one with the focus wherever it is: a focus must not vanish by scrolling. */
const rangeWith = (focusRow: number, total: number) => (range: Seen) => {
  const near = defaultRangeExtractor(range);
  if (focusRow < 0 || focusRow >= total || near.includes(focusRow)) return near;
  return [...near, focusRow].sort((a, b) => a - b);
};

/** A cell being changed, with the record as it was when that began: the list may change meanwhile. */
export interface Editing extends Cell {
  record: RecordRow;
  /** What was typed to begin with. */
  start: string | null;
}

function useEditing({
  focus,
  edits,
  columns,
  size,
}: Pick<TableProps, "focus" | "edits" | "columns"> & { size(): Size }) {
  const [editing, setEditing] = useState<Editing | null>(null);
  const current = useRef({ editing, focus, edits, columns, size });
  current.current = { editing, focus, edits, columns, size };
  const onEnd = useCallback<EndEdit>((to, key) => {
    const now = current.current;
    setEditing(null);
    if (!now.editing) return;
    const { col, record } = now.editing;
    const column = now.columns[col];
    if (to !== undefined && column) void now.edits.commit(record, column, to);
    if (key) now.focus.go(key.key === "Escape" ? now.editing : moveAfterEdit(key, now.editing, now.size()));
  }, []);
  return { editing, setEditing, onEnd };
}

const pendingOf = (row: RecordRow | undefined, columns: GridColumn[], pending: ReadonlyMap<string, string | null>) => {
  if (!row || pending.size === 0) return null;
  const own = columns.filter((c) => pending.has(`${row.id} ${c.key}`));
  return own.length > 0 ? Object.fromEntries(own.map((c) => [c.key, pending.get(`${row.id} ${c.key}`) ?? null])) : null;
};

/** The columns of a row that are chosen together with others; none where the focus is on one cell alone. */
const chosenIn = (range: Range | null, index: number) =>
  range && cellsIn(range) > 1 && index >= range.top && index <= range.bottom ? range : null;

/** The grid itself: rows as they come into view, keys, the clipboard. */
export function GridTable(props: TableProps) {
  const { columns, query, total, rows, editable, edits, focus, onSeen } = props;
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    scrollMargin: headHeight,
    overscan: 8,
    initialRect: { width: 1000, height: 40 * rowHeight },
    rangeExtractor: rangeWith(focus.at.row, total),
  });
  const items = virtual.getVirtualItems();
  const size = (): Size => ({
    rows: total,
    cols: columns.length,
    page: Math.max(1, Math.floor(((box.current?.clientHeight ?? 400) - headHeight) / rowHeight) - 1),
  });
  const { editing, setEditing, onEnd } = useEditing({ focus, edits, columns, size });
  const [from, to] = [virtual.range?.startIndex ?? 0, virtual.range?.endIndex ?? 0];
  useEffect(() => onSeen(from, to), [onSeen, from, to]);

  const keys = gridKeys({ ...props, box, size, startEdit: setEditing });
  return (
    // biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's
    <div
      ref={box}
      role="grid"
      aria-label={props.label}
      aria-rowcount={total + 2}
      aria-colcount={columns.length}
      aria-busy={props.loading}
      aria-readonly={editable ? undefined : true}
      aria-multiselectable
      onFocus={focus.onFocus}
      onMouseDown={focus.onMouseDown}
      {...keys}
      className="relative h-[60dvh] min-h-80 overflow-auto border border-edge text-dense lg:h-[calc(100dvh-19rem)]"
      style={
        {
          "--columns": columnWidths(columns),
          scrollPaddingTop: headHeight + 2,
          scrollPaddingLeft: firstWidth(columns) + 4,
        } as Record<string, string | number>
      }
    >
      <Head
        columns={columns}
        query={query}
        focus={focus.at.row < 0 ? focus.at : null}
        onSort={props.onSort}
        onFilter={props.onFilter}
      />
      {/* biome-ignore lint/a11y/useSemanticElements: virtual rows cannot be a table's */}
      <div
        role="rowgroup"
        className={`relative ${props.loading ? "opacity-50" : ""}`}
        style={{ height: virtual.getTotalSize() }}
      >
        {items.map(({ index, start }) => (
          <GridRow
            key={index}
            index={index}
            top={start - headHeight}
            row={rows.get(index)}
            columns={columns}
            focusCol={focus.at.row === index ? focus.at.col : null}
            editing={editing?.row === index && editing.record.id === rows.get(index)?.id ? editing : null}
            chosenFrom={chosenIn(focus.range, index)?.left ?? -1}
            chosenTo={chosenIn(focus.range, index)?.right ?? -1}
            saving={pendingOf(rows.get(index), columns, edits.pending)}
            editable={editable}
            onEnd={onEnd}
          />
        ))}
      </div>
      {total === 0 && <p className="sticky left-0 p-4">No record fits. Take a filter away to see more.</p>}
    </div>
  );
}
