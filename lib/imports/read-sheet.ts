import { randomUUID } from "node:crypto";
import { listed } from "@/lib/checks/marks";
import { withScope } from "@/lib/database";
import { datasets } from "@/lib/datasets";
import { env } from "@/lib/env";
import { Invalid } from "@/lib/errors";
import { csvSheet } from "@/lib/files/csv";
import { nameClaim } from "@/lib/files/name";
import type { RowFault, Sheet } from "@/lib/files/sheet";
import { sheetCaps } from "@/lib/files/sheet";
import { xlsxSheets } from "@/lib/files/xlsx";
import { newestHeld } from "@/lib/held-years";
import { schoolOf } from "@/lib/schools/find";
import { type ColumnNames, columnNames } from "./column-names";
import type { AskedSheet } from "./question";
import { type Layout, layoutOf, type Place, takeRow } from "./sheet-rows";
import { type Survey, surveySheet } from "./sheet-survey";
import {
  batchRows,
  claimedDataset,
  misnamed,
  type Part,
  permitted,
  type Reading,
  type ReadPart,
  refused,
  type StagedRow,
  stage,
} from "./stage";
import { wishedFor } from "./state";

/** More schools than any authority has: the column is not what it was taken for. */
const MOST_PARTS = 1000;
/** So many rows are named of each fault. */
const NAMED_ROWS = 8;

interface SheetPart extends Part {
  place: Place;
  faults: RowFault[];
}

/** A sheet as it is being taken. */
interface Taking {
  reading: Reading;
  fileName: string;
  layout: Layout;
  parts: Map<string, SheetPart>;
  /** Of rows that do not even say their school. */
  faults: RowFault[];
  batch: StagedRow[];
}

/** "Rows 3, 5 and 9 …: kept out", one sentence for each thing that is wrong. */
function faultWords(faults: RowFault[]): string[] {
  return [...Map.groupBy(faults, (f) => f.words)].map(([words, same]) => {
    const lines = same.slice(0, NAMED_ROWS).map((f) => String(f.line));
    const more = same.length > lines.length ? [`${same.length - lines.length} more`] : [];
    const rows = same.length === 1 ? `Row ${lines[0]}` : `Rows ${listed([...lines, ...more])}`;
    return `${rows} kept out: ${same.length === 1 ? "it" : "each"} ${words}.`;
  });
}

function partFor(taking: Taking, place: Place, year: number): SheetPart {
  const { dataset } = taking.layout;
  const key = JSON.stringify([place.la, place.estab, place.urn, year]);
  const known = taking.parts.get(key);
  if (known) return known;
  if (taking.parts.size >= MOST_PARTS) {
    throw new Invalid(
      `The sheet names more than ${MOST_PARTS} schools and years. Look at its columns of school and year.`,
    );
  }
  const part = { id: randomUUID(), dataset: dataset.id, domain: dataset.domain, year: String(year), rows: 0 };
  const made: SheetPart = { ...part, place, faults: [] };
  taking.parts.set(key, made);
  return made;
}

async function flush(taking: Taking): Promise<void> {
  const full = taking.batch;
  taking.batch = [];
  await stage(taking.reading, full);
}

async function takeRows(taking: Taking): Promise<void> {
  const { layout, reading } = taking;
  const { sheet, headerLine } = layout.survey;
  await sheet.read(async (row) => {
    if (row.line <= headerLine) return;
    const taken =
      "fields" in row ? takeRow(layout, row) : { place: null, year: null, words: `is not readable: ${row.words}` };
    if (!taken) return;
    if ("words" in taken) {
      const { place, year } = taken;
      const part = place && year !== null ? partFor(taking, place, year) : null;
      (part ?? taking).faults.push({ line: row.line, words: taken.words });
      return;
    }
    const part = partFor(taking, taken.place, taken.year);
    part.rows += 1;
    taking.batch.push(permitted(reading, { part, rowNo: row.line, cells: taken.cells }));
    if (taking.batch.length >= batchRows) await flush(taking);
  });
  await flush(taking);
}

/** What is worth a remark in the whole sheet. */
function sheetWords({ fileName, layout, faults }: Taking): string[] {
  const { columns } = layout.survey;
  const remembered = columns
    .filter((c) => c.remembered)
    .map((c) => {
      const label = c.key ? (layout.dataset.columns[c.key]?.label ?? c.key) : null;
      return label ? `“${c.header}” was read as ${label}` : `“${c.header}” was left out`;
    });
  const foreign = columns.filter((c) => c.foreign).map((c) => `“${c.header}”`);
  return [
    ...[misnamed(fileName, layout.dataset.id)].filter((w) => w !== null),
    ...(foreign.length > 0
      ? [`${listed(foreign)} ${foreign.length === 1 ? "was" : "were"} left out: not of this dataset.`]
      : []),
    ...(remembered.length > 0 ? [`As your authority once said, ${listed(remembered)}.`] : []),
    ...faultWords(faults),
  ];
}

