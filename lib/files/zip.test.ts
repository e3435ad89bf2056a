import { mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { crc32, deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { Invalid } from "@/lib/errors";
import { InvalidZip, readZip } from "./zip";

const CAPS = { inBytes: 5_000_000, outBytes: 50_000_000, ratio: 300, entries: 50 };
const FOLDER = mkdtempSync(join(tmpdir(), "zip-test-"));
const PATH = join(FOLDER, "upload");
afterAll(() => rmSync(FOLDER, { recursive: true }));

interface Part {
  name: string;
  data: Buffer;
  stored: boolean;
  flags: number;
  method: number;
  crc: number;
  bytes: number;
  attributes: number;
  /** Where the table of contents says that the part begins, if that is a lie. */
  offset: number;
  zip64: boolean;
}

const u16 = (...values: number[]) => Buffer.from(new Uint16Array(values).buffer);
const u32 = (...values: number[]) => Buffer.from(new Uint32Array(values).buffer);
const u64 = (value: number) => Buffer.from(new BigUint64Array([BigInt(value)]).buffer);

/** A ZIP with the parts, told wrongly where a part says so; `tell` changes the number of parts that it claims. */
function zipOf(parts: Partial<Part>[], tell = 0): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const part of parts) {
    const { name = "9992001_CTF_999LLLL_001.xml", data = Buffer.from("<CTfile/>"), stored = false } = part;
    const packed = stored ? data : deflateRawSync(data, { level: 9 });
    const { flags = 0x800, method = stored ? 0 : 8, crc = crc32(data), bytes = data.length } = part;
    const { attributes = 0, offset = at, zip64 = false } = part;
    const sizes = zip64 ? u32(crc, 0xffffffff, 0xffffffff) : u32(crc, packed.length, bytes);
    const extra = zip64 ? Buffer.concat([u16(1, 16), u64(bytes), u64(packed.length)]) : Buffer.alloc(0);
    const common = Buffer.concat([u16(20, flags, method, 0, 0), sizes, u16(Buffer.byteLength(name), extra.length)]);
    const body = Buffer.concat([u32(0x04034b50), common, Buffer.from(name), extra, packed]);
    bodies.push(body);
    const rest = Buffer.concat([u16(0, 0, 0), u32(attributes, offset), Buffer.from(name), extra]);
    directory.push(Buffer.concat([u32(0x02014b50), u16(0x0314), common, rest]));
    at += body.length;
  }
  const contents = Buffer.concat(directory);
  const count = parts.length + tell;
  const end = Buffer.concat([u32(0x06054b50), u16(0, 0, count, count), u32(contents.length, at), u16(0)]);
  return Buffer.concat([...bodies, contents, end]);
}

async function readAll(zip: Buffer, caps = CAPS) {
  writeFileSync(PATH, zip);
  const files: [string, Buffer][] = [];
  for await (const file of readZip(PATH, caps)) files.push([file.name, await buffer(await file.open())]);
  return files;
}

async function refusal(zip: Buffer, caps = CAPS): Promise<string> {
  const error = await readAll(zip, caps).then(
    () => null,
    (reason: unknown) => reason,
  );
  if (error instanceof Invalid) return error.message;
  throw error ?? new Error("the ZIP was taken");
}

function openFiles(): number {
  const target = (fd: string) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return "";
    }
  };
  return readdirSync("/proc/self/fd").filter((fd) => target(fd) === PATH).length;
}

afterEach(async () => {
  if (process.platform === "linux") await expect.poll(openFiles, { interval: 5 }).toBe(0);
});

const zeros = (bytes: number) => Buffer.alloc(bytes, 0x20);
const noise = (bytes: number) => Buffer.from(Array.from({ length: bytes }, (_, i) => (i * i * 31 + (i >> 3)) & 255));

