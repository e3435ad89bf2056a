import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { datasets } from "@/lib/datasets";
import { type Question, questionOf } from "./question";
import { type ImportState, inQueue } from "./state";

export interface ImportSchool {
  id: string;
  fileName: string;
  dataset: string | null;
  year: number | null;
  urn: string | null;
  schoolName: string | null;
  state: "read" | "done" | "rejected" | "cancelled";
  words: string | null;
  boys: number;
  girls: number;
  /** The same school's counts a year earlier; null where nothing is held. */
  lastYear: { boys: number; girls: number } | null;
  added: number;
  changed: number;
  gone: number;
  /** As the data are now, not as they were at import. */
  errors: number;
  queries: number;
  replacedBy: string | null;
}

export interface ImportRow {
  id: string;
  fileName: string;
  bytes: number;
  state: ImportState;
  words: string | null;
  progress: number;
  sentBy: string;
  createdAt: string;
  finishedAt: string | null;
  /** What is asked while it waits. */
  question: Question | null;
  schools: ImportSchool[];
}

export interface ImportList {
  /** Oldest first: position among the authority's own is the index. */
  queue: ImportRow[];
  /** Newest first. */
  recent: ImportRow[];
  limit: number;
  /** Over all authorities: how many are being served, and how many uploads wait. */
  pace: { authorities: number; waiting: number };
}

type Raw = Omit<ImportSchool, "lastYear" | "errors" | "queries"> & { importId: string };

const key = (s: { dataset: string | null; year: number | null; urn: string | null }) =>
  `${s.dataset} ${s.year} ${s.urn}`;

/** Errors, and queries not marked correct, by dataset, year and school. */
async function openIssues({ sql, scope }: Context, schools: Raw[]) {
  const rows = await sql<{ dataset: string; year: number; urn: string; errors: number; queries: number }[]>`
    select i.dataset, i.year, i.urn, count(*) filter (where i.severity = 'error')::int as errors,
      count(*) filter (where i.severity = 'query')::int as queries
    from data.issues i
    left join data.marks m on m.la_code = i.la_code and m.record_id = i.record_id and m.check_id = i.check_id and m.seen = i.seen
    where i.la_code = ${scope.laCode} and i.urn = any (${[...new Set(schools.map((s) => s.urn).filter((u) => u !== null))]})
      and (i.severity = 'error' or m.check_id is null)
    group by i.dataset, i.year, i.urn`;
  return new Map(rows.map((r) => [key(r), r]));
}

async function lastYears(context: Context, schools: Raw[]) {
  const { sql, scope } = context;
  const found = new Map<string, { boys: number; girls: number }>();
  for (const dataset of datasets) {
    const own = schools.filter((s) => s.dataset === dataset.id && s.urn && s.year);
    if (own.length === 0) continue;
    const rows = await sql<{ urn: string; year: number; boys: number; girls: number }[]>`
      select urn, year, count(*) filter (where sex_group = 'M')::int as boys, count(*) filter (where sex_group = 'F')::int as girls
      from data.${sql(dataset.table.guard.name)}
      where la_code = ${scope.laCode} and year = any (${[...new Set(own.map((s) => (s.year ?? 0) - 1))]}) and urn = any (${own.map((s) => s.urn ?? "")})
      group by urn, year`;
    for (const r of rows)
      found.set(key({ dataset: dataset.id, year: r.year + 1, urn: r.urn }), { boys: r.boys, girls: r.girls });
  }
  return found;
}

async function schoolsOf(context: Context, ids: string[]): Promise<Map<string, ImportSchool[]>> {
  const { sql, scope } = context;
  const raw = await sql<Raw[]>`
    select s.id, s.import_id as "importId", s.file_name as "fileName", s.dataset, s.year, s.urn, coalesce(r.name, s.school_name) as "schoolName",
      s.state, s.words, s.boys, s.girls, s.added, s.changed, s.gone, s.replaced_by as "replacedBy"
    from app.import_schools s left join ref.schools r on r.urn = s.urn
    where s.la_code = ${scope.laCode} and s.import_id = any (${ids}) order by s.position`;
  const [issues, earlier] = [await openIssues(context, raw), await lastYears(context, raw)];
  const byImport = new Map<string, ImportSchool[]>();
  for (const { importId, ...s } of raw) {
    const open = s.state === "done" && !s.replacedBy ? issues.get(key(s)) : undefined;
    const school = {
      ...s,
      lastYear: earlier.get(key(s)) ?? null,
      errors: open?.errors ?? 0,
      queries: open?.queries ?? 0,
    };
    byImport.set(importId, [...(byImport.get(importId) ?? []), school]);
  }
  return byImport;
}

type RawRow = Omit<ImportRow, "schools" | "question"> & { question: unknown };
const columns = (sql: Context["sql"]) => sql`
  id, file_name as "fileName", bytes, state, words, progress, sent_by_name as "sentBy", created_at as "createdAt", finished_at as "finishedAt", question`;

async function list(context: Context, { recent: take, ids }: { recent: number; ids?: string[] }): Promise<ImportList> {
  const { sql, scope } = context;
  const chosen = ids ? sql`and id = any (${ids})` : sql``;
  const queue = await sql<RawRow[]>`
    select ${columns(sql)} from app.imports where la_code = ${scope.laCode} and state = any (${inQueue}) ${chosen} order by created_at`;
  const recent = await sql<RawRow[]>`
    select ${columns(sql)} from app.imports where la_code = ${scope.laCode} and state <> all (${inQueue}) ${chosen}
    order by finished_at desc limit ${take}`;
  const [pace] = await sql<{ authorities: number; waiting: number }[]>`select * from app.queue_pace()`;
  const [settings] = await sql<
    { limit: number }[]
  >`select queue_limit as limit from app.settings where la_code = ${scope.laCode}`;
  const schools = await schoolsOf(
    context,
    [...queue, ...recent].map((r) => r.id),
  );
  const whole = (r: RawRow): ImportRow => ({
    ...r,
    question: r.state === "waiting" ? questionOf(r.question) : null,
    schools: schools.get(r.id) ?? [],
  });
  return {
    queue: queue.map(whole),
    recent: recent.map(whole),
    limit: settings?.limit ?? 0,
    pace: pace ?? { authorities: 0, waiting: 0 },
  };
}

/** The authority's queue and its recent imports, with each school's counts and what is open in its data now. */
export const listImports = query({
  name: "import.list",
  needs: "browse",
  input: z.object({ recent: z.number().int().min(0).max(200).default(50), ids: z.array(z.uuid()).optional() }),
  run: list,
});
