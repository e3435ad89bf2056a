import { open } from "node:fs/promises";
import { pipeline, Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import * as yauzl from "yauzl";
import { Invalid, KeymarkError } from "@/lib/errors";
import { detect } from "./detect";
import { shownName } from "./name";
import { type Bytes, inMemory, RangeReader, readRange } from "./range";

export interface ZipCaps {
  /** Bytes of the ZIP itself. */
  inBytes: number;
  /** Bytes of all its files together, inflated. */
  outBytes: number;
  /** Inflated bytes for each byte in the ZIP, of one file and of all; judged only above 1 MB inflated. */
  ratio: number;
  entries: number;
}

export interface ZipFile {
  /** Only to be shown and compared: without control characters, and never a path to write to. */
  name: string;
  /** Inflated. */
  bytes: number;
  /** The content, until the next file is asked for. An error in it is `InvalidZip`: the whole ZIP is refused. */
  open(): Promise<Readable>;
}

/** The ZIP as a whole is refused, not just one of its files. */
export class InvalidZip extends Invalid {}

/** Below this much output even the steepest ratio does no harm. */
const RATIO_FLOOR = 1_000_000;

/** Traditional and strong encryption, and masked headers. */
const ENCRYPTED_FLAGS = 0x0001 | 0x0040 | 0x2000;

const STORED = 0;
const DEFLATED = 8;

/** What operating systems add by themselves. */
const LITTER = /(^|\/)__MACOSX\/|(^|\/)(\.DS_Store|Thumbs\.db)$|\/$/i;

const DAMAGED = "The ZIP is damaged or incomplete. Make it again, or send its files one by one.";

/** One entry, as far as it is needed once the directory has been read. */
interface Entry {
  /** Place in the ZIP from 1, for messages: a name could be a child's. */
  place: string;
  name: string;
  flags: number;
  method: number;
  crc: number;
  packed: number;
  bytes: number;
  symlink: boolean;
  from: number;
  dataFrom: number;
}

const megabytes = (bytes: number): string => `${Math.round(bytes / 1_000_000).toLocaleString("en-GB")} MB`;

/** What yauzl and zlib find wrong is the ZIP's fault; what the system reports and our own slips are not. */
function explain(error: unknown): unknown {
  if (error instanceof KeymarkError || !(error instanceof Error) || "syscall" in error) return error;
  if (error instanceof TypeError) return error;
  if (error.message.includes("encryption")) return new InvalidZip(ENCRYPTED);
  return new InvalidZip(DAMAGED);
}

const ENCRYPTED = "The ZIP is protected by a password. Make it again without one; the connection itself is encrypted.";

async function readEntry(zip: yauzl.ZipFile, entry: yauzl.Entry, place: string): Promise<Entry> {
  const { generalPurposeBitFlag: flags, relativeOffsetOfLocalHeader: from } = entry;
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  return {
    place,
    name: yauzl.getFileNameLowLevel(flags, entry.fileNameRaw, entry.extraFields, false),
    flags,
    method: entry.compressionMethod,
    crc: entry.crc32,
    packed: entry.compressedSize,
    bytes: entry.uncompressedSize,
    symlink: ((entry.externalFileAttributes >>> 16) & 0xf000) === 0xa000,
    from,
    dataFrom: fileDataStart,
  };
}

/** What must hold for each entry, in the order it is told. */
const ENTRY_RULES: ReadonlyArray<readonly [(entry: Entry, caps: ZipCaps) => boolean, (entry: Entry) => string]> = [
  [({ flags }) => (flags & ENCRYPTED_FLAGS) === 0, () => ENCRYPTED],
  [
    ({ symlink }) => !symlink,
    ({ place }) => `${place} in the ZIP is a link to another file. Make the ZIP again with the files themselves.`,
  ],
  [
    ({ method }) => method === STORED || method === DEFLATED,
    ({ place }) => `${place} in the ZIP is compressed in a way that cannot be read. Make an ordinary ZIP (Deflate).`,
  ],
  [({ method, packed, bytes }) => method !== STORED || packed === bytes, () => DAMAGED],
  [
    ({ packed, bytes }, { ratio }) => bytes <= RATIO_FLOOR || bytes <= packed * ratio,
    ({ place }) => `${place} in the ZIP would inflate far beyond what a results file does. Send it by itself.`,
  ],
];

function checkSizes(entries: Entry[], caps: ZipCaps): void {
  for (const entry of entries) {
    const broken = ENTRY_RULES.find(([holds]) => !holds(entry, caps));
    if (broken) throw new InvalidZip(broken[1](entry));
  }
  const sum = (size: (entry: Entry) => number) => entries.reduce((total, entry) => total + size(entry), 0);
  const bytes = sum((entry) => entry.bytes);
  if (bytes > caps.outBytes) {
    throw new InvalidZip(
      `The ZIP holds ${megabytes(bytes)} of files; ${megabytes(caps.outBytes)} is the most. Send it in parts.`,
    );
  }
  if (bytes > RATIO_FLOOR && bytes > caps.ratio * sum((entry) => entry.packed)) {
    throw new InvalidZip("The ZIP would inflate far beyond what results files do. Send its files one by one.");
  }
}

function checkOverlap(entries: Entry[], directoryFrom: number): void {
  let free = 0;
  for (const { from, dataFrom, packed } of entries.toSorted((a, b) => a.from - b.from)) {
    if (from < free) throw new InvalidZip(`${DAMAGED} Two of its files share the same bytes.`);
    free = dataFrom + packed;
  }
  if (free > directoryFrom) throw new InvalidZip(`${DAMAGED} A file in it runs into its table of contents.`);
}

/** A count that is too low would leave files out without a word. */
async function checkComplete(file: Bytes, directoryTo: number): Promise<void> {
  const { buffer } = await file.read(Buffer.alloc(4), 0, 4, directoryTo);
  if (buffer.readUInt32LE() === 0x02014b50) throw new InvalidZip(`${DAMAGED} It holds more files than it says.`);
}

/** The whole table of contents, checked before any content is touched. */
async function readDirectory(file: Bytes, caps: ZipCaps): Promise<Entry[]> {
  const { size } = await file.stat();
  if (size > caps.inBytes) {
    throw new InvalidZip(`The ZIP has ${megabytes(size)}; ${megabytes(caps.inBytes)} is the most. Send it in parts.`);
  }
  const options = { autoClose: false, decodeStrings: false, validateEntrySizes: false };
  const zip = await yauzl.fromRandomAccessReaderPromise(new RangeReader(file, size), size, options);
  const { entryCount } = zip;
  if (entryCount > caps.entries) {
    throw new InvalidZip(`The ZIP holds ${entryCount} files; ${caps.entries} is the most. Send it in parts.`);
  }
  // Wrongly typed as boolean in @types/yauzl.
  const directoryFrom = Number(zip.readEntryCursor);
  const entries: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    entries.push(await readEntry(zip, entry, `File ${entries.length + 1} of ${entryCount}`));
  }
  checkSizes(entries, caps);
  checkOverlap(entries, directoryFrom);
  await checkComplete(file, Number(zip.readEntryCursor));
  return entries;
}

