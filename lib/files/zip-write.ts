import { crc32 } from "node:zlib";

export interface ZipFile {
  name: string;
  bytes: Buffer;
}

interface Entry {
  name: Buffer;
  crc: number;
  size: number;
  offset: number;
}

/** 1 January 1980, the least that a ZIP can say: what the files are dated as stands in them. */
const dosDate = 0x21;
const utf8Names = 0x800;
const version = 20;
/** Without the extension for larger ones, which not every program reads. */
const most = { files: 65_535, bytes: 2 ** 32 - 1 };

/** The fields that a local and a central header share. */
function common({ crc, size, name }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  for (const [at, value] of [version, utf8Names, 0, 0, dosDate].entries()) fields.writeUInt16LE(value, at * 2);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(size, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function central(entry: Entry): Buffer {
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([Buffer.from([0x50, 0x4b, 1, 2, version, 0]), common(entry), rest, entry.name]);
}

function end(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}

/**
 * A ZIP of these files in pieces, one file in memory at a time. They are stored as they are: what we put in is compressed
 * already. Throws past 65,535 files or 4 GB.
 */
export async function* zipOf(files: AsyncIterable<ZipFile>): AsyncGenerator<Buffer> {
  const entries: Entry[] = [];
  let offset = 0;
  for await (const { name, bytes } of files) {
    const entry = { name: Buffer.from(name), crc: crc32(bytes), size: bytes.length, offset };
    entries.push(entry);
    const head = Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common(entry), entry.name]);
    offset += head.length + bytes.length;
    if (entries.length > most.files || offset > most.bytes) throw new RangeError("The files are too many for one ZIP.");
    yield head;
    yield bytes;
  }
  const directory = Buffer.concat(entries.map(central));
  yield directory;
  yield end(entries.length, directory.length, offset);
}
