import { writeXlsx } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { zip } from "@/lib/imports/make";
import type { SheetRow } from "./sheet";
import { xlsxSheets } from "./xlsx";

const TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

interface Parts {
  sheet?: string;
  book?: string;
  rels?: string;
  shared?: string;
  more?: { name: string; content: string }[];
}
const cell = (ref: string, text: string) => `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
const book = ({ sheet = "", book, rels, shared, more = [] }: Parts) =>
  zip([
    { name: "[Content_Types].xml", content: "<Types/>" },
    {
      name: "xl/workbook.xml",
      content: book ?? `<workbook xmlns:r="x"><sheets><sheet name="One" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: "xl/_rels/workbook.xml.rels",
      content:
        rels ??
        `<Relationships><Relationship Id="rId1" Type="${TYPES}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    },
    { name: "xl/worksheets/sheet1.xml", content: `<worksheet><sheetData>${sheet}</sheetData></worksheet>` },
    ...(shared ? [{ name: "xl/sharedStrings.xml", content: shared }] : []),
    ...more,
  ]);

async function rowsOf(bytes: Buffer, at = 0): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  const sheets = await xlsxSheets(bytes, 300);
  await sheets[at]?.read((row) => {
    if ("fields" in row) rows.push(row);
    return undefined;
  });
  return rows;
}

describe("what a workbook holds", () => {
  it("is read as it was written by another program, days as their numbers", async () => {
    const rows = [
      ["UPN", "Surname", "DOB", "Mark"],
      ["A801200124001", "Zoë & <Co>", new Date(Date.UTC(2020, 0, 14)), 0],
      [null, "O’Neil", null, 32],
    ];
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: "Results", rows }] }));
    expect(await rowsOf(bytes)).toEqual([
      { line: 1, fields: ["UPN", "Surname", "DOB", "Mark"] },
      { line: 2, fields: ["A801200124001", "Zoë & <Co>", "43844", "0"] },
      { line: 3, fields: ["", "O’Neil", "", "32"] },
    ]);
  });

  it("cells stand where they say, shared texts are whole, formulas give their values", async () => {
    const shared = "<sst><si><r><t>Zo</t></r><r><t>ë</t></r><rPh><t>no</t></rPh></si></sst>";
    const sheet = `<row r="3"><c r="B3" t="s"><v>0</v></c><c r="D3" t="str"><f>HYPERLINK("http://x")</f><v>shown</v></c></row><row><c><v>7</v></c><c t="b"><v>1</v></c></row>`;
    expect(await rowsOf(book({ sheet, shared }))).toEqual([
      { line: 3, fields: ["", "Zoë", "", "shown"] },
      { line: 4, fields: ["7", "TRUE"] },
    ]);
  });

  it("hidden sheets and days from 1904 are told; macros, links and charts are no sheets", async () => {
    const sheets = await xlsxSheets(
      book({
        book: `<workbook xmlns:r="x"><workbookPr date1904="1"/><sheets><sheet name="A" r:id="r1" state="veryHidden"/><sheet name="B" r:id="r2"/><sheet name="C" r:id="r3"/></sheets></workbook>`,
        rels: `<Relationships><Relationship Id="r1" Type="${TYPES}/worksheet" Target="/xl/worksheets/sheet1.xml"/><Relationship Id="r2" Type="${TYPES}/chartsheet" Target="chartsheets/sheet1.xml"/><Relationship Id="r3" TargetMode="External" Type="${TYPES}/worksheet" Target="file:///etc/passwd"/></Relationships>`,
        more: [{ name: "xl/vbaProject.bin", content: "macro" }],
      }),
      300,
    );
    expect(sheets.map(({ name, hidden, from1904 }) => [name, hidden, from1904])).toEqual([["A", true, true]]);
  });
});

describe("what is hostile or broken is refused in words", () => {
  const bomb = `<!DOCTYPE w [<!ENTITY a "aaaa">]><worksheet/>`;
  it.each<[string, Parts, RegExp]>([
    ["a DOCTYPE", { book: bomb }, /DOCTYPE/],
    [
      "a sheet that is not there",
      { rels: `<R><Relationship Id="rId1" Type="${TYPES}/worksheet" Target="a.xml"/></R>` },
      /cannot be read/,
    ],
    ["two parts of one name", { more: [{ name: "xl/workbook.xml", content: "<workbook/>" }] }, /cannot be read/],
    ["a binary workbook", { more: [{ name: "xl/workbook.bin", content: "" }] }, /\.xlsb/],
    ["a cell far to the right", { sheet: `<row r="1">${cell("XFD1", "x")}</row>` }, /beyond column 200/],
    ["a cell from nowhere", { sheet: `<row r="1">${cell("1A", "x")}</row>` }, /beyond column 200/],
    ["rows without end", { sheet: `<row><c><v>1</v></c></row>`.repeat(100_001) }, /more than 100,000 rows/],
    ["a text without end", { sheet: `<row>${cell("A1", "x".repeat(70_000))}</row>` }, /over 64 kB/],
    [
      "shared texts without end",
      { shared: `<sst>${`<si><t>${"x".repeat(60_000)}</t></si>`.repeat(300)}</sst>` },
      /far more text/,
    ],
    ["XML that is none", { sheet: "<row>" }, /not well-formed/],
  ])("%s", async (_, parts, words) => {
    await expect(rowsOf(book(parts))).rejects.toThrow(words);
  });
  it("a workbook cut short", async () => {
    await expect(xlsxSheets(book({}).subarray(0, 400), 300)).rejects.toThrow(/cannot be read/);
  });
});
