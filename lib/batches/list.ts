import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { reports, standardPack } from "@/lib/reports/index";
import { isStale } from "./stale";
import { type BatchState, type ItemState, keptDays } from "./state";

export interface BatchItem {
  id: string;
  urn: string;
  schoolName: string;
  dfe: string | null;
  state: ItemState;
  words: string | null;
  pages: number | null;
  bytes: number | null;
  /** ISO date-time of the newest change that the file knows. */
  dataAsAt: string | null;
  /** Something it rests on has changed since. */
  stale: boolean;
}

export interface BatchRow {
  id: string;
  report: string;
  title: string;
  year: number;
  level: 1 | 3;
  schoolsWords: string;
  state: BatchState;
  words: string | null;
  madeBy: string;
  createdAt: string;
  finishedAt: string | null;
  /** When its files are deleted; null until it is through. */
  keptUntil: string | null;
  files: number;
  made: number;
  failed: number;
  missing: number;
  stale: number;
  pages: number;
  bytes: number;
  /** By school name; only of the batches that were asked to be opened. */
  items: BatchItem[] | null;
}

const titleOf = (id: string): string => [standardPack, ...reports].find((r) => r.id === id)?.title ?? id;

async function itemsOf(context: Context, ids: string[]): Promise<Map<string, BatchItem[]>> {
  const { sql, scope } = context;
  const rows = await sql<(BatchItem & { batchId: string })[]>`
    select i.batch_id as "batchId", i.id, i.urn, coalesce(r.name, i.urn) as "schoolName", r.la_code || '/' || r.estab as dfe,
      i.state, i.words, i.pages, i.bytes, i.data_as_at as "dataAsAt", ${isStale(context)} as stale
    from app.batch_items i join app.batches b on b.la_code = i.la_code and b.id = i.batch_id
      left join ref.schools r on r.urn = i.urn
    where i.la_code = ${scope.laCode} and i.batch_id = any (${ids}::uuid[]) order by i.position`;
  return Map.groupBy(rows, (r) => r.batchId);
}

async function list(context: Context, { take, open }: { take: number; open: string[] }): Promise<BatchRow[]> {
  const { sql, scope } = context;
  const rows = await sql<Omit<BatchRow, "title" | "items">[]>`
    select b.id, b.report, b.year, b.level, b.schools_words as "schoolsWords", b.state, b.words, b.made_by_name as "madeBy",
      b.created_at as "createdAt", b.finished_at as "finishedAt",
      b.finished_at + make_interval(days => ${keptDays}) as "keptUntil", c.*
    from app.batches b cross join lateral (
      select count(*)::int as files, count(*) filter (where i.state = 'made')::int as made,
        count(*) filter (where i.state = 'failed')::int as failed,
        count(*) filter (where i.state in ('cancelled', 'gone'))::int as missing,
        count(*) filter (where ${isStale(context)})::int as stale,
        coalesce(sum(i.pages) filter (where i.state = 'made'), 0)::int as pages,
        coalesce(sum(i.bytes) filter (where i.state = 'made'), 0)::float8 as bytes
      from app.batch_items i where i.la_code = b.la_code and i.batch_id = b.id) c
    where b.la_code = ${scope.laCode} order by b.created_at desc limit ${take}`;
  const shown = rows.filter((r) => open.includes(r.id)).map((r) => r.id);
  const items = await itemsOf(context, shown);
  return rows.map((r) => ({
    ...r,
    title: titleOf(r.report),
    items: shown.includes(r.id) ? (items.get(r.id) ?? []) : null,
  }));
}

/** The authority's batches, newest first; those in `open` with their schools. */
export const listBatches = query({
  name: "batch.list",
  needs: "browse",
  input: z.object({
    take: z.number().int().min(1).max(200).default(30),
    open: z.array(z.string()).max(50).default([]),
  }),
  run: list,
});