function checkHead(entry: Entry, head: Uint8Array): void {
  if (detect(head) === "zip") {
    throw new InvalidZip(`${entry.place} is a ZIP within the ZIP. Put the files themselves into one ZIP.`);
  }
}

/** The inflated bytes of an entry, counted and checked as they come. */
async function* inflated(file: Bytes, entry: Entry): AsyncGenerator<Uint8Array> {
  const packed = readRange(file, entry.dataFrom, entry.packed);
  // An error on the way comes out of the reading below.
  const content = entry.method === DEFLATED ? pipeline(packed, createInflateRaw(), () => {}) : packed;
  let bytes = 0;
  let crc = 0;
  try {
    for await (const chunk of content as AsyncIterable<Buffer>) {
      if (bytes === 0) checkHead(entry, chunk);
      bytes += chunk.length;
      if (bytes > entry.bytes) throw new InvalidZip(`${DAMAGED} ${entry.place} is larger than the ZIP says.`);
      crc = crc32(chunk, crc);
      yield chunk;
    }
    if (bytes !== entry.bytes || crc !== entry.crc) {
      throw new InvalidZip(`${DAMAGED} The content of ${entry.place.toLowerCase()} does not match its checksum.`);
    }
  } catch (error) {
    throw explain(error);
  }
}

/**
 * The files in a ZIP (by its path, or its bytes), one at a time; folders and what operating systems add are left out. Names may repeat.
 * The table of contents is checked whole before the first file; sizes, checksums and the content's kind as it is read.
 * Throws `InvalidZip` in the user's words; errors of the file system come as they are. Leaves nothing open when it
 * ends, is broken off or fails.
 */
export async function* readZip(source: string | Buffer, caps: ZipCaps): AsyncGenerator<ZipFile> {
  const opened = new Set<Readable>();
  const file: Bytes = typeof source === "string" ? await open(source) : inMemory(source);
  try {
    for (const entry of await readDirectory(file, caps)) {
      if (LITTER.test(entry.name)) continue;
      const openEntry = async () => {
        const content = Readable.from(inflated(file, entry), { objectMode: false });
        opened.add(content);
        return content.once("close", () => opened.delete(content));
      };
      yield { name: shownName(entry.name), bytes: entry.bytes, open: openEntry };
    }
  } catch (error) {
    throw explain(error);
  } finally {
    for (const content of opened) content.destroy();
    await file.close();
  }
}
