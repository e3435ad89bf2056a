import { listed } from "@/lib/checks/marks";
import { datasets } from "@/lib/datasets";
import type { Dataset } from "@/lib/datasets/define";
import { headerNorm, headersOf, resultKeys } from "@/lib/datasets/headers";
import { Invalid } from "@/lib/errors";
import { type Sheet, type SheetRow, sheetCaps } from "@/lib/files/sheet";
import type { ColumnNames } from "./column-names";
import { textIn, yearIn } from "./sheet-values";

/** Titles may stand above the header; below so many rows it is not looked for. */
const LOOK_ROWS = 20;

interface SheetColumn {
  index: number;
  /** As written; "column 6" where there is none. */
  header: string;
  /** The column of the dataset, or of place and year; `null` is left out, undefined is not known. */
  key: string | null | undefined;
  /** Known only because the authority once said so. */
  remembered: boolean;
  /** Left out because it is of another dataset. */
  foreign: boolean;
}

/** What a sheet was found to be, before a row of it is taken. */
export interface Survey {
  sheet: Sheet;
  headerLine: number;
  width: number;
  /** Null where none of its own columns is known. */
  dataset: Dataset | null;
  /** Those with content. */
  columns: SheetColumn[];
}

interface Filled {
  /** Has any row something in it? */
  some: boolean;
  /** Is all of it a year, as 2025 or 2024/25? */
  years: boolean;
}

interface Head {
  line: number;
  headers: string[];
  filled: Filled[];
}

const needed = ["upn", "surname", "forename", "born"];

const keyIn = (dataset: Dataset, norm: string, names: ColumnNames): string | null | undefined => {
  const said = names.get(dataset.id)?.get(norm);
  return said === undefined ? headersOf(dataset).get(norm) : said;
};

/** A row is the header where two of the columns that name a child are known in it. */
function headIn({ line, fields }: SheetRow, names: ColumnNames): Head | null {
  const norms = fields.map(headerNorm);
  const isHead = datasets.some((d) => {
    const keys = new Set(norms.map((norm) => keyIn(d, norm, names)));
    return needed.filter((key) => keys.has(key)).length >= 2;
  });
  if (!isHead) return null;
  const width = norms.findLastIndex((norm) => norm !== "") + 1;
  return {
    line,
    headers: fields.slice(0, width).map((h, at) => h.trim().replace(/\s+/g, " ").slice(0, 80) || `column ${at + 1}`),
    filled: Array.from({ length: width }, () => ({ some: false, years: true })),
  };
}

function noteFilled({ filled }: Head, { line, fields }: SheetRow): void {
  for (const [at, field] of fields.entries()) {
    if (field.length > sheetCaps.cell) {
      throw new Invalid(`Row ${line} has a cell of more than ${sheetCaps.cell} characters. Is it the right file?`);
    }
    const text = textIn(field);
    const column = filled[at];
    if (text === null || !column) continue;
    column.some = true;
    column.years &&= yearIn(text) !== null;
  }
}

/** The dataset most of whose own columns are there; the name's word where there is none. */
function datasetOf(head: Head, names: ColumnNames, claimed: string | undefined): Dataset | null {
  const scored = datasets.map((dataset) => {
    const own = new Set(resultKeys(dataset));
    const found = head.headers.filter((h) => own.has(keyIn(dataset, headerNorm(h), names) ?? ""));
    return { dataset, found: found.length };
  });
  const [best] = scored.toSorted((a, b) => b.found - a.found);
  if (best && best.found > 0) return best.dataset;
  return datasets.find((d) => d.id === claimed) ?? null;
}

/** "Year" is the year group, unless what stands there are years. */
const settled = (key: string | null | undefined, { years }: Filled) =>
  key === "yearGroup" && years ? "academicYear" : key;

/** Known in any dataset, where the sheet's own is not known or does not know it. */
const keyAnywhere = (norm: string, names: ColumnNames) =>
  datasets.map((d) => keyIn(d, norm, names)).find((key) => key !== undefined);

function columnsOf(head: Head, dataset: Dataset | null, names: ColumnNames): SheetColumn[] {
  return head.headers.flatMap((header, index) => {
    const filled = head.filled[index];
    if (!filled?.some) return [];
    const norm = headerNorm(header);
    const own = dataset ? keyIn(dataset, norm, names) : undefined;
    const known = own === undefined ? keyAnywhere(norm, names) : own;
    const foreign = dataset !== null && own === undefined && known !== undefined;
    const remembered = dataset !== null && names.get(dataset.id)?.has(norm) === true;
    return [{ index, header, key: foreign ? null : settled(known, filled), remembered, foreign }];
  });
}

function refuseDoubled(columns: SheetColumn[]): void {
  for (const [key, same] of Map.groupBy(columns, (c) => c.key)) {
    if (typeof key !== "string" || same.length === 1) continue;
    throw new Invalid(
      `The columns ${listed(same.map((c) => `“${c.header}”`))} are the same to us. Take all but one out of the sheet, or give the others another heading.`,
    );
  }
}

/**
 * Reads a sheet once and says what its columns are, by their headers. Null where no row looks like a header.
 * Throws `Invalid` where two columns are the same, or the sheet is out of all proportion.
 */
export async function surveySheet(sheet: Sheet, names: ColumnNames, claimed?: string): Promise<Survey | null> {
  let head: Head | null = null;
  let looked = 0;
  await sheet.read((row) => {
    if (!("fields" in row)) return;
    if (head) return noteFilled(head, row) ?? undefined;
    head = headIn(row, names);
    looked += 1;
    return head || looked < LOOK_ROWS ? undefined : "stop";
  });
  return head && described(sheet, head, names, claimed);
}

function described(sheet: Sheet, ...[head, names, claimed]: [Head, ColumnNames, string | undefined]): Survey {
  const { headers, line } = head;
  if (headers.length > sheetCaps.columns) {
    throw new Invalid(
      `The sheet has ${headers.length} columns; ${sheetCaps.columns} is the most. Is it the right file?`,
    );
  }
  const dataset = datasetOf(head, names, claimed);
  const columns = columnsOf(head, dataset, names);
  refuseDoubled(columns);
  return { sheet, headerLine: line, width: headers.length, dataset, columns };
}