function settle(taking: Taking, notes: string[]): ReadPart[] {
  const { reading, fileName } = taking;
  const whole = [...notes, ...sheetWords(taking)];
  if (taking.parts.size === 0) {
    return [refused(fileName, [...whole, "The sheet holds no child that could be taken."].join(" "))];
  }
  return [...taking.parts.values()].map((part, n) => {
    const words = [...(n === 0 ? whole : []), ...faultWords(part.faults)];
    const year = Number(part.year);
    const { la, estab, urn, schoolName } = part.place;
    return {
      id: part.id,
      fileName,
      dataset: part.dataset,
      domain: part.domain,
      year,
      rows: part.rows,
      claim: {
        la: la ?? reading.claim.laCode,
        estab,
        urn,
        schoolName,
        headerYear: null,
        resultYears: [{ year, rows: part.rows }],
        registerUrn: null,
      },
      words: words.join(" ") || null,
      rejected: part.rows === 0,
    };
  });
}

const noHeader =
  "No row names the columns: UPN, Surname, Forename and DOB (or their like), and the results beside them, would be right. Templates can be downloaded from the import page.";
const noRows = "The sheet has a header but nothing below it. Put the children's results there and send it again.";
const noResults =
  "No column with results was found: the goals E01 to E17 (G01 to G17 until 2019), or Mark and Outcome of phonics, would be right. Templates can be downloaded from the import page.";

interface Chosen {
  survey: Survey;
  /** On the other sheets of the workbook. */
  notes: string[];
}

/** The first sheet that looks like results; the others are named. */
async function choose(sheets: Sheet[], names: ColumnNames, claimed: string | undefined): Promise<Chosen> {
  for (const sheet of sheets) {
    const survey = await surveySheet(sheet, names, claimed);
    if (!survey) continue;
    if (survey.columns.length === 0) throw new Invalid(noRows);
    const others = sheets.filter((s) => s !== sheet).map((s) => `“${s.name}”`);
    const hidden = sheet.hidden ? ", which is hidden," : "";
    const only = others.length === 1 ? "the other is" : "the others are";
    return {
      survey,
      notes: [
        ...(others.length > 0 ? [`The sheet “${sheet.name}”${hidden} was read; ${only} ${listed(others)}.`] : []),
        ...(others.length === 0 && hidden ? [`The sheet “${sheet.name}” is hidden; it was read.`] : []),
      ],
    };
  }
  throw new Invalid(noHeader);
}

const has = ({ columns }: Survey, ...keys: string[]) => columns.some((c) => keys.includes(c.key ?? ""));

/** What the sheet does not say by itself and nobody has said; null where all is known. */
async function questionOn(reading: Reading, fileName: string, survey: Survey): Promise<AskedSheet | null> {
  const wished = wishedFor(reading.wishes, fileName);
  const claim = nameClaim(fileName);
  const unknown = survey.columns.filter((c) => c.key === undefined);
  const asksSchool = wished.urn === undefined && !has(survey, "estab", "urn");
  const asksYear = wished.year === undefined && !has(survey, "academicYear");
  if (survey.dataset && unknown.length === 0 && !asksSchool && !asksYear) return null;
  if (!survey.dataset && unknown.length === 0) throw new Invalid(noResults);
  const { laCode } = reading.claim;
  const { estab } = claim;
  const year = claim.year ?? Math.max(...datasets.map((d) => newestHeld(d.years)));
  const guess =
    estab && asksSchool ? await withScope(reading.scope, (tx) => schoolOf(tx, { laCode, estab, year })) : null;
  const remembered = survey.columns.filter((c) => c.remembered);
  return {
    fileName,
    dataset: survey.dataset?.id ?? null,
    columns: [
      ...unknown.map(({ header }) => ({ header, column: null })),
      ...(unknown.length > 0 ? remembered.map(({ header, key }) => ({ header, column: key ?? "" })) : []),
    ],
    school: asksSchool ? { guess: guess?.urn ?? null } : null,
    year: asksYear ? { guess: claim.year } : null,
  };
}

/** Puts what a sheet holds into staged rows, or notes what must be asked first. Throws Invalid in words. */
async function readSheets(reading: Reading, fileName: string, sheets: Sheet[]): Promise<ReadPart[]> {
  const names = await withScope(reading.scope, (tx) => columnNames(tx, reading.claim.laCode));
  const { survey, notes } = await choose(sheets, names, claimedDataset(fileName));
  const question = await questionOn(reading, fileName, survey);
  if (question) {
    reading.questions.push(question);
    return [];
  }
  if (!survey.dataset) throw new Invalid(noResults);
  const layout = layoutOf(survey, survey.dataset, wishedFor(reading.wishes, fileName).year ?? null);
  const taking: Taking = { reading, fileName, layout, parts: new Map(), faults: [], batch: [] };
  await takeRows(taking);
  return settle(taking, notes);
}

/** The whole of a spreadsheet. Throws Invalid for one that is larger than any school's. */
async function wholeOf(source: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > sheetCaps.bytes) {
      throw new Invalid(
        `The spreadsheet is larger than ${sheetCaps.bytes / 2 ** 20} MB, the most that is taken. Send it in parts.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Reads a spreadsheet into staged rows; what it does not say is added to the reading's questions. Throws Invalid in words. */
export async function readSpreadsheet(
  reading: Reading,
  file: { fileName: string; kind: "csv" | "xlsx"; source: AsyncIterable<Uint8Array> },
): Promise<ReadPart[]> {
  const bytes = await wholeOf(file.source);
  const sheets = file.kind === "csv" ? [csvSheet(bytes)] : await xlsxSheets(bytes, env().caps.ratio);
  return readSheets(reading, file.fileName, sheets);
}
