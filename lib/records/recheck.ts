import { runRowChecks } from "@/lib/checks/run";
import type { Tx } from "@/lib/database";
import type { Cells, CheckContext, Dataset, SetCheck } from "@/lib/datasets/define";

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

/** Re-runs the checks of records against each other, for every record that has one of these key values (old and new). */
export async function recheckSet(tx: Tx, set: CheckedSet, values: (string | null)[]): Promise<void> {
  const { dataset, laCode, year } = set;
  const among = [...new Set(values.filter((v): v is string => Boolean(v)))];
  if (among.length === 0) return;
  const { sql } = tx;
  const table = dataset.table.guard.name;
  for (const check of setChecks(dataset)) {
    const keys = check.keys.map((k) => dataset.columns[k]?.column ?? k);
    await sql`
      delete from data.issues i using data.${sql(table)} r
      where i.la_code = ${laCode} and i.dataset = ${dataset.id} and i.year = ${year} and i.check_id = ${check.id}
        and r.la_code = i.la_code and r.id = i.record_id
        and (${keys.map((k, n) => (n === 0 ? sql`r.${sql(k)} = any (${among})` : sql`or r.${sql(k)} = any (${among})`))})`;
    const found = await check.find(tx, { laCode, year, table, among });
    const owners = await sql<{ id: string; urn: string; key: string | null }[]>`
      select r.id, r.urn, concat_ws('|', ${keys.map((k, n) => (n === 0 ? sql`r.${sql(k)}` : sql`, r.${sql(k)}`))}) as key
      from data.${sql(table)} r where r.la_code = ${laCode} and r.id = any (${found.map((f) => f.recordId)})`;
    const owner = new Map(owners.map((o) => [o.id, o]));
    await insertIssues(
      tx,
      set,
      found.map((f) => ({
        urn: owner.get(f.recordId)?.urn ?? "",
        recordId: f.recordId,
        checkId: check.id,
        severity: f.severity ?? check.severity,
        columns: f.columns ?? check.columns,
        words: f.words,
        seen: owner.get(f.recordId)?.key ?? "",
      })),
    );
  }
}

/** The set checks' key values of records, e.g. their UPNs. */
export const keyValues = (dataset: Dataset, records: { cells: Cells }[]): (string | null)[] =>
  setChecks(dataset).flatMap((check) => records.flatMap((r) => check.keys.map((k) => r.cells[k] ?? null)));

/** Notes that a school's data of this dataset and year are as of now. */
export async function freshen({ sql }: Tx, set: CheckedSet, urn: string): Promise<void> {
  await sql`
    insert into data.freshness (la_code, dataset, year, urn, domain, at)
    values (${set.laCode}, ${set.dataset.id}, ${set.year}, ${urn}, ${set.dataset.domain}, now())
    on conflict (la_code, dataset, year, urn) do update set at = excluded.at`;
}
