import { Document, Page, Text } from "@react-pdf/renderer";
import { PDFDocument, PDFName, PDFRawStream } from "pdf-lib";
import { createElement } from "react";
import { describe, expect, it } from "vitest";
import type { Block, BuiltReport } from "@/lib/reports/block";
import { exampleReport, longReport, longTable } from "./example-report";
import { reportPdf } from "./pdf";
import { renderTagged } from "./tagged/render";
import { checkTagged } from "./tagged-check";

describe("a report on paper", () => {
  it("has no fault, and every cell of the report is read in order, over long tables, charts and Welsh names", async () => {
    const report = longReport();
    const read = await checkTagged(await reportPdf(report), report);
    expect(read.faults).toEqual([]);
    expect(read.pages).toBeGreaterThanOrEqual(6);
    expect(read.alts).toHaveLength(4);
    expect(read.text).toContain("Hŵfa, Ŵena");
    expect(read.text).toContain("Nobody moved this year.");
    expect(read.text).toContain("eligible for free school meals and the others has halved since 2022/23.");
  });

  it("repeats a table's head on each page, and tags it once", async () => {
    const report: BuiltReport = { ...exampleReport(), blocks: [longTable(90, "Children")] };
    const bytes = await reportPdf(report);
    const { faults, cells, pages } = await checkTagged(bytes, report);
    expect(faults).toEqual([]);
    expect(cells.filter((cell) => cell === "UPN")).toHaveLength(1);
    const heads = await pagesWith(bytes, "UPN");
    expect(heads).toBe(pages);
  });

  it("never leaves a table's head alone at the foot of a page, wherever the table starts", async () => {
    const filler = (lines: number): Block[] =>
      Array.from({ length: lines }, (_, i) => ({ kind: "text", text: `Line ${i}` }));
    for (let lines = 20; lines <= 32; lines++) {
      const report: BuiltReport = { ...exampleReport(), blocks: [...filler(lines), longTable(3, "Children")] };
      const bytes = await reportPdf(report);
      expect((await checkTagged(bytes, report)).faults).toEqual([]);
      expect(await pagesWith(bytes, "UPN")).toBe(await pagesWith(bytes, "Child"));
      expect(await headsWithoutRows(bytes), `${lines} lines before the table`).toBe(0);
    }
  });

  it("keeps every word of a cell that is longer than a page", async () => {
    const words = Array.from({ length: 900 }, (_, i) => `word${i}`).join(" ");
    const report: BuiltReport = {
      ...exampleReport(),
      blocks: [
        {
          kind: "table",
          caption: "Notes",
          columns: [
            { key: "a", label: "Note" },
            { key: "b", label: "Of" },
          ],
          rows: [{ cells: { a: words, b: "1" } }],
        },
      ],
    };
    const { faults, text } = await checkTagged(await reportPdf(report));
    expect(faults).toEqual([]);
    expect(text).toContain("word899");
  });

  it("is the same to the byte when made again, and when two are made at once", async () => {
    const [one, two] = [exampleReport(), longReport()];
    const inTurn = [await reportPdf(one), await reportPdf(two)];
    const atOnce = await Promise.all([reportPdf(one), reportPdf(two)]);
    expect(atOnce.map((bytes, i) => bytes.equals(inTurn[i] as Buffer))).toEqual([true, true]);
  });

  it("refuses a font that would not be embedded", async () => {
    const page = createElement(Page, null, createElement(Text, null, "In Helvetica"));
    const document = createElement(Document, { title: "A title", language: "en-GB" }, page);
    await expect(renderTagged(document, () => undefined)).rejects.toThrow("is not embedded");
  });
});

describe("the checker", () => {
  it("finds a mark that was taken away", async () => {
    const broken = await withContent(await reportPdf(exampleReport()), (source) =>
      source.replace(/\/TD <<[^>]*>> BDC\n([\s\S]*?)EMC\n/, "$1"),
    );
    const { faults } = await checkTagged(broken);
    expect(faults.join("\n")).toMatch(/paints outside every mark/);
    expect(faults.join("\n")).toMatch(/names marked content that is not there/);
  });

  it("finds a cell whose text is missing", async () => {
    const report = exampleReport();
    const dropped = await withContent(await reportPdf(report), (source) =>
      source.replace(/(\/TD <<[^>]*>> BDC\n[\s\S]*?)\[.*?\] TJ/, "$1[] TJ"),
    );
    expect((await checkTagged(dropped, report)).faults.join("\n")).toMatch(/a cell reads "" where the report has/);
  });
});

/** The PDF with the first page's operators changed. */
async function withContent(bytes: Buffer, change: (source: string) => string): Promise<Uint8Array> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const { node } = document.getPage(0);
  const stream = node.lookup(PDFName.of("Contents"));
  if (!(stream instanceof PDFRawStream)) throw new Error("no content");
  const { decodePDFRawStream } = await import("pdf-lib");
  const source = Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1");
  const changed = change(source);
  expect(changed).not.toBe(source);
  node.set(
    PDFName.of("Contents"),
    document.context.register(document.context.flateStream(Buffer.from(changed, "latin1"))),
  );
  return document.save({ useObjectStreams: false });
}

async function pageTexts(bytes: Buffer): Promise<string[]> {
  const { readContent } = await import("./check/content");
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  return document.getPages().map((page) => {
    const { text, artifacts } = readContent(page, "");
    return [...text.values()].join("\n") + artifacts;
  });
}

const pagesWith = async (bytes: Buffer, word: string): Promise<number> =>
  (await pageTexts(bytes)).filter((text) => text.includes(word)).length;

const headsWithoutRows = async (bytes: Buffer): Promise<number> =>
  (await pageTexts(bytes)).filter((text) => text.includes("UPN") && !/X82\d{10}/.test(text)).length;
