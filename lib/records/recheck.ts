import { runRowChecks } from "@/lib/checks/run";
import type { Tx } from "@/lib/database";
import type { Cells, CheckContext, Dataset, SetCheck } from "@/lib/datasets/define";
import { unique } from "./match-pupils";

export interface CheckedRecord {
  id: string;
  urn: string;
  cells: Cells;
}

interface IssueRow {
  urn: string;
  recordId: string;
  checkId: string;
  severity: string;
  columns: string[];
  words: string;
  seen: string;
}

export interface CheckedSet extends CheckContext {
  dataset: Dataset;
}

async function insertIssues({ sql }: Tx, set: CheckedSet, issues: IssueRow[]): Promise<void> {
  if (issues.length === 0) return;
  const { dataset, laCode, year } = set;
  await sql`
    insert into data.issues (la_code, domain, dataset, year, urn, record_id, check_id, severity, columns, words, seen)
    select ${laCode}, ${dataset.domain}, ${dataset.id}, ${year}, u, r, c, s, string_to_array(k, ','), w, n
    from unnest(${issues.map((i) => i.urn)}::text[], ${issues.map((i) => i.recordId)}::uuid[], ${issues.map((i) => i.checkId)}::text[],
      ${issues.map((i) => i.severity)}::text[], ${issues.map((i) => i.columns.join(","))}::text[], ${issues.map((i) => i.words)}::text[],
      ${issues.map((i) => i.seen)}::text[]) as t(u, r, c, s, k, w, n)`;
}

const setChecks = (dataset: Dataset) => dataset.checks.filter((c): c is SetCheck => c.scope === "set");

/**
 * Re-runs the checks of these records by themselves and writes what they find. What the set checks had found on them goes
 * too: `recheckSet` with their key values must follow.
 */
export async function recheckRows(tx: Tx, set: CheckedSet, records: CheckedRecord[]): Promise<void> {
  const { dataset, laCode, year } = set;
  await tx.sql`delete from data.issues where la_code = ${laCode} and record_id = any (${records.map((r) => r.id)})`;
  const issues = records.flatMap((record) =>
    runRowChecks(dataset, record.cells, { laCode, year }).map((f) => ({
      urn: record.urn,
      recordId: record.id,
      checkId: f.checkId,
      severity: f.severity,
      columns: f.columns,
      words: f.words,
      seen: f.seen,
    })),
  );
  await insertIssues(tx, set, issues);
}

interface Holder {
  id: string;
  urn: string;
  key: string;
}

/** Records that hold one of these values in a check's key column. */
async function holdersOf({ sql }: Tx, set: CheckedSet, column: string, among: string[]): Promise<Holder[]> {
  return sql<Holder[]>`
    select id, urn, ${sql(column)} as key from data.${sql(set.dataset.table.guard.name)}
    where la_code = ${set.laCode} and year = ${set.year} and ${sql(column)} = any (${among}::text[])`;
}

/** Values that more than one record holds: only these can clash, and mostly there are none. */
const shared = (holders: Holder[]): string[] => {
  const alone = unique(holders.map((h) => h.key));
  return [...new Set(holders.map((h) => h.key))].filter((key) => !alone.has(key));
};

/** Re-runs the checks of records against each other, for every record that has one of these key values (old and new). */
export async function recheckSet(tx: Tx, set: CheckedSet, values: (string | null)[]): Promise<void> {
  const { dataset, laCode, year } = set;
  const among = [...new Set(values.filter((v): v is string => Boolean(v)))];
  if (among.length === 0) return;
  for (const check of setChecks(dataset)) {
    const holders = await holdersOf(tx, set, dataset.columns[check.key]?.column ?? check.key, among);
    await tx.sql`
      delete from data.issues
      where la_code = ${laCode} and record_id = any (${holders.map((h) => h.id)}) and check_id = ${check.id}`;
    const clashing = shared(holders);
    if (clashing.length === 0) continue;
    const found = await check.find(tx, { laCode, year, table: dataset.table.guard.name, among: clashing });
    const owner = new Map(holders.map((h) => [h.id, h]));
    const issues = found.map((f) => ({
      urn: owner.get(f.recordId)?.urn ?? "",
      recordId: f.recordId,
      checkId: check.id,
      severity: f.severity ?? check.severity,
      columns: f.columns ?? check.columns,
      words: f.words,
      seen: owner.get(f.recordId)?.key ?? "",
    }));
    await insertIssues(tx, set, issues);
  }
}

/** The set checks' key values of records, e.g. their UPNs. */
export const keyValues = (dataset: Dataset, records: { cells: Cells }[]): (string | null)[] =>
  setChecks(dataset).flatMap((check) => records.map((r) => r.cells[check.key] ?? null));

/** Notes that a school's data of this dataset and year are as of now. */
export async function freshen({ sql }: Tx, set: CheckedSet, urn: string): Promise<void> {
  await sql`
    insert into data.freshness (la_code, dataset, year, urn, domain, at)
    values (${set.laCode}, ${set.dataset.id}, ${set.year}, ${urn}, ${set.dataset.domain}, now())
    on conflict (la_code, dataset, year, urn) do update set at = excluded.at`;
}
