import { basename } from "node:path";
import { type Tx, withOperator } from "@/lib/database";
import { Invalid } from "@/lib/errors";
import { syncAuthoritySchools } from "./authority";
import { type Layout, layoutOf } from "./columns";
import { type CsvRecord, readCsv } from "./csv";
import { type Fault, type RegisterRow, rowOf } from "./rows";
import { type Counts, replaceLinks, upsertSchools } from "./upsert";

export interface RegisterReport {
  file: string;
  kind: Layout["kind"];
  /** Lines of the file below its header, whether they could be loaded or not. */
  rows: number;
  added: number;
  changed: number;
  /** Schools known as open until this file; of links, those that the file no longer has for its schools. */
  closed: number;
  unchanged: number;
  faults: Fault[];
}

const BATCH = 2000;

async function headerOf(records: AsyncGenerator<CsvRecord>): Promise<Layout> {
  const first = await records.next();
  if (first.done) throw new Invalid("The file is empty.");
  if ("words" in first.value) throw new Invalid(`The first line cannot be read: ${first.value.words}.`);
  return layoutOf(first.value.fields);
}

/** The same school or link twice in a file: the first stands, the second is a fault. */
function repeats(layout: Layout): (row: RegisterRow, line: number) => Fault | null {
  const seen = new Map<string, number>();
  return ({ values }, line) => {
    const key = layout.kind === "links" ? `${values.urn} ${values.link_urn} ${values.link_type}` : (values.urn ?? "");
    const before = seen.get(key);
    if (before === undefined) seen.set(key, line);
    return before === undefined ? null : { line, words: `Not loaded: ${key} stands in line ${before} already.` };
  };
}

interface Loading {
  tx: Tx;
  records: AsyncGenerator<CsvRecord>;
  report: RegisterReport;
  log: (words: string) => void;
}

async function loadRows({ tx, records, report, log }: Loading, layout: Layout): Promise<void> {
  const repeated = repeats(layout);
  let batch: RegisterRow[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const done: Counts = await (layout.kind === "links" ? replaceLinks(tx, batch) : upsertSchools(tx, layout, batch));
    report.added += done.added;
    report.changed += done.changed;
    report.closed += done.closed;
    const touched = layout.kind === "links" ? done.added + done.changed : done.added + done.changed + done.closed;
    report.unchanged += batch.length - touched;
    batch = [];
    log(`${report.file}: ${report.rows.toLocaleString("en-GB")} rows`);
  };
  for await (const record of records) {
    report.rows += 1;
    const row = rowOf(record, layout, report.faults);
    const again = row && repeated(row, record.line);
    if (again) report.faults.push(again);
    else if (row) batch.push(row);
    // The links of one school may stand anywhere in the file: they are replaced all at once.
    if (layout.kind === "establishments" && batch.length >= BATCH) await flush();
  }
  await flush();
}

/**
 * Loads an establishment extract or a file of links of Get Information about Schools (CSV, gzip or not) into the
 * register, in one transaction, and makes the new schools known to the authorities of this deployment. What a file has no
 * column for stays as it is, and no school is removed. Faulty lines are told and the rest is loaded.
 * Throws `Invalid` where the file is neither.
 */
export async function loadRegister(
  path: string,
  options: { log?: (words: string) => void } = {},
): Promise<RegisterReport> {
  const log = options.log ?? (() => {});
  const records = readCsv(path);
  const layout = await headerOf(records);
  const report: RegisterReport = {
    file: basename(path),
    kind: layout.kind,
    rows: 0,
    added: 0,
    changed: 0,
    closed: 0,
    unchanged: 0,
    faults: [],
  };
  await withOperator(null, async (tx) => {
    await tx.sql`select pg_advisory_xact_lock(hashtext('register'))`;
    await loadRows({ tx, records, report, log }, layout);
  });
  if (layout.kind === "establishments") await syncAuthorities(log);
  return report;
}

async function syncAuthorities(log: (words: string) => void): Promise<void> {
  const authorities = await withOperator(
    null,
    ({ sql }) => sql<{ code: string }[]>`select code from ref.authorities order by code`,
  );
  for (const { code } of authorities) {
    const done = await syncAuthoritySchools(code);
    log(`authority ${code}: ${done.added} schools new to it, ${done.changed} with other dates`);
  }
}
