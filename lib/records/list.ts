import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { datasetById } from "@/lib/datasets";
import type { Cells, Column, Dataset } from "@/lib/datasets/define";
import { Invalid } from "@/lib/errors";
import { toCells } from "./columns";

export const issueFilters = ["all", "open", "errors", "queries", "marked"] as const;

/** Postgres' text holds every character but this one. */
export const noNul = /^[^\0]*$/;

export const recordFilter = z.object({
  dataset: z.string(),
  year: z.number().int(),
  issues: z.enum(issueFilters).default("all"),
  /** Only these schools (an import's, or one chosen at the head of the column). */
  urns: z.array(z.string()).max(2000).optional(),
  /** Contains, by column key; for a short list of values: equals. "school" filters by the school's name. */
  filters: z.record(z.string(), z.string().max(100).regex(noNul, "cannot be looked for")).default({}),
});

const input = recordFilter.extend({
  sort: z.object({ column: z.string(), down: z.boolean() }).default({ column: "school", down: false }),
  offset: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(500).default(100),
  /** Only these records, whether the filter holds for them or not: what is on the screen, read again. */
  ids: z.array(z.uuid()).max(500).optional(),
});
type Input = z.output<typeof input>;

export interface RecordIssue {
  checkId: string;
  severity: "error" | "query";
  columns: string[];
  words: string;
  marked: { byName: string; because: string; at: string } | null;
}

export interface RecordRow {
  id: string;
  urn: string;
  school: string;
  cells: Cells;
  issues: RecordIssue[];
}

export interface RecordPage {
  /** Records of the whole filter, whatever the page. */
  total: number;
  /** Over everything that the filter covers but for `issues`: records, errors, queries not marked correct, marks. */
  records: number;
  errors: number;
  queries: number;
  marked: number;
  rows: RecordRow[];
}

type Sql = Context["sql"];
type Fragment = ReturnType<Sql>;

/** A column that a person named. Throws Invalid. */
function columnOf(dataset: Dataset, key: string): Column {
  const column = Object.hasOwn(dataset.columns, key) ? dataset.columns[key] : undefined;
  if (column) return column;
  throw new Invalid(`There is no column "${key}". There are: school, ${Object.keys(dataset.columns).join(", ")}.`);
}

const escapeLike = (text: string) => text.replace(/[\\%_]/g, (c) => `\\${c}`);

const issueConditions: Record<Input["issues"], (sql: Sql) => Fragment> = {
  all: (sql) => sql`true`,
  open: (sql) => sql`x.errors > 0 or x.queries > 0`,
  errors: (sql) => sql`x.errors > 0`,
  queries: (sql) => sql`x.queries > 0`,
  marked: (sql) => sql`x.marked > 0`,
};

function filterConditions(sql: Sql, dataset: Dataset, filters: Record<string, string>): Fragment[] {
  return Object.entries(filters).flatMap(([key, value]) => {
    if (value === "") return [];
    if (key === "school") return [sql`s.name ilike ${`%${escapeLike(value)}%`}`];
    const column = columnOf(dataset, key);
    const name = sql(column.column);
    if (value === "(blank)") return [sql`(r.${name} is null or r.${name} = '')`];
    if (column.kind === "choice") return [sql`r.${name} = ${value}`];
    return [sql`r.${name} ilike ${`%${escapeLike(value)}%`}`];
  });
}

/** What a list is sorted by, the first of it up or down, the rest always up. Throws Invalid for a column that is none. */
function sortKeys(sql: Sql, dataset: Dataset, key: string): Fragment[] {
  if (key === "school") return [sql`s.place`, sql`r.surname`, sql`r.forename`];
  const column = columnOf(dataset, key);
  const cell: Fragment = sql`r.${sql(column.column)}`;
  if (column.kind === "mark")
    return [sql`case when ${cell} ~ '^[0-9]{1,4}$' then ${cell}::int end`, cell, sql`s.place`];
  return [cell, sql`s.place`, sql`r.surname`];
}

/** Records of a filter, whatever their issues. */
function filtered({ sql, scope }: Context, dataset: Dataset, f: z.output<typeof recordFilter>): Fragment {
  const conditions = filterConditions(sql, dataset, f.filters);
  return sql`r.la_code = ${scope.laCode} and r.year = ${f.year}
      ${f.urns ? sql`and r.urn = any (${f.urns})` : sql``}
      ${conditions.length > 0 ? conditions.map((c) => sql`and ${c}`) : sql``}`;
}

/** Of each record that has any: its errors, open queries and marks. */
function openByRecord({ sql, scope }: Context, dataset: Dataset, year: number): Fragment {
  return sql`(
    select i.record_id, count(*) filter (where i.severity = 'error')::int as errors,
      count(*) filter (where i.severity = 'query' and m.check_id is null)::int as queries,
      count(*) filter (where i.severity = 'query' and m.check_id is not null)::int as marked
    from data.issues i
    left join data.marks m on m.la_code = i.la_code and m.record_id = i.record_id and m.check_id = i.check_id and m.seen = i.seen
    where i.la_code = ${scope.laCode} and i.dataset = ${dataset.id} and i.year = ${year}
    group by i.record_id)`;
}

