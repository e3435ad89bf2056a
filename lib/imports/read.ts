import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { type Scope, withScope } from "@/lib/database";
import { datasets } from "@/lib/datasets";
import type { FileClaim } from "@/lib/datasets/define";
import { env } from "@/lib/env";
import { Invalid } from "@/lib/errors";
import { readCtf } from "@/lib/files/ctf";
import { describeUnknown, detect } from "@/lib/files/detect";
import type { CtfHeader, CtfPupil } from "@/lib/files/types";
import { InvalidZip, readZip } from "@/lib/files/zip";
import { openStored, storedPath } from "@/lib/store";
import { chooseYear, noResults } from "./choose-year";
import type { AskedSheet } from "./question";
import { readSpreadsheet } from "./read-sheet";
import {
  batchRows,
  misnamed,
  type Part,
  permitted,
  type Reading,
  type ReadPart,
  refused,
  type StagedRow,
  stage,
} from "./stage";
import { type Claim, type Wishes, wishedFor } from "./state";

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
    const chosen = chooseYear(claim, wishedFor(reading.wishes, fileName).year);
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
    if (kind === "xml") return await readFile(reading, fileName, whole);
    if (kind !== "csv" && kind !== "xlsx") throw new Invalid(describeUnknown(kind));
    return await readSpreadsheet(reading, { fileName, kind, source: whole });
  } catch (error) {
    source.destroy();
    if (error instanceof Invalid && !(error instanceof InvalidZip)) return [refused(fileName, error.message)];
    throw error;
  }
}

/**
 * Reads an upload (one file, or a ZIP of them) into staged rows and says what each file holds, and what must be asked.
 * Throws Invalid when the whole ZIP is refused, Conflict when another worker has taken over.
 */
export async function readUpload(
  scope: Scope,
  claim: Claim,
  file: { stored: string; fileName: string; bytes: number; wishes: Wishes },
): Promise<{ parts: ReadPart[]; questions: AskedSheet[] }> {
  const reading: Reading = {
    scope,
    claim,
    wishes: file.wishes,
    bytes: file.bytes,
    bytesRead: 0,
    renewedAt: Date.now(),
    questions: [],
  };
  const source = openStored(file.stored);
  const { head } = await peek(source);
  source.destroy();
  const { questions } = reading;
  if (detect(head) !== "zip")
    return { parts: await readEntry(reading, file.fileName, openStored(file.stored)), questions };
  const parts: ReadPart[] = [];
  for await (const entry of readZip(storedPath(file.stored), env().caps)) {
    reading.bytes = Math.max(reading.bytes, reading.bytesRead + entry.bytes);
    parts.push(...(await readEntry(reading, entry.name, await entry.open())));
  }
  if (parts.length === 0 && questions.length === 0)
    throw new Invalid("The ZIP holds no files. Put the schools' files into it and send it again.");
  return { parts, questions };
}
