import { basename } from "node:path";
import { type Tx, withOperator } from "@/lib/database";
import { Invalid } from "@/lib/errors";
import { syncAuthoritySchools } from "./authority";
import { type Layout, layoutOf, layoutWithoutHeader } from "./columns";
import { type CsvRecord, readCsv } from "./csv";
import { upsertPostcodes } from "./postcodes";
import { type Fault, type RegisterRow, rowOf } from "./rows";
import { remakeTerms } from "./terms";
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

interface Kind {
  /** Rows written at once; the links of one school may stand anywhere in the file and are replaced all together. */
  batch: number;
  /** What may stand in a file once only; null where it does no harm to find it twice. */
  key: ((row: RegisterRow) => string) | null;
  write(tx: Tx, rows: RegisterRow[], layout: Layout): Promise<Counts>;
}

const kinds: Record<Layout["kind"], Kind> = {
  establishments: {
    batch: 2000,
    key: ({ values }) => values.urn ?? "",
    write: (tx, rows, layout) => upsertSchools(tx, layout, rows),
  },
  links: {
    batch: Number.POSITIVE_INFINITY,
    key: ({ values }) => `${values.urn} ${values.link_urn} ${values.link_type}`,
    write: replaceLinks,
  },
  postcodes: { batch: 10_000, key: null, write: upsertPostcodes },
};

/** The layout of a file, and its first line where that is a row already. */
async function layoutFrom(records: AsyncGenerator<CsvRecord>): Promise<{ layout: Layout; row: CsvRecord[] }> {
  const first = await records.next();
  if (first.done) throw new Invalid("The file is empty.");
  if ("words" in first.value) throw new Invalid(`The first line cannot be read: ${first.value.words}.`);
  const headless = layoutWithoutHeader(first.value.fields);
  return headless ? { layout: headless, row: [first.value] } : { layout: layoutOf(first.value.fields), row: [] };
}

async function* following(row: CsvRecord[], rest: AsyncGenerator<CsvRecord>): AsyncGenerator<CsvRecord> {
  yield* row;
  yield* rest;
}

/** The same school or link twice in a file: the first stands, the second is a fault. */
function repeats({ key }: Kind): (row: RegisterRow, line: number) => Fault | null {
  const seen = new Map<string, number>();
  return (row, line) => {
    if (!key) return null;
    const of = key(row);
    const before = seen.get(of);
    if (before === undefined) seen.set(of, line);
    return before === undefined ? null : { line, words: `Not loaded: ${of} stands in line ${before} already.` };
  };
}

interface Loading {
  tx: Tx;
  records: AsyncGenerator<CsvRecord>;
  report: RegisterReport;
  log: (words: string) => void;
}

async function loadRows({ tx, records, report, log }: Loading, layout: Layout): Promise<void> {
  const kind = kinds[layout.kind];
  const repeated = repeats(kind);
  let batch: RegisterRow[] = [];
  const flush = async () => {
    if (batch.length === 0) return;
    const done = await kind.write(tx, batch, layout);
    report.added += done.added;
    report.changed += done.changed;
    report.closed += done.closed;
    // A link that is no more stands in no line of the file.
    const closedRows = layout.kind === "links" ? 0 : done.closed;
    report.unchanged += batch.length - done.added - done.changed - closedRows;
    batch = [];
    log(`${report.file}: ${report.rows.toLocaleString("en-GB")} rows`);
  };
  for await (const record of records) {
    report.rows += 1;
    const row = rowOf(record, layout, report.faults);
    const again = row && repeated(row, record.line);
    if (again) report.faults.push(again);
    else if (row) batch.push(row);
    if (batch.length >= kind.batch) await flush();
  }
  await flush();
}

/**
 * Loads an establishment extract or a file of links of Get Information about Schools, or a file of postcodes (CSV, gzip or
 * not) into the register, in one transaction, and makes the new schools known to the authorities of this deployment. What a file has no
 * column for stays as it is, and no school is removed. Faulty lines are told and the rest is loaded.
 * Throws `Invalid` where the file is none of them.
 */
export async function loadRegister(
  path: string,
  options: { log?: (words: string) => void } = {},
): Promise<RegisterReport> {
  const log = options.log ?? (() => {});
  const records = readCsv(path);
  const { layout, row } = await layoutFrom(records);
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
    await loadRows({ tx, records: following(row, records), report, log }, layout);
    const touched = report.added + report.changed + report.closed > 0;
    if (layout.kind === "establishments" && touched) await remakeTerms(tx);
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
