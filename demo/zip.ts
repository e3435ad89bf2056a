import { closeSync, openSync, writeSync } from "node:fs";
import { crc32, deflateRawSync } from "node:zlib";

interface Entry {
  name: Buffer;
  crc: number;
  packed: number;
  size: number;
  offset: number;
}

/** 1 January 1980, 00:00 in the form of DOS: the same bytes on every day. */
const dosTime = 0;
const dosDate = 0x21;
const utf8Names = 0x800;
const deflated = 8;
const version = 20;

/** The fields that a local and a central header share. */
function common({ crc, packed, size, name }: Entry): Buffer {
  const fields = Buffer.alloc(26);
  for (const [at, value] of [version, utf8Names, deflated, dosTime, dosDate].entries())
    fields.writeUInt16LE(value, at * 2);
  fields.writeUInt32LE(crc, 10);
  fields.writeUInt32LE(packed, 14);
  fields.writeUInt32LE(size, 18);
  fields.writeUInt16LE(name.length, 22);
  return fields;
}

function central(entry: Entry): Buffer {
  const start = Buffer.from([0x50, 0x4b, 1, 2, version, 0]);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(entry.offset, 10);
  return Buffer.concat([start, common(entry), rest, entry.name]);
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
 * Writes a ZIP, one file after another, so that only one is in memory; no clock is read. At most 65,535 files and 4 GB.
 */
export function writeZip(path: string, files: Iterable<{ name: string; bytes: Buffer }>): void {
  const handle = openSync(path, "w");
  try {
    let offset = 0;
    const put = (bytes: Buffer): void => {
      writeSync(handle, bytes);
      offset += bytes.length;
    };
    const entries: Entry[] = [];
    for (const { name, bytes } of files) {
      const packed = deflateRawSync(bytes);
      const entry = { name: Buffer.from(name), crc: crc32(bytes), packed: packed.length, size: bytes.length, offset };
      entries.push(entry);
      put(Buffer.concat([Buffer.from([0x50, 0x4b, 3, 4]), common(entry), entry.name, packed]));
    }
    const directory = offset;
    for (const entry of entries) put(central(entry));
    put(end(entries.length, offset - directory, directory));
  } finally {
    closeSync(handle);
  }
}
