export type FileKind = "zip" | "xml" | "csv" | "xlsx" | "pdf" | "other";

/** So much of a file's beginning is looked at. */
const HEAD_BYTES = 4096;

const TAKEN = "Send Common Transfer Files (XML) from your school's system, each alone or all in one ZIP.";

const UNKNOWN: Readonly<Record<Exclude<FileKind, "zip" | "xml">, string>> = {
  csv: `This is a CSV file. Spreadsheets are not taken yet. ${TAKEN}`,
  xlsx: `This is a spreadsheet. Spreadsheets are not taken yet. ${TAKEN}`,
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

function textOf(bytes: string, head: Uint8Array): string {
  const encoding = BOMS.find(([bom]) => bytes.startsWith(bom))?.[1];
  // Without a mark, bytes for letters are enough: only punctuation is looked at.
  return encoding ? new TextDecoder(encoding).decode(head) : bytes;
}

function packedKind(bytes: string): FileKind {
  if (!OFFICE.test(bytes.slice(FIRST_NAME))) return "zip";
  // In other Office files the folder with the content has another name.
  return /(word|ppt)\/|mimetypeapplication\//.test(bytes) ? "other" : "xlsx";
}

function looksLikeTable(text: string): boolean {
  const [line = ""] = text.split(/\r\n|\r|\n/, 1);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters tell that this is no text
  return /[,;\t]/.test(line) && !/[\x00-\x08\x0e-\x1f\x7f]/.test(text);
}

/** What a file is, told from its first bytes alone (4 kB are enough); never from its name. */
export function detect(head: Uint8Array): FileKind {
  const start = head.subarray(0, HEAD_BYTES);
  const bytes = Buffer.from(start).toString("latin1");
  if (ZIP.some((signature) => bytes.startsWith(signature))) return packedKind(bytes);
  if (/^(\xef\xbb\xbf)?\s*%PDF-/.test(bytes)) return "pdf";
  const text = textOf(bytes, start);
  // UTF-16 without its mark is XML too; the reader says what is wrong with it.
  if (/^\s*<[\0\w?!:]/.test(text) || bytes.startsWith("\0<\0")) return "xml";
  return looksLikeTable(text) ? "csv" : "other";
}

/** For a file that is not taken: what it is, and what would be right. */
export const describeUnknown = (kind: Exclude<FileKind, "zip" | "xml">): string => UNKNOWN[kind];
