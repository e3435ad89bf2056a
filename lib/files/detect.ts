export type FileKind = "zip" | "xml" | "csv" | "xlsx" | "pdf" | "xls" | "ods" | "other";

/** Of which there are words alone. */
type Untaken = Exclude<FileKind, "zip" | "xml" | "csv" | "xlsx">;

/** So much of a file's beginning is looked at. */
const HEAD_BYTES = 4096;

const TAKEN = "Send Common Transfer Files (XML) or spreadsheets (CSV, XLSX), each alone or all in one ZIP.";

const UNKNOWN: Readonly<Record<Untaken, string>> = {
  xls: "This is a workbook of an old kind (.xls), or one that a password protects. Save it without a password as .xlsx or CSV and send that.",
  ods: "This is an OpenDocument spreadsheet (.ods). Save it as .xlsx or CSV and send that.",
  pdf: `This is a PDF, which can be read by people only. ${TAKEN}`,
  other: `This is not a file of a kind that can be read. ${TAKEN}`,
};

/** A file in it, an empty one, and one once split over disks. */
const ZIP = ["PK\x03\x04", "PK\x05\x06", "PK\x07\x08"];

/** Where the name of a ZIP's first file stands. */
const FIRST_NAME = 30;

/** What an Office or OpenDocument file begins with. */
const OFFICE = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|word\/|ppt\/|mimetypeapplication\/)/;

const BOMS: ReadonlyArray<readonly [string, string]> = [
  ["\xef\xbb\xbf", "utf-8"],
  ["\xff\xfe", "utf-16le"],
  ["\xfe\xff", "utf-16be"],
];

/** Titles may stand above a table's header. */
const TITLE_LINES = 20;

/** What workbooks before 2007, and those with a password, begin with. */
const COMPOUND = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

function textOf(bytes: string, head: Uint8Array): string {
  const encoding = BOMS.find(([bom]) => bytes.startsWith(bom))?.[1];
  // Without a mark, bytes for letters are enough: only punctuation is looked at.
  return encoding ? new TextDecoder(encoding).decode(head) : bytes;
}

function packedKind(bytes: string): FileKind {
  const start = bytes.slice(FIRST_NAME);
  if (start.startsWith("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")) return "ods";
  if (!OFFICE.test(start)) return "zip";
  // In other Office files the folder with the content has another name.
  return /(word|ppt)\/|mimetypeapplication\//.test(bytes) ? "other" : "xlsx";
}

function looksLikeTable(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/, TITLE_LINES);
  const table = /[,;\t]/.test(lines[0] ?? "") || lines.some((line) => line.split(/[,;\t]/).length > 4);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell that this is no text
  return table && !/[\x00-\x08\x0e-\x1f\x7f]/.test(text);
}

/** What a file is, told from its first bytes alone (4 kB are enough); never from its name. */
export function detect(head: Uint8Array): FileKind {
  const start = head.subarray(0, HEAD_BYTES);
  const bytes = Buffer.from(start).toString("latin1");
  if (ZIP.some((signature) => bytes.startsWith(signature))) return packedKind(bytes);
  if (bytes.startsWith(COMPOUND)) return "xls";
  if (/^(\xef\xbb\xbf)?\s*%PDF-/.test(bytes)) return "pdf";
  const text = textOf(bytes, start);
  // UTF-16 without its mark is XML too; the reader says what is wrong with it.
  if (/^\s*<[\0\w?!:]/.test(text) || bytes.startsWith("\0<\0")) return "xml";
  return looksLikeTable(text) ? "csv" : "other";
}

/** For a file that is not taken: what it is, and what would be right. */
export const describeUnknown = (kind: Untaken): string => UNKNOWN[kind];
