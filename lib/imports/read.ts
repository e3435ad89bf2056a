import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { type Scope, withScope } from "@/lib/database";
import { datasets } from "@/lib/datasets";
import type { FileClaim } from "@/lib/datasets/define";
import { env } from "@/lib/env";
import { Forbidden, Invalid } from "@/lib/errors";
import { readCtf } from "@/lib/files/ctf";
import { describeUnknown, detect } from "@/lib/files/detect";
import { nameClaim } from "@/lib/files/name";
import type { CtfHeader, CtfPupil } from "@/lib/files/types";
import { InvalidZip, readZip } from "@/lib/files/zip";
import { openStored, storedPath } from "@/lib/store";
import { chooseYear, noResults } from "./choose-year";
import { type Claim, noRight, renew } from "./state";

/** One school's rows of one dataset and year in one file, as they are gathered. */
interface Part {
  id: string;
  dataset: string;
  domain: string;
  year: string | null;
  rows: number;
}

interface StagedRow {
  part: Part;
  rowNo: number;
  cells: Record<string, string | null>;
}

/** What a file turned out to be: parts to match, or words on why nothing was taken from it. */
export interface ReadPart {
  id: string;
  fileName: string;
  dataset: string | null;
  domain: string | null;
  year: number | null;
  rows: number;
  claim: FileClaim | null;
  words: string | null;
  rejected: boolean;
}

interface Reading {
  scope: Scope;
  claim: Claim;
  wishedYear?: number;
  bytes: number;
  bytesRead: number;
  renewedAt: number;
}

const batchRows = 1000;

/** Writes rows to data.staged_rows in a short transaction of its own, and renews the claim in the same one. */
async function stage(reading: Reading, rows: StagedRow[]): Promise<void> {
  const { claim } = reading;
  await withScope(reading.scope, async (tx) => {
    await renew(tx, claim, Math.min(60, (reading.bytesRead / Math.max(reading.bytes, 1)) * 60));
    if (rows.length === 0) return;
    const { sql } = tx;
    await sql`
      insert into data.staged_rows (la_code, import_id, part_id, row_no, domain, cells)
      select ${claim.laCode}, ${claim.id}, p, n, d, c::jsonb
      from unnest(${rows.map((r) => r.part.id)}::uuid[], ${rows.map((r) => r.rowNo)}::int[],
        ${rows.map((r) => r.part.domain)}::text[], ${rows.map((r) => JSON.stringify(r.cells))}::text[]) as t(p, n, d, c)`;
  });
}

const digits = (text: string | null, pattern: RegExp) => (text && pattern.test(text) ? text : null);

function claimOf(header: CtfHeader, parts: Part[]): FileClaim {
  const start = digits(header.academicYear, /^\d{4}$/);
  return {
    la: header.sourceLa,
    estab: header.sourceEstab,
    urn: header.sourceUrn,
    schoolName: header.sourceName,
    headerYear: start ? Number(start) + 1 : null,
    resultYears: parts.map((p) => ({ year: Number(p.year), rows: p.rows })).filter((y) => Number.isInteger(y.year)),
    registerUrn: null,
  };
}

/** The rows of the file's n-th pupil, one per dataset and year of results. */
function* takenFrom(pupil: CtfPupil, rowNo: number, parts: Map<string, Part>): Generator<StagedRow> {
  for (const dataset of datasets) {
    for (const taken of dataset.fromCtf(pupil)) {
      const key = `${dataset.id} ${taken.year}`;
      let part = parts.get(key);
      if (!part) {
        part = { id: randomUUID(), dataset: dataset.id, domain: dataset.domain, year: taken.year, rows: 0 };
        parts.set(key, part);
      }
      part.rows += 1;
      yield { part, rowNo, cells: taken.cells };
    }
  }
}

/** The rights may have changed since the file was sent. Throws Forbidden. */
function permitted({ scope }: Reading, row: StagedRow): StagedRow {
  if (scope.edit.some((domain) => domain === row.part.domain)) return row;
  throw new Forbidden(noRight);
}

/** Streams one Common Transfer File into staged rows. Throws Invalid in words when it is not sound. */
async function readFile(reading: Reading, fileName: string, source: Readable): Promise<ReadPart[]> {
  const parts = new Map<string, Part>();
  let header: CtfHeader | undefined;
  let batch: StagedRow[] = [];
  let pupils = 0;
  const flush = async () => {
    const full = batch;
    batch = [];
    await stage(reading, full);
  };
  await readCtf(source, {
    header: (h) => {
      header = h;
    },
    pupil: (p) => {
      pupils += 1;
      for (const row of takenFrom(p, pupils, parts)) batch.push(permitted(reading, row));
      return batch.length >= batchRows ? flush() : undefined;
    },
  });
  if (batch.length > 0 || Date.now() - reading.renewedAt > 5000) {
    await flush();
    reading.renewedAt = Date.now();
  }
  if (!header)
    throw new Invalid(
      "The file has no Header, so it does not say which school it is from. Ask the school for a new copy.",
    );
  return settle({ reading, fileName, header, parts: [...parts.values()], pupils });
}

