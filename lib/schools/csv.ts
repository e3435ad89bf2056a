import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { Invalid } from "@/lib/errors";

/** A record of a CSV file: its fields, or why it cannot be read; `line` is where it begins, from 1. */
export type CsvRecord = { line: number; fields: string[] } | { line: number; words: string };

/** A quoted field may run over this many lines; more is a quote that was never closed. */
const MOST_LINES = 20;
const QUOTES = "a quotation mark is not closed, or stands inside a quoted field without being doubled";

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    const head = buffer.subarray(0, bytesRead).toString("latin1");
    if (head.startsWith("PK")) throw new Invalid("The file is a ZIP or a workbook; unpack it or save it as CSV first.");
    if (head.startsWith("\xff\xfe") || head.startsWith("\xfe\xff")) {
      throw new Invalid("The file is in UTF-16; save it as CSV in UTF-8 or Windows-1252.");
    }
    return head.startsWith("\x1f\x8b");
  } finally {
    await file.close();
  }
}

async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(path, { highWaterMark: 1 << 18 });
  if (!(await isGzip(path))) {
    yield* source;
    return;
  }
  const plain = new PassThrough({ highWaterMark: 1 << 18 });
  const done = pipeline(source, createGunzip(), plain);
  done.catch((error) => plain.destroy(error));
  try {
    yield* plain;
    await done;
  } catch (error) {
    if ((error as { code?: string }).code?.startsWith("Z_")) {
      throw new Invalid("The compressed file is damaged or cut off; fetch it again.");
    }
    throw error;
  } finally {
    source.destroy();
  }
}

/** UTF-8 where every byte of the file is; a file of the register that is not is in Windows-1252. */
async function charsetOf(path: string): Promise<"utf-8" | "windows-1252"> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const bytes of bytesOf(path)) decoder.decode(bytes, { stream: true });
    decoder.decode();
    return "utf-8";
  } catch (error) {
    if (error instanceof TypeError) return "windows-1252";
    throw error;
  }
}

async function* linesOf(path: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(await charsetOf(path));
  let rest = "";
  for await (const bytes of bytesOf(path)) {
    const lines = (rest + decoder.decode(bytes, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  rest += decoder.decode();
  if (rest !== "") yield rest;
}

type Parsed = { fields: string[] } | "open" | "malformed";

/** The fields of one record. Quotes count only around a whole field; one inside a field that began without is a character. */
function parseRecord(text: string, separator: string): Parsed {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    let end: number;
    if (text[at] === '"') {
      const quoted = /"([^"]*(?:""[^"]*)*)"(?!")/y;
      quoted.lastIndex = at;
      const value = quoted.exec(text)?.[1];
      if (value === undefined) return "open";
      fields.push(value.replaceAll('""', '"'));
      end = quoted.lastIndex;
      if (end < text.length && text[end] !== separator) return "malformed";
    } else {
      const next = text.indexOf(separator, at);
      end = next < 0 ? text.length : next;
      fields.push(text.slice(at, end));
    }
    if (end >= text.length) return { fields };
    at = end + 1;
  }
}

const separatorOf = (header: string): string =>
  [",", ";", "\t"].reduce((best, each) => (header.split(each).length > header.split(best).length ? each : best));

/** The lines of a file, looked at before they are taken. */
class Lines {
  private readonly ahead: string[] = [];
  constructor(private readonly source: AsyncGenerator<string>) {}

  async peek(index: number): Promise<string | undefined> {
    while (this.ahead.length <= index) {
      const next = await this.source.next();
      if (next.done) return undefined;
      this.ahead.push(next.value.endsWith("\r") ? next.value.slice(0, -1) : next.value);
    }
    return this.ahead[index];
  }

  take(count: number): void {
    this.ahead.splice(0, count);
  }
}

/** The record that begins at the next line, and over how many lines it runs. */
async function nextRecord(lines: Lines, separator: string): Promise<{ parsed: Parsed; used: number }> {
  let text = (await lines.peek(0)) ?? "";
  let parsed = parseRecord(text, separator);
  let used = 1;
  while (parsed === "open" && used < MOST_LINES) {
    const next = await lines.peek(used);
    if (next === undefined) break;
    text += `\n${next}`;
    used += 1;
    parsed = parseRecord(text, separator);
  }
  return { parsed, used };
}

/**
 * The records of a CSV file, gzip or not, UTF-8 or Windows-1252 as its bytes show; blank lines are left out. A quote that
 * is never closed costs its own line and not the rest of the file: reading goes on with the line after it.
 * Throws `Invalid` for what is no CSV text at all.
 */
export async function* readCsv(path: string): AsyncGenerator<CsvRecord> {
  const lines = new Lines(linesOf(path));
  let line = 1;
  let separator = "";
  let width = 0;
  for (let text = await lines.peek(0); text !== undefined; text = await lines.peek(0)) {
    separator ||= separatorOf(text);
    const { parsed, used } = await nextRecord(lines, separator);
    const fields = typeof parsed === "string" ? [] : parsed.fields;
    width ||= fields.length;
    const unreadable = typeof parsed === "string" || (used > 1 && fields.length !== width);
    if (unreadable) yield { line, words: QUOTES };
    else if (text !== "") yield { line, fields };
    const taken = unreadable ? 1 : used;
    lines.take(taken);
    line += taken;
  }
}