describe("an ordinary ZIP", () => {
  it("gives every file with its content, deflated, stored, empty or Zip64, and equal names twice", async () => {
    const data = noise(100_000);
    const files = await readAll(
      zipOf([
        { name: "a.xml", data },
        { name: "b.xml", data, stored: true },
        { name: "empty.xml", data: Buffer.alloc(0) },
        { name: "empty.xml", data: Buffer.alloc(0), stored: true },
        { name: "big.xml", data, zip64: true },
      ]),
    );
    expect(files.map(([name]) => name)).toEqual(["a.xml", "b.xml", "empty.xml", "empty.xml", "big.xml"]);
    expect(files.map(([, content]) => content.length)).toEqual([100_000, 100_000, 0, 0, 100_000]);
    expect(files[4]?.[1].equals(data)).toBe(true);
  });

  it("leaves out folders and what operating systems add", async () => {
    const names = ["in/", "__MACOSX/._a.xml", "in/__MACOSX/b", ".DS_Store", "in/.DS_Store", "in/Thumbs.db", "in/a.xml"];
    expect((await readAll(zipOf(names.map((name) => ({ name }))))).map(([name]) => name)).toEqual(["in/a.xml"]);
  });

  it("hostile names are only words, without control and direction characters", async () => {
    const names = ["../../etc/passwd", "/abs.xml", "C:\\x.xml", "a\0b\u202Elmx.exe", "con.xml", "x".repeat(300)];
    const shown = (await readAll(zipOf(names.map((name) => ({ name }))))).map(([name]) => name);
    expect(shown.slice(0, 5)).toEqual(["../../etc/passwd", "/abs.xml", "C:/x.xml", "a\uFFFDb\uFFFDlmx.exe", "con.xml"]);
    expect(readdirSync(FOLDER)).toEqual(["upload"]);
  });

  it("an empty one has no files", async () => {
    expect(await readAll(zipOf([]))).toEqual([]);
  });

  it("a workbook within is handed on, to be refused as what it is", async () => {
    const data = zipOf([{ name: "[Content_Types].xml" }, { name: "xl/workbook.xml" }]);
    expect(await readAll(zipOf([{ data }]))).toHaveLength(1);
  });
});

describe("a hostile or broken ZIP is refused whole", () => {
  const part = { data: noise(1000) };
  const good = zipOf([part]);
  it.each([
    ["too many files", zipOf(Array.from({ length: 51 }, () => ({}))), "holds 51 files; 50 is the most"],
    ["a false count", zipOf([part, part, part], -1), "holds more files than it says"],
    ["the ZIP itself too large", zipOf([{ data: zeros(5_000_001), stored: true }]), "5 MB is the most"],
    ["claiming 1 GB", zipOf([{ ...part, bytes: 1_000_000_000 }]), "inflate far beyond"],
    ["a bomb", zipOf([{ data: zeros(10_000_000) }]), "inflate far beyond"],
    ["many small bombs", zipOf(Array.from({ length: 50 }, () => ({ data: zeros(900_000) }))), "inflate far beyond"],
    ["a bomb that claims to be small", zipOf([{ data: zeros(10_000_000), bytes: 500 }]), "larger than the ZIP says"],
    ["smaller than it says", zipOf([{ ...part, bytes: 1001 }]), "does not match its checksum"],
    ["a stored size that lies", zipOf([{ ...part, stored: true, bytes: 10 }]), "damaged"],
    ["overlap", zipOf([part, { ...part, offset: 0 }]), "share the same bytes"],
    ["encrypted", zipOf([part, { ...part, flags: 1 }]), "protected by a password"],
    ["strongly encrypted", zipOf([{ ...part, flags: 0x41 }]), "protected by a password"],
    ["masked", zipOf([{ ...part, flags: 0x2000 }]), "protected by a password"],
    ["a link", zipOf([{ data: Buffer.from("/etc/passwd"), attributes: 0xa1ff0000 }]), "is a link to another file"],
    ["a ZIP within", zipOf([part, { name: "innocent.xml", data: good }]), "File 2 of 2 is a ZIP within the ZIP"],
    ["a wrong checksum", zipOf([{ ...part, crc: 1 }]), "does not match its checksum"],
    ["another compression", zipOf([{ ...part, method: 12 }]), "cannot be read"],
    ["broken Deflate", zipOf([{ data: Buffer.from([7, 7, 7, 7]), stored: true, method: 8 }]), "damaged"],
    ["cut off", good.subarray(0, -10), "damaged"],
    ["no ZIP at all", Buffer.from("PK\x03\x04 and no more"), "damaged"],
    ["more after its end", Buffer.concat([good, Buffer.from("junk")]), "damaged"],
    ["bytes put before it", Buffer.concat([Buffer.from("junk"), good]), "damaged"],
    ["a part outside the file", zipOf([{ ...part, offset: 4_000_000 }]), "damaged"],
  ])("%s", async (_, zip, words) => {
    expect(await refusal(zip)).toContain(words);
  });

  it("together over the cap, though each is under it", async () => {
    const data = noise(1_100_000);
    const caps = { ...CAPS, outBytes: 2_000_000 };
    expect(await refusal(zipOf([{ data }, { data }]), caps)).toContain("2 MB of files; 2 MB is the most");
  });

  it("overlap as in the flat bombs: one kernel of zeros under many names", async () => {
    const kernel = { data: zeros(900_000), offset: 0 };
    const caps = { ...CAPS, ratio: 5000 };
    expect(await refusal(zipOf([kernel, kernel, kernel]), caps)).toContain("share the same bytes");
  });

  it("a file that does not exist is no fault of the ZIP", async () => {
    await expect(readZip(join(FOLDER, "none"), CAPS).next()).rejects.toMatchObject({ code: "ENOENT" });
  });
});

