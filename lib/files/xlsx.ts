import { Invalid } from "@/lib/errors";
import { type EachRow, type Sheet, type SheetRow, sheetCaps } from "./sheet";
import { parseXml } from "./xml";
import { InvalidZip, readZip, type ZipCaps } from "./zip";

/** Inflated, a workbook of a whole authority is some tens of megabytes. */
const CAPS = { inBytes: sheetCaps.bytes, outBytes: 128 * 2 ** 20, entries: 500 };
/** Characters of all shared texts together. */
const MOST_SHARED = 16 * 2 ** 20;

const NOT_READ =
  "The workbook cannot be read: it is damaged or of a kind that is not known. Save it as CSV and send that.";

/** Ends the reading of a sheet from within. */
class Enough extends Error {}

/** The element being read, and those around it. */
type Path = string[];

interface Events {
  open?(name: string, path: Path): void;
  attribute?(element: string, name: string, value: string): void;
  text?(piece: string, path: Path): void;
  close?(name: string, path: Path): void;
  flush?(): void | Promise<void>;
}

/** A part of the workbook, element by element; the XML reader refuses DOCTYPEs and what is out of proportion. */
async function parsePart(source: AsyncIterable<Uint8Array>, on: Events): Promise<void> {
  const path: Path = [];
  await parseXml(source, {
    open: (name) => {
      path.push(name);
      on.open?.(name, path);
    },
    attribute: (name, value) => on.attribute?.(path.at(-1) ?? "", name.slice(name.indexOf(":") + 1), value),
    text: (piece) => on.text?.(piece, path),
    close: () => {
      const name = path.pop() ?? "";
      on.close?.(name, path);
    },
    flush: () => on.flush?.(),
  });
}

interface Book {
  bytes: Buffer;
  caps: ZipCaps;
}

/** What is wrong with the ZIP that a workbook is, said of the workbook. */
const inWords = (error: unknown): unknown =>
  error instanceof InvalidZip ? new Invalid(`${NOT_READ} (${error.message.replaceAll("ZIP", "workbook")})`) : error;

/** Runs the part of this name through `on`; false where the workbook has none. */
async function readPart({ bytes, caps }: Book, name: string, on: Events): Promise<boolean> {
  try {
    for await (const file of readZip(bytes, caps)) {
      if (file.name !== name) continue;
      await parsePart(await file.open(), on);
      return true;
    }
    return false;
  } catch (error) {
    throw inWords(error);
  }
}

/** The attributes of every element of a name, in the file's order. */
async function attributesOf(book: Book, part: string, element: string): Promise<Record<string, string>[] | null> {
  const found: Record<string, string>[] = [];
  const there = await readPart(book, part, {
    open: (name) => {
      if (name === element) found.push({});
    },
    attribute: (name, key, value) => {
      const into = found.at(-1);
      if (name === element && into) into[key] = value;
    },
  });
  return there ? found : null;
}

/** The texts that cells refer to by number; phonetic guides are not part of them. */
async function sharedTexts(book: Book): Promise<string[]> {
  const texts: string[] = [];
  let length = 0;
  await readPart(book, "xl/sharedStrings.xml", {
    open: (name) => {
      if (name === "si") texts.push("");
    },
    text: (piece, path) => {
      if (path.at(-1) !== "t" || path.includes("rPh")) return;
      length += piece.length;
      if (length > MOST_SHARED)
        throw new Invalid("The workbook holds far more text than results do. Is it the right file?");
      texts[texts.length - 1] += piece;
    },
  });
  return texts;
}

const columnIndex = (ref: string): number => {
  const letters = /^[A-Z]{1,3}/.exec(ref)?.[0] ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
};

/** A sheet as far as it has been read. */
interface Grid {
  row: SheetRow;
  column: number;
  type: string;
  value: string;
  ready: SheetRow[];
  rows: number;
}

const literals: Record<string, (value: string) => string> = { b: (value) => (value === "1" ? "TRUE" : "FALSE") };

function endCell(grid: Grid, shared: string[]): void {
  const { type, value, column, row } = grid;
  const text = type === "s" ? (shared[Number(value)] ?? "") : (literals[type]?.(value) ?? value);
  if (text.trim() === "") return;
  if (column < 0 || column >= sheetCaps.columns) {
    throw new Invalid(
      `Row ${row.line} has something beyond column ${sheetCaps.columns}, the last that is read. Is it the right file?`,
    );
  }
  while (row.fields.length < column) row.fields.push("");
  row.fields[column] = text;
}

