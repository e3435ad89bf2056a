import { Invalid } from "@/lib/errors";
import { type EachRow, type RowFault, type Sheet, type SheetRow, sheetCaps } from "./sheet";

const SEPARATORS = [",", ";", "\t"];
/** So many lines are looked at for the separator: titles may stand above the header. */
const LOOK_LINES = 20;
/** A quoted field is no longer than this; more is a quote that was never closed. */
const MOST_QUOTED = 10_000;

/** Of narrower tables nothing is told from the width: titles are narrow, too. */
const MOST_NARROW = 4;

const QUOTES = "a quotation mark is not closed, or stands inside a quoted field without being doubled";

const MARKS = [
  ["\xef\xbb\xbf", "utf-8"],
  ["\xff\xfe", "utf-16le"],
  ["\xfe\xff", "utf-16be"],
] as const;

/** The text of a CSV file: by its mark, else UTF-8 where every byte is, else Windows-1252, as Excel writes it. */
function textOf(bytes: Buffer): string {
  const start = bytes.subarray(0, 3).toString("latin1");
  const marked = MARKS.find(([mark]) => start.startsWith(mark));
  if (marked) return new TextDecoder(marked[1]).decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return new TextDecoder("windows-1252").decode(bytes);
    throw error;
  }
}

/** The separator of the first lines: the one that parts any of them into most fields. */
function separatorOf(text: string): string {
  const lines = text.slice(0, 64 * 1024).split(/\r\n|\r|\n/, LOOK_LINES);
  const most = (separator: string) => Math.max(...lines.map((line) => line.split(separator).length));
  return SEPARATORS.reduce((best, each) => (most(each) > most(best) ? each : best));
}

/** Where the quoted field that begins at `from` ends; null where it is never closed. */
function quotedEnd(text: string, from: number): number | null {
  for (let at = from + 1; ; ) {
    const quote = text.indexOf('"', at);
    if (quote < 0 || quote > from + MOST_QUOTED) return null;
    if (text[quote + 1] !== '"') return quote + 1;
    at = quote + 2;
  }
}

const ends = (char: string | undefined) => char === undefined || char === "\n" || char === "\r";

interface Cut {
  separator: string;
  /** All up to the end of an unquoted field. */
  plain: RegExp;
}

interface Parsed {
  fields: string[];
  /** Where the record's line end stands. */
  end: number;
}

/** The record that begins at `from`; null where its quotes are wrong. */
function recordAt(text: string, { separator, plain }: Cut, from: number): Parsed | null {
  const fields: string[] = [];
  for (let at = from; ; at++) {
    if (text[at] === '"') {
      const end = quotedEnd(text, at);
      if (end === null) return null;
      fields.push(text.slice(at + 1, end - 1).replaceAll('""', '"'));
      at = end;
    } else {
      plain.lastIndex = at;
      const value = plain.exec(text)?.[0] ?? "";
      fields.push(value);
      at += value.length;
    }
    if (ends(text[at])) return { fields, end: at };
    if (text[at] !== separator) return null;
  }
}

const lineEndAfter = (text: string, from: number): number => {
  const found = text.slice(from, from + 64 * 1024).search(/[\r\n]/);
  return found >= 0 ? from + found : text.length;
};
const pastLineEnd = (text: string, at: number) => at + (text[at] === "\r" && text[at + 1] === "\n" ? 2 : 1);
const linesIn = (text: string) => text.split(/\r\n|\r|\n/).length;

/** A first line that tells the separator, as Excel reads it. */
const TOLD = /^sep=([,;\t|:])(?:\r\n|\r|\n)/i;

/** A stray quote that another one closed: lines of the table lie within a field, or the width is another one. */
function isStray(fields: string[], separator: string, width: number): boolean {
  if (width < MOST_NARROW) return false;
  const inner = fields.flatMap((field) => field.split(/\r\n|\r|\n/).slice(1));
  if (inner.length === 0) return false;
  return fields.length !== width || inner.some((line) => line.split(separator).length >= width);
}

/** The records of a text. Wrong quotes cost their own line and not the rest: reading goes on with the line after it. */
function* records(text: string): Generator<SheetRow | RowFault> {
  const told = TOLD.exec(text);
  const separator = told?.[1] ?? separatorOf(text);
  const cut = { separator, plain: new RegExp(`[^${separator}\\r\\n]*`, "y") };
  let width = 0;
  let line = told ? 2 : 1;
  for (let at = told?.[0].length ?? 0; at < text.length; ) {
    const record = recordAt(text, cut, at);
    const lines = record ? linesIn(text.slice(at, record.end)) : 1;
    if (!record || isStray(record.fields, separator, width)) {
      yield { line, words: QUOTES };
      at = pastLineEnd(text, lineEndAfter(text, at));
      line += 1;
      continue;
    }
    if (record.fields.some((field) => field.trim() !== "")) yield { line, fields: record.fields };
    width = Math.max(width, record.fields.length);
    at = pastLineEnd(text, record.end);
    line += lines;
  }
}

/**
 * A CSV file as Excel and others write it: UTF-8, UTF-16 with its mark or Windows-1252; commas, semicolons or tabs, or
 * what a first line `sep=` says. Throws `Invalid` for bytes that are no text.
 */
export function csvSheet(bytes: Buffer): Sheet {
  const text = textOf(bytes);
  if (text.includes("\0")) {
    throw new Invalid("The file holds bytes that no text file has. Save the sheet as “CSV UTF-8” and send that.");
  }
  const read = async (each: EachRow) => {
    let rows = 0;
    for (const record of records(text)) {
      if (++rows > sheetCaps.rows)
        throw new Invalid(`The sheet has more than ${sheetCaps.rows.toLocaleString("en-GB")} rows. Send it in parts.`);
      if ((await each(record)) === "stop") return;
    }
  };
  return { name: null, hidden: false, fixed: false, from1904: false, read };
}
