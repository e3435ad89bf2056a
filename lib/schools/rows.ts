import type { Layout, RegisterColumn } from "./columns";
import type { CsvRecord } from "./csv";
import { readText } from "./values";

/** What is wrong with one line of a register file, in words. */
export interface Fault {
  line: number;
  words: string;
}

/** A line read into values by database column; `extra` by GIAS's own header. */
export interface RegisterRow {
  values: Record<string, string | null>;
  extra: Record<string, string>;
}

const LONGEST_EXTRA = 500;

function extraOf(fields: string[], layout: Layout): Record<string, string> {
  const extra: Record<string, string> = {};
  for (const { at, header } of layout.others) {
    const read = readText(fields[at] ?? "");
    if ("value" in read && read.value) extra[header] = read.value.slice(0, LONGEST_EXTRA);
  }
  return extra;
}

/** Why a record is no row at all, or null. */
function unusable(record: CsvRecord, layout: Layout): string | null {
  if ("words" in record) return record.words;
  const count = record.fields.length;
  return count === layout.width ? null : `the line has ${count} fields where the first line has ${layout.width}`;
}

/** A cell's value, and what is wrong with it. */
function cellOf(cell: string, column: RegisterColumn): { value: string | null; words: string | null } {
  const read = column.read(cell);
  if ("words" in read) return { value: null, words: read.words };
  return { value: read.value, words: column.required && read.value === null ? "nothing stands there" : null };
}

/**
 * One record as a row. A row with too many or too few fields, or without a required value, is none; any other cell that
 * cannot be read is left empty. Both are added to `faults`.
 */
export function rowOf(record: CsvRecord, layout: Layout, faults: Fault[]): RegisterRow | null {
  const { line } = record;
  const why = unusable(record, layout);
  if (why !== null || "words" in record) {
    faults.push({ line, words: `Not loaded: ${why}.` });
    return null;
  }
  const values: Record<string, string | null> = {};
  for (const { at, column } of layout.known) {
    const { value, words } = cellOf(record.fields[at] ?? "", column);
    values[column.column] = value;
    if (words === null) continue;
    faults.push({ line, words: `${column.required ? "Not loaded" : "Left empty"}: ${column.header}: ${words}.` });
    if (column.required) return null;
  }
  return { values, extra: extraOf(record.fields, layout) };
}
