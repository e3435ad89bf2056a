import { describe, expect, it } from "vitest";
import { Invalid } from "@/lib/errors";
import { csvSheet } from "./csv";
import type { RowFault, SheetRow } from "./sheet";

async function read(bytes: string | Buffer): Promise<(SheetRow | RowFault)[]> {
  const rows: (SheetRow | RowFault)[] = [];
  await csvSheet(Buffer.from(bytes)).read((row) => void rows.push(row));
  return rows;
}
const fields = async (bytes: string | Buffer) => (await read(bytes)).map((r) => ("fields" in r ? r.fields : "fault"));

describe("what Excel and others write is read", () => {
  const expected = [
    ["UPN", "Surname"],
    ["A1", "Zoë’s"],
  ];
  const text = "UPN,Surname\r\nA1,Zoë’s\r\n";
  const windows = Buffer.from(text.replace("ë", "\xeb").replace("’", "\x92"), "latin1");
  it.each([
    ["UTF-8", Buffer.from(text)],
    ["UTF-8 with its mark", Buffer.from(`\uFEFF${text}`)],
    ["UTF-16, as “Unicode text”", Buffer.from(`\uFEFF${text.replaceAll(",", "\t")}`, "utf16le")],
    ["UTF-16, the other way round", Buffer.from(`\uFEFF${text}`, "utf16le").swap16()],
    ["Windows-1252", windows],
    ["semicolons", Buffer.from(text.replaceAll(",", ";"))],
    ["tabs", Buffer.from(text.replaceAll(",", "\t"))],
    ["lines of old Macs", Buffer.from(text.replaceAll("\r\n", "\r"))],
    ["no last line end", Buffer.from(text.trimEnd())],
  ])("%s", async (_, bytes) => {
    expect(await fields(bytes)).toEqual(expected);
  });

  it("a first line that tells the separator counts as a line and is no row", async () => {
    expect(await read("sep=;\r\nUPN;Name\r\nA1;Oak, Ash\r\n")).toEqual([
      { line: 2, fields: ["UPN", "Name"] },
      { line: 3, fields: ["A1", "Oak, Ash"] },
    ]);
  });

  it("quoted fields hold separators, doubled quotes and line ends; lines are counted as an editor does", async () => {
    expect(await read('a,"Date of\nbirth"\r\n"x, ""y""\r\nz",2\r\n,\r\n\r\n3,4')).toEqual([
      { line: 1, fields: ["a", "Date of\nbirth"] },
      { line: 3, fields: ['x, "y"\r\nz', "2"] },
      { line: 7, fields: ["3", "4"] },
    ]);
  });

  it("a title above with commas does not decide the separator", async () => {
    expect(await fields("Phonics, summer\nUPN;Surname;Mark\nA1;Oak;3\n")).toEqual([
      ["Phonics, summer"],
      ["UPN", "Surname", "Mark"],
      ["A1", "Oak", "3"],
    ]);
  });
});

describe("what is wrong costs little", () => {
  it("a quote that is never closed costs its own line only", async () => {
    expect(await fields('a,b\n1,"open\n2,fine\n3,"fine"\n')).toEqual([
      ["a", "b"],
      "fault",
      ["2", "fine"],
      ["3", "fine"],
    ]);
  });
  it("a stray quote that another closes lines later does not swallow the rows between", async () => {
    const rows = await fields('a,b,c,d,e\n1,"x,3,4,5\n1,2,3,4,5\n1,y",3,4,5\n');
    expect(rows).toEqual([["a", "b", "c", "d", "e"], "fault", ["1", "2", "3", "4", "5"], ["1", 'y"', "3", "4", "5"]]);
  });
  it("many megabytes in an open quote, and a million columns, are over in a moment", async () => {
    const began = performance.now();
    expect(await fields(`a,b\n"${"x".repeat(20_000_000)}`)).toEqual([["a", "b"], "fault"]);
    expect((await fields(`${"a,".repeat(1_000_000)}b`))[0]).toHaveLength(1_000_001);
    expect(await fields(`a,b\n${'"x\n'.repeat(100)}`)).toHaveLength(101);
    expect(performance.now() - began).toBeLessThan(2000);
  });
  it("bytes that are no text, and rows without end, are refused in words", async () => {
    expect(() => csvSheet(Buffer.from("a,b\n1,\0\n"))).toThrow(Invalid);
    await expect(read("a,b\n".repeat(100_001))).rejects.toThrow("more than 100,000 rows");
  });
});