describe("numbers from the ZIP never reach the system unchecked", () => {
  // A Zip64 offset beyond what a number holds exactly: thrown in a callback it would end the whole process.
  const huge = 2 ** 60;
  const end64 = (contents: number, offset: number) =>
    Buffer.concat([u32(0x06064b50), u64(44), u16(45, 45), u32(0, 0), u64(1), u64(1), u64(contents), u64(offset)]);
  const locator = (offset: number) => Buffer.concat([u32(0x07064b50, 0), u64(offset), u32(1)]);
  const end = Buffer.concat([u32(0x06054b50), u16(0, 0, 0xffff, 0xffff), u32(0xffffffff, 0xffffffff), u16(0)]);
  it.each([
    ["the end record's place", Buffer.concat([end64(0, 0), locator(huge), end])],
    ["the contents' place", Buffer.concat([end64(46, huge), locator(0), end])],
  ])("%s", async (_, zip) => {
    expect(await refusal(zip)).toContain("damaged");
  });

  it("any bytes changed anywhere: the content comes out right or the ZIP is refused", async () => {
    const data = Buffer.from("<CTfile/>");
    const zip = zipOf([{ data }, { data, zip64: true }, { data, stored: true }]);
    const change = fc.tuple(fc.nat(zip.length - 1), fc.oneof(fc.constantFrom(0, 255), fc.nat(255)));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 6 }), async (changes) => {
        const changed = Buffer.from(zip);
        for (const [at, value] of changes) changed[at] = value;
        const outcome = await readAll(changed).catch((error: unknown) => error);
        if (Array.isArray(outcome)) for (const [, content] of outcome) expect(content).toEqual(data);
        else expect(outcome).toBeInstanceOf(InvalidZip);
      }),
      { numRuns: 500 },
    );
  });
});

describe("nothing stays open (counted after each test)", () => {
  const two = zipOf([{ data: noise(300_000) }, {}]);
  it("when the caller stops early with a file half read", async () => {
    writeFileSync(PATH, two);
    for await (const file of readZip(PATH, CAPS)) {
      const content = await file.open();
      await content[Symbol.asyncIterator]().next();
      break;
    }
  });

  it("when the caller fails with files opened and never read", async () => {
    writeFileSync(PATH, two);
    const reading = async () => {
      for await (const file of readZip(PATH, CAPS)) {
        await file.open();
        throw new Error("stopped");
      }
    };
    await expect(reading()).rejects.toThrow("stopped");
  });

  it("when a content is destroyed", async () => {
    writeFileSync(PATH, two);
    for await (const file of readZip(PATH, CAPS)) {
      const content = await file.open();
      for await (const _ of content) break;
      expect(content.destroyed).toBe(true);
    }
  });
});
