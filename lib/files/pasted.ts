import { csvSheet } from "./csv";

/** A line of a pasted list that has something in it. */
export interface PastedLine {
  /** From 1. */
  line: number;
  /** As it was pasted. */
  text: string;
  cells: string[];
}

/**
 * The lines of a list as it is pasted out of a spreadsheet or a CSV file: cells parted by tabs, semicolons or commas. A
 * first line of headings, told by `heading`, is left out. A line whose quotes are wrong is one cell.
 */
export async function pastedLines(text: string, heading: RegExp): Promise<PastedLine[]> {
  const lines = text.split(/\r\n|\r|\n/);
  const found: PastedLine[] = [];
  await csvSheet(Buffer.from(text.replaceAll("\0", ""))).read(async (row) => {
    const raw = lines[row.line - 1] ?? "";
    const cells = "fields" in row ? row.fields.map((cell) => cell.trim()) : [raw.trim()];
    found.push({ line: row.line, text: raw, cells });
    return undefined;
  });
  const [first] = found;
  return first?.cells.some((cell) => heading.test(cell)) && !first.cells.some((cell) => cell.includes("@"))
    ? found.slice(1)
    : found;
}

/** What a line of a list was found to be: right, or what is wrong with it and what would be right. */
export interface Verdict {
  line: number;
  text: string;
  right: boolean;
  words: string;
}
