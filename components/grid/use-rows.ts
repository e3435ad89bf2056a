"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Answer, post } from "./post";
import type { Counts, GridPlace, GridQuery, RecordPage, RecordRow } from "./types";

export const pageSize = 100;
/** Pages that are asked for at once. */
const together = 3;

interface Held {
  /** The query that the rows answer. */
  of: GridQuery;
  rows: Map<number, RecordRow>;
  counts: Counts;
}

const countsOf = ({ total, records, errors, queries, marked }: Counts): Counts => ({
  total,
  records,
  errors,
  queries,
  marked,
});

const place = (rows: RecordRow[], offset: number) => rows.map((row, n): [number, RecordRow] => [offset + n, row]);
const pageOf = (index: number) => Math.floor(index / pageSize);

interface Args {
  place: GridPlace;
  query: GridQuery;
  /** The first page under the first query, as the server drew it. */
  first: RecordPage;
  onFault(words: string): void;
}

/**
 * The records of a query, page by page as they come into view. An edit leaves the list in its order, so that nothing
 * moves away under the hand; the next page that has to be fetched after it begins the list anew.
 */
export function useRows({ place: where, query, first, onFault }: Args) {
  const [held, setHeld] = useState<Held>({ of: query, rows: new Map(place(first.rows, 0)), counts: countsOf(first) });
  const current = useRef(held);
  current.current = held;
  const asked = useRef(new Set<number>());
  const stale = useRef(false);
  const round = useRef(new AbortController());
  const body = useMemo(() => ({ la: where.la, input: { ...where, ...query } }), [where, query]);

  const put = useCallback((change: (before: Held) => Held) => {
    current.current = change(current.current);
    setHeld(current.current);
  }, []);

  const ask = useCallback(
    async (offset: number, fresh: boolean): Promise<void> => {
      const { signal } = round.current;
      const input = { ...body.input, offset, limit: pageSize };
      const answer = await post<RecordPage>("rows", { ...body, input }, signal).catch(() => null);
      if (!answer || signal.aborted) return;
      if ("error" in answer) {
        asked.current.delete(pageOf(offset));
        onFault(answer.error);
        return;
      }
      const { rows, ...counts } = answer.ok;
      put((before) => ({ of: query, counts, rows: new Map([...(fresh ? [] : before.rows), ...place(rows, offset)]) }));
    },
    [body, query, onFault, put],
  );

  const restart = useCallback(
    (from: number) => {
      round.current.abort();
      round.current = new AbortController();
      stale.current = false;
      asked.current = new Set([pageOf(from)]);
      return ask(pageOf(from) * pageSize, true);
    },
    [ask],
  );

  const begun = useRef(body);
  useEffect(() => {
    if (begun.current === body) return;
    begun.current = body;
    void restart(0);
  }, [body, restart]);

  /** Pages of a range that are neither here nor on their way. */
  const missingIn = useCallback((from: number, to: number): number[] => {
    const last = Math.min(to, current.current.counts.total - 1);
    const missing: number[] = [];
    for (let page = pageOf(Math.max(0, from)); page <= pageOf(last); page++) {
      const begins = page * pageSize;
      if (!current.current.rows.has(Math.max(begins, from)) && !asked.current.has(page)) missing.push(page);
    }
    return missing;
  }, []);

  /** Fetches what of a range is not there yet, a few pages at a time. */
  const need = useCallback(
    async (from: number, to: number): Promise<void> => {
      if (missingIn(from, to).length === 0) return;
      if (stale.current) await restart(from);
      const missing = missingIn(from, to);
      for (const page of missing) asked.current.add(page);
      for (let n = 0; n < missing.length; n += together)
        await Promise.all(missing.slice(n, n + together).map((page) => ask(page * pageSize, false)));
    },
    [ask, missingIn, restart],
  );

  /** Reads records that are on the screen again, in their places, and the counts. */
  const again = useCallback(
    async (from: number, to: number): Promise<void> => {
      stale.current = true;
      const { signal } = round.current;
      const shown = [...current.current.rows].filter(([index]) => index >= from && index <= to);
      const ids = shown.map(([, row]) => row.id).slice(0, 200);
      const input = { ...body.input, ids, offset: 0, limit: 200 };
      const answer: Answer<RecordPage> | null = await post<RecordPage>("rows", { ...body, input }, signal).catch(
        () => null,
      );
      if (!answer || signal.aborted || "error" in answer) return;
      const { rows, ...counts } = answer.ok;
      const byId = new Map(rows.map((row) => [row.id, row]));
      // The list keeps its length while it keeps its order.
      put((before) => ({
        ...before,
        counts: { ...counts, total: before.counts.total },
        rows: new Map([...before.rows].map(([index, row]) => [index, byId.get(row.id) ?? row])),
      }));
    },
    [body, put],
  );

  const replace = useCallback(
    (row: Pick<RecordRow, "id"> & Partial<RecordRow>) =>
      put((before) => ({
        ...before,
        rows: new Map([...before.rows].map(([index, old]) => [index, old.id === row.id ? { ...old, ...row } : old])),
      })),
    [put],
  );

  const rowAt = useCallback((index: number) => current.current.rows.get(index), []);
  return { rows: held.rows, counts: held.counts, loading: held.of !== query, rowAt, need, again, replace };
}