/** Issues of records, with the mark that still holds. */
export async function issuesOf({ sql, scope }: Context, ids: string[]): Promise<Map<string, RecordIssue[]>> {
  const rows = await sql<
    (RecordIssue & { recordId: string; byName: string | null; because: string | null; at: string | null })[]
  >`
    select i.record_id as "recordId", i.check_id as "checkId", i.severity, i.columns, i.words, m.by_name as "byName", m.because, m.at
    from data.issues i
    left join data.marks m on m.la_code = i.la_code and m.record_id = i.record_id and m.check_id = i.check_id and m.seen = i.seen
      and i.severity = 'query'
    where i.la_code = ${scope.laCode} and i.record_id = any (${ids})
    order by i.severity, i.check_id`;
  const byRecord = new Map<string, RecordIssue[]>();
  for (const { recordId, byName, because, at, ...issue } of rows) {
    const marked = byName && because && at ? { byName, because, at } : null;
    byRecord.set(recordId, [...(byRecord.get(recordId) ?? []), { ...issue, marked }]);
  }
  return byRecord;
}

/**
 * Straight after an import the server has no statistics yet, guesses that a set has one record, and loops through its issues
 * once for each of 40,000: minutes instead of 0.1 s. Without loops it hashes; a whole set is sorted in memory.
 */
async function planForSets({ sql }: Context): Promise<void> {
  await sql`select set_config('enable_nestloop', 'off', true), set_config('work_mem', '32MB', true)`;
}

type Found = Omit<RecordPage, "rows"> & { ids: string[] };

/** Counts and the page's ids in one pass: schools take a number each, for comparing names is most of a sort's work. */
async function find(context: Context, dataset: Dataset, page: Input): Promise<Found> {
  const { sql, scope } = context;
  const [first, second, third] = sortKeys(sql, dataset, page.sort.column);
  const within = issueConditions[page.issues](sql);
  const [found] = await sql<Found[]>`
    with s as materialized (
      select s.urn, s.name, row_number() over (order by s.name, s.urn) as place
      from ref.schools s join app.schools a on a.urn = s.urn where a.la_code = ${scope.laCode}
    ), x as materialized (
      select r.id, ${first ?? null} as a, ${second ?? null} as b, ${third ?? null} as c, x.errors, x.queries, x.marked
      from data.${sql(dataset.table.guard.name)} r join s on s.urn = r.urn
      left join ${openByRecord(context, dataset, page.year)} x on x.record_id = r.id
      where ${filtered(context, dataset, page)}
    )
    select count(*) filter (where ${within})::int as total, count(*)::int as records,
      coalesce(sum(x.errors), 0)::int as errors, coalesce(sum(x.queries), 0)::int as queries, coalesce(sum(x.marked), 0)::int as marked,
      array(select x.id from x where ${within} order by a ${page.sort.down ? sql`desc` : sql`asc`} nulls last, b, c, x.id
        limit ${page.ids ? 0 : page.limit} offset ${page.offset}) as ids
    from x`;
  return found ?? { total: 0, records: 0, errors: 0, queries: 0, marked: 0, ids: [] };
}

/** Records by id, with their school and issues; those that are not there are left out. */
export async function rowsOf(context: Context, dataset: Dataset, ids: string[]): Promise<RecordRow[]> {
  const { sql, scope } = context;
  const rows = await sql<({ id: string; urn: string; school: string } & Record<string, unknown>)[]>`
    select r.*, (select s.name from ref.schools s where s.urn = r.urn) as school
    from data.${sql(dataset.table.guard.name)} r where r.la_code = ${scope.laCode} and r.id = any (${ids})`;
  const byId = new Map(rows.map((r) => [r.id, r]));
  const issues = await issuesOf(context, ids);
  return ids.flatMap((id) => {
    const r = byId.get(id);
    if (!r) return [];
    return [{ id, urn: r.urn, school: r.school, cells: toCells(dataset, r), issues: issues.get(id) ?? [] }];
  });
}

async function list(context: Context, page: Input): Promise<RecordPage> {
  const dataset = datasetById(page.dataset);
  await planForSets(context);
  const { ids, ...counts } = await find(context, dataset, page);
  return { ...counts, rows: await rowsOf(context, dataset, page.ids ?? ids) };
}

/** A page of a dataset's records, sorted and filtered on the server, with their issues. Throws NotFound for an unknown dataset. */
export const listRecords = query({
  name: "record.list",
  needs: "browse",
  input,
  run: list,
  sees: ({ dataset, year, offset, urns }, page) => ({
    dataset,
    year,
    offset,
    schools: urns?.length,
    rows: page.rows.map((r) => r.id),
  }),
});
