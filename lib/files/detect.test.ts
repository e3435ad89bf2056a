import { describe, expect, it } from "vitest";
import { describeUnknown, detect } from "./detect";

const zipOf = (...names: string[]) =>
  Buffer.concat(
    names.map((name) => Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.alloc(26, 10), Buffer.from(name)])),
  );

describe("content alone tells what a file is", () => {
  it.each([
    ["xml", Buffer.from('<?xml version="1.0"?><CTfile/>')],
    ["xml", Buffer.from("\uFEFF \n<CTfile/>")],
    ["xml", Buffer.from("\uFEFF<CTfile/>", "utf16le")],
    ["xml", Buffer.from("\uFEFF<CTfile/>", "utf16le").swap16()],
    ["xml", Buffer.from("<CTfile/>", "utf16le")],
    ["zip", zipOf("9992001_CTF_999LLLL_001.xml")],
    ["zip", Buffer.from("PK\x05\x06\0\0")],
    ["xlsx", zipOf("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml")],
    ["xlsx", zipOf("xl/workbook.xml")],
    ["other", zipOf("[Content_Types].xml", "_rels/.rels", "word/document.xml")],
    ["other", zipOf("mimetypeapplication/vnd.oasis.opendocument.text")],
    ["pdf", Buffer.from("%PDF-1.7\n")],
    ["csv", Buffer.from("UPN,Surname\r\nA1,O\xebk", "latin1")],
    ["csv", Buffer.from("\uFEFFUPN;Surname\n")],
    ["csv", Buffer.from("\uFEFFUPN\tSurname\n", "utf16le")],
    ["other", Buffer.from("Dear all\nattached, find")],
    ["ods", zipOf("mimetypeapplication/vnd.oasis.opendocument.spreadsheet")],
    ["csv", Buffer.from("Phonics 2025\nUPN,Surname,Forename,DOB,Mark")],
    ["xls", Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0x2c])],
    ["other", Buffer.alloc(0)],
    ["other", Buffer.alloc(5000)],
  ] as const)("%s (%#)", (kind, head) => {
    expect(detect(head)).toBe(kind);
  });

  it("what is not taken is told what would be right", () => {
    for (const kind of ["xls", "ods", "pdf", "other"] as const) {
      expect(describeUnknown(kind)).toMatch(/[Ss]end|Save it/);
    }
  });
});
