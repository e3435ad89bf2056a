import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { titleOf } from "@/lib/reports/index";
import type { Stale } from "./marks";
import { staleIn } from "./stale";
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
  /** Has something changed since that it rests on: the school's own data, or only what they are compared with? */
  stale: Stale | null;
}

export interface BatchRow {
  id: string;
  reports: string[];
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
  /** Files since whose making the school's own data have changed, and those of which only the comparison has. */
  stale: Record<Stale, number>;
  pages: number;
  bytes: number;
  /** By school name; only of the batches that were asked to be opened. */
  items: BatchItem[] | null;
}

type Bare = Omit<BatchRow, "title" | "items" | "stale">;
type BareItem = Omit<BatchItem, "stale"> & { batchId: string };

async function itemsOf({ sql, scope }: Context, ids: string[]): Promise<Map<string, BareItem[]>> {
  const rows = await sql<BareItem[]>`
    select i.batch_id as "batchId", i.id, i.urn, coalesce(r.name, i.urn) as "schoolName", r.la_code || '/' || r.estab as dfe,
      i.state, i.words, i.pages, i.bytes, i.data_as_at as "dataAsAt"
    from app.batch_items i left join ref.schools r on r.urn = i.urn
    where i.la_code = ${scope.laCode} and i.batch_id = any (${ids}::uuid[]) order by i.position`;
  return Map.groupBy(rows, (r) => r.batchId);
}

async function batchesOf({ sql, scope }: Context, take: number): Promise<Bare[]> {
  return sql<Bare[]>`
    select b.id, b.reports, b.year, b.level, b.schools_words as "schoolsWords", b.state, b.words, b.made_by_name as "madeBy",
      b.created_at as "createdAt", b.finished_at as "finishedAt",
      b.finished_at + make_interval(days => ${keptDays}) as "keptUntil", c.*
    from app.batches b cross join lateral (
      select count(*)::int as files, count(*) filter (where i.state = 'made')::int as made,
        count(*) filter (where i.state = 'failed')::int as failed,
        count(*) filter (where i.state in ('cancelled', 'gone'))::int as missing,
        coalesce(sum(i.pages) filter (where i.state = 'made'), 0)::int as pages,
        coalesce(sum(i.bytes) filter (where i.state = 'made'), 0)::float8 as bytes
      from app.batch_items i where i.la_code = b.la_code and i.batch_id = b.id) c
    where b.la_code = ${scope.laCode} order by b.created_at desc limit ${take}`;
}

async function list(context: Context, { take, open }: { take: number; open: string[] }): Promise<BatchRow[]> {
  const rows = await batchesOf(context, take);
  const shown = rows.filter((r) => open.includes(r.id)).map((r) => r.id);
  const items = await itemsOf(context, shown);
  const stale = await staleIn(context, rows);
  const staleOf = new Map(stale.map((s) => [s.id, s.stale]));
  const count = (batch: string, what: Stale) => stale.filter((s) => s.batchId === batch && s.stale === what).length;
  return rows.map((r) => ({
    ...r,
    title: titleOf(r.reports),
    stale: { own: count(r.id, "own"), compared: count(r.id, "compared") },
    items: shown.includes(r.id)
      ? (items.get(r.id) ?? []).map(({ batchId: _, ...item }) => ({ ...item, stale: staleOf.get(item.id) ?? null }))
      : null,
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
