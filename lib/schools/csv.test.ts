import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, it } from "vitest";
import { Invalid } from "@/lib/errors";
import { type CsvRecord, readCsv } from "./csv";

const folder = mkdtempSync(path.join(tmpdir(), "csv-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function read(bytes: Uint8Array | string): Promise<CsvRecord[]> {
  const file = path.join(folder, "file");
  writeFileSync(file, bytes);
  const records: CsvRecord[] = [];
  for await (const record of readCsv(file)) records.push(record);
  return records;
}

const fields = async (bytes: Uint8Array | string) =>
  (await read(bytes)).map((record) => ("fields" in record ? record.fields : record.words));

it("decides by the bytes between UTF-8 and Windows-1252, whatever the file is called", async () => {
  const name = "St Thomas à Becket’s";
  const expected = [
    ["URN", "Name"],
    ["1", name],
  ];
  expect(await fields(`URN,Name\r\n1,${name}\r\n`)).toEqual(expected);
  expect(await fields(`\uFEFFURN,Name\r\n1,${name}\r\n`)).toEqual(expected);
  const windows = Buffer.concat([
    Buffer.from("URN,Name\r\n1,St Thomas "),
    Buffer.from([0xe0]),
    Buffer.from(" Becket"),
    Buffer.from([0x92]),
    Buffer.from("s"),
  ]);
  expect(await fields(windows)).toEqual(expected);
  expect(await fields(gzipSync(windows))).toEqual(expected);
});

it("a character that lies across two pieces of a long file is read whole", async () => {
  const long = `a,b\n${`${"é".repeat(50)},1\n`.repeat(8000)}`;
  const records = await fields(long);
  expect(records).toHaveLength(8001);
  expect(new Set(records.slice(1).map(String))).toEqual(new Set([`${"é".repeat(50)},1`]));
});

it("a quoted field may hold separators, doubled quotes and line ends; lines are counted as an editor does", async () => {
  expect(await read('a,b\r\n"x, ""y""\r\nz",2\r\n\r\n3,4')).toEqual([
    { line: 1, fields: ["a", "b"] },
    { line: 2, fields: ['x, "y"\nz', "2"] },
    { line: 5, fields: ["3", "4"] },
  ]);
});

it("a quote that is never closed costs its own line only", async () => {
  const records = await read('a,b\n1,"open\n2,fine\n3,"fine"\n');
  expect(records.map((r) => [r.line, "fields" in r ? r.fields[0] : "fault"])).toEqual([
    [1, "a"],
    [2, "fault"],
    [3, "2"],
    [4, "3"],
  ]);
});

it("empty last fields are fields, and semicolons or tabs separate as well", async () => {
  expect(await fields("a,b,c\n1,,\n")).toEqual([
    ["a", "b", "c"],
    ["1", "", ""],
  ]);
  expect(await fields("a;b\n1;x,y\n")).toEqual([
    ["a", "b"],
    ["1", "x,y"],
  ]);
});

it("what is no CSV text is refused in words", async () => {
  await expect(read("PK\x03\x04")).rejects.toThrow("ZIP");
  await expect(read(Buffer.from([0xff, 0xfe, 0x41, 0]))).rejects.toThrow("UTF-16");
  await expect(read(gzipSync("a,b\n1,2\n").subarray(0, 20))).rejects.toThrow(Invalid);
});