function endRow(grid: Grid): void {
  if (grid.row.fields.length === 0) return;
  if (++grid.rows > sheetCaps.rows) {
    throw new Invalid(`The sheet has more than ${sheetCaps.rows.toLocaleString("en-GB")} rows. Send it in parts.`);
  }
  grid.ready.push(grid.row);
}

/** What the elements of a sheet do: rows and cells say their place, or follow the one before. Formulas are not read. */
function gridEvents(grid: Grid, shared: string[], each: EachRow): Events {
  return {
    open: (name) => {
      if (name === "row") {
        grid.row = { line: grid.row.line + 1, fields: [] };
        grid.column = -1;
      }
      if (name === "c") {
        grid.column += 1;
        grid.type = "n";
        grid.value = "";
      }
    },
    attribute: (element, name, value) => {
      if (element === "row" && name === "r") grid.row.line = Number(value) || grid.row.line;
      if (element === "c" && name === "r") grid.column = columnIndex(value);
      if (element === "c" && name === "t") grid.type = value;
    },
    text: (piece, path) => {
      const inner = path.at(-1);
      if (inner === "v" || (inner === "t" && !path.includes("rPh"))) grid.value += piece;
    },
    close: (name) => {
      if (name === "c") endCell(grid, shared);
      if (name === "row") endRow(grid);
    },
    flush: async () => {
      const rows = grid.ready;
      grid.ready = [];
      for (const row of rows) if ((await each(row)) === "stop") throw new Enough();
    },
  };
}

async function readGrid(
  book: Book,
  part: string,
  { shared, each }: { shared: string[]; each: EachRow },
): Promise<void> {
  const grid: Grid = { row: { line: 0, fields: [] }, column: -1, type: "n", value: "", ready: [], rows: 0 };
  try {
    if (!(await readPart(book, part, gridEvents(grid, shared, each)))) throw new Invalid(NOT_READ);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
}

/** Where a relationship of the workbook leads, from the workbook's root. */
const targetOf = (target: string): string => (target.startsWith("/") ? target.slice(1) : `xl/${target}`);

/** What the workbook is made of must be there once: two parts of a name are read differently by different programs. */
async function checkParts({ bytes, caps }: Book): Promise<void> {
  const names = new Set<string>();
  try {
    for await (const { name } of readZip(bytes, caps)) {
      if (names.has(name)) throw new Invalid(NOT_READ);
      names.add(name);
    }
  } catch (error) {
    throw inWords(error);
  }
  if (names.has("xl/workbook.bin"))
    throw new Invalid("This is a binary workbook (.xlsb). Save it as .xlsx or CSV and send that.");
  if (!names.has("xl/workbook.xml")) throw new Invalid(NOT_READ);
}

/**
 * The sheets of an Excel workbook (.xlsx, .xlsm) in the order of their tabs: values alone. Macros, formulas, links and
 * everything else in it are not looked at. Throws `Invalid` in words for what is damaged, hostile or out of proportion.
 */
export async function xlsxSheets(bytes: Buffer, ratio: number): Promise<Sheet[]> {
  const book = { bytes, caps: { ...CAPS, ratio } };
  await checkParts(book);
  const tabs = (await attributesOf(book, "xl/workbook.xml", "sheet")) ?? [];
  const [properties] = (await attributesOf(book, "xl/workbook.xml", "workbookPr")) ?? [];
  const related = (await attributesOf(book, "xl/_rels/workbook.xml.rels", "Relationship")) ?? [];
  const shared = await sharedTexts(book);
  const from1904 = ["1", "true"].includes(properties?.date1904 ?? "");
  return tabs.flatMap((tab) => {
    const to = related.find((r) => r.Id === tab.id && r.TargetMode !== "External" && r.Type?.endsWith("/worksheet"));
    if (!to?.Target) return [];
    const part = targetOf(to.Target);
    const hidden = tab.state !== undefined && tab.state !== "visible";
    const read = (each: EachRow) => readGrid(book, part, { shared, each });
    return [{ name: tab.name ?? "", hidden, fixed: true, from1904, read }];
  });
}