interface ReadResult {
  reading: Reading;
  fileName: string;
  header: CtfHeader;
  parts: Part[];
  pupils: number;
}

/** Of each dataset one year is taken; the rows of others (a full transfer file holds a pupil's history) are let go. */
async function settle({ reading, fileName, header, parts, pupils }: ReadResult): Promise<ReadPart[]> {
  if (parts.length === 0) {
    const claim = claimOf(header, []);
    return [refused(fileName, noResults(pupils), claim)];
  }
  const settled: ReadPart[] = [];
  const dropped: string[] = [];
  for (const dataset of new Set(parts.map((p) => p.dataset))) {
    const own = parts.filter((p) => p.dataset === dataset);
    const claim = claimOf(header, own);
    const chosen = chooseYear(claim, reading.wishedYear);
    const kept = own.find((p) => Number(p.year) === chosen.year);
    dropped.push(...own.filter((p) => p !== kept).map((p) => p.id));
    settled.push({
      id: kept?.id ?? randomUUID(),
      fileName,
      dataset,
      domain: own[0]?.domain ?? null,
      year: chosen.year,
      rows: kept?.rows ?? 0,
      claim,
      words: [misnamed(fileName, dataset), chosen.words].filter(Boolean).join(" ") || null,
      rejected: !kept,
    });
  }
  if (dropped.length > 0) {
    await withScope(
      reading.scope,
      ({ sql }) => sql`
      delete from data.staged_rows where la_code = ${reading.claim.laCode} and import_id = ${reading.claim.id} and part_id = any (${dropped})`,
    );
  }
  return settled;
}

const kindOf: Record<string, string> = { FSP: "eyfsp", PHO: "phonics" };

/** The content decides; a name that says otherwise is only worth a remark. */
function misnamed(fileName: string, dataset: string): string | null {
  const { kind } = nameClaim(fileName);
  const claimed = kind && kindOf[kind];
  if (!claimed || claimed === dataset) return null;
  return `The name says ${kind}; the content is ${dataset === "eyfsp" ? "EYFSP" : dataset} and was taken as that.`;
}

const refused = (fileName: string, words: string, claim: FileClaim | null = null): ReadPart => ({
  id: randomUUID(),
  fileName,
  dataset: null,
  domain: null,
  year: null,
  rows: 0,
  claim,
  words,
  rejected: true,
});

/** The first bytes of a stream, and the stream whole again. */
async function peek(
  source: Readable,
  count: (bytes: number) => void = () => {},
): Promise<{ head: Uint8Array; whole: Readable }> {
  const chunks: Buffer[] = [];
  let size = 0;
  const iterator = source[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  while (size < 4096) {
    const next = await iterator.next();
    if (next.done) break;
    chunks.push(next.value);
    size += next.value.length;
  }
  const head = Buffer.concat(chunks);
  const rest = async function* () {
    try {
      yield head;
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) {
        count(next.value.length);
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  };
  return { head, whole: Readable.from(rest(), { objectMode: true }) };
}

/** One file: refused in words when it is none of ours; a fault of one file never stops the others. */
async function readEntry(reading: Reading, fileName: string, source: Readable): Promise<ReadPart[]> {
  try {
    const { head, whole } = await peek(source, (bytes) => {
      reading.bytesRead += bytes;
    });
    const kind = detect(head);
    if (kind === "zip") throw new Invalid("A ZIP within a ZIP is not opened. Put its files into one ZIP.");
    if (kind !== "xml") throw new Invalid(describeUnknown(kind));
    return await readFile(reading, fileName, whole);
  } catch (error) {
    source.destroy();
    if (error instanceof Invalid && !(error instanceof InvalidZip)) return [refused(fileName, error.message)];
    throw error;
  }
}

/**
 * Reads an upload (one file, or a ZIP of them) into staged rows and says what each file holds.
 * Throws Invalid when the whole ZIP is refused, Conflict when another worker has taken over.
 */
export async function readUpload(
  scope: Scope,
  claim: Claim,
  file: { stored: string; fileName: string; bytes: number; wishedYear?: number },
): Promise<ReadPart[]> {
  const reading: Reading = {
    scope,
    claim,
    wishedYear: file.wishedYear,
    bytes: file.bytes,
    bytesRead: 0,
    renewedAt: Date.now(),
  };
  const source = openStored(file.stored);
  const { head } = await peek(source);
  source.destroy();
  if (detect(head) !== "zip") return readEntry(reading, file.fileName, openStored(file.stored));
  const parts: ReadPart[] = [];
  for await (const entry of readZip(storedPath(file.stored), env().caps)) {
    reading.bytes = Math.max(reading.bytes, reading.bytesRead + entry.bytes);
    parts.push(...(await readEntry(reading, entry.name, await entry.open())));
  }
  if (parts.length === 0)
    throw new Invalid("The ZIP holds no files. Put the schools' files into it and send it again.");
  return parts;
}
