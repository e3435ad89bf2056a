"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { listenTo } from "@/components/imports/listen";
import { inBackground } from "@/components/shell/background";
import { CountChips } from "./counts";
import { soughtCell } from "./days";
import { Panel } from "./panel";
import { GridTable } from "./table";
import type { GridColumn, GridPlace, GridQuery, RecordPage, Show } from "./types";
import { UnsavedNotice } from "./unsaved";
import { useEdits } from "./use-edits";
import { useFocus } from "./use-focus";
import { useRows } from "./use-rows";

interface Props {
  label: string;
  place: GridPlace;
  columns: GridColumn[];
  show: Show;
  first: RecordPage;
  /** May this person correct and mark? */
  editable: boolean;
}

const soonMs = 250;

/** Writes which chip is chosen to the address, so that a reload shows the same. */
function keepInAddress(show: Show): void {
  const address = new URL(window.location.href);
  if (show === "all") address.searchParams.delete("show");
  else address.searchParams.set("show", show);
  window.history.replaceState(null, "", address);
}

function useQuery(show: Show) {
  const [query, setQuery] = useState<GridQuery>({ issues: show, sort: { column: "school", down: false }, filters: {} });
  const onShow = useCallback((issues: Show) => {
    setQuery((q) => ({ ...q, issues }));
    keepInAddress(issues);
  }, []);
  const onSort = useCallback((column: string) => {
    setQuery((q) => ({ ...q, sort: { column, down: q.sort.column === column && !q.sort.down } }));
  }, []);
  const onFilter = useCallback((column: string, value: string) => {
    setQuery((q) => {
      const { [column]: _old, ...others } = q.filters;
      return { ...q, filters: value === "" ? others : { ...others, [column]: value } };
    });
  }, []);
  const clear = useCallback(() => setQuery((q) => ({ ...q, filters: {} })), []);
  return { query, onShow, onSort, onFilter, clear };
}

/** The query as the server is asked. */
function useSought(query: GridQuery, columns: GridColumn[]): GridQuery {
  return useMemo(() => {
    const filters = columns.flatMap((column): [string, string][] => {
      const text = query.filters[column.key];
      return text === undefined ? [] : [[column.key, soughtCell(column, text)]];
    });
    return { ...query, filters: Object.fromEntries(filters) };
  }, [query, columns]);
}

/** Reads what is on the screen again, a moment after it was asked to, however often. */
function useAgain(again: (from: number, to: number) => Promise<void>) {
  const seen = useRef({ from: 0, to: 0 });
  const due = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(again);
  latest.current = again;
  const changed = useCallback(() => {
    due.current ??= setTimeout(() => {
      due.current = undefined;
      void latest.current(seen.current.from, seen.current.to);
    }, soonMs);
  }, []);
  useEffect(() => () => clearTimeout(due.current), []);
  return { seen, changed };
}

/** Records of a dataset's year: a grid to look through and correct, with what is wrong with the chosen one beside it. */
export function Grid({ label, place, columns, show, first, editable }: Props) {
  const [said, setSaid] = useState("");
  const [drafts] = useState(() => new Map<string, string>());
  const [fault, setFault] = useState<string | null>(null);
  const { query, onShow, onSort, onFilter, clear } = useQuery(show);
  const asked = useSought(query, columns);
  const { rows, counts, loading, rowAt, need, again, replace } = useRows({
    place,
    query: asked,
    first,
    onFault: setFault,
  });
  const { seen, changed } = useAgain(again);
  const edits = useEdits({ place, columns, rowAt, need, replace, changed, say: setSaid, fault: setFault });
  const focus = useFocus({ row: counts.total > 0 ? 0 : -2, col: 0 });
  const onSeen = useCallback(
    (from: number, to: number) => {
      seen.current = { from, to };
      void need(from, to);
    },
    [need, seen],
  );
  const set = `${place.dataset} ${place.year}`;
  useEffect(
    () =>
      listenTo(
        place.la,
        ({ kind, id }) => (kind === "all" || (kind === "records" && id === set)) && inBackground(changed),
      ),
    [place.la, set, changed],
  );
  const { setAt, go, at } = focus;
  const leave = () => go(at);
  const goTo = (key: string) =>
    go({
      ...at,
      col: Math.max(
        0,
        columns.findIndex((c) => c.key === key),
      ),
    });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => setAt((at) => (at.row > 0 ? { ...at, row: 0 } : at)), [query, setAt]);
  const titles = useMemo(() => Object.fromEntries(columns.map((c) => [c.key, c.label])), [columns]);
  const chosen = focus.entered && focus.at.row >= 0 ? rows.get(focus.at.row) : undefined;
  const filtered = Object.keys(query.filters).length;
  return (
    <div>
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <CountChips counts={counts} show={query.issues} onShow={onShow} />
        {filtered > 0 && (
          <button type="button" onClick={clear} className="min-h-8 cursor-pointer text-dense text-link">
            Clear {filtered === 1 ? "the column filter" : `${filtered} column filters`}
          </button>
        )}
        <p className="text-dense text-muted">{counts.total.toLocaleString("en-GB")} shown</p>
      </div>
      {fault && (
        <div
          role="alert"
          className="mb-3 flex items-start justify-between gap-4 border-2 border-wrong px-3 py-2 text-dense"
        >
          <p className="font-semibold text-wrong">{fault}</p>
          <button type="button" onClick={() => setFault(null)} className="min-h-6 shrink-0 cursor-pointer text-link">
            Dismiss
          </button>
        </div>
      )}
      {edits.unsaved && (
        <UnsavedNotice
          la={place.la}
          unsaved={edits.unsaved}
          again={() => void edits.again().then(leave)}
          giveUp={() => {
            edits.giveUp();
            leave();
          }}
        />
      )}
      <p aria-live="polite" className={edits.progress ? "sr-only" : "min-h-5 text-dense text-muted"}>
        {said}
      </p>
      {edits.progress && (
        <p className="flex items-center gap-3 text-dense">
          {edits.progress.done.toLocaleString("en-GB")} of {edits.progress.of.toLocaleString("en-GB")} cells sent
          <button type="button" onClick={edits.stop} className="min-h-6 cursor-pointer text-link">
            Stop
          </button>
        </p>
      )}
      <div className="mt-1 flex flex-col gap-4 lg:flex-row">
        <div className="min-w-0 flex-1">
          <GridTable
            {...{ label, columns, query, rows, loading, editable, edits, focus, onSort, onFilter, onSeen, need }}
            say={setSaid}
            total={counts.total}
          />
        </div>
        <Panel
          place={place}
          row={chosen}
          titles={titles}
          editable={editable}
          replace={replace}
          changed={changed}
          say={setSaid}
          leave={leave}
          goTo={goTo}
          drafts={drafts}
        />
      </div>
    </div>
  );
}
