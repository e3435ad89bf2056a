import { readXlsx } from "hucre/xlsx";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { reportCsv, reportXlsx } from "@/lib/reports/sheet";
import { exampleReport, lineChart } from "./example-report";
import { ReportBlocks } from "./html";
import { reportPdf } from "./pdf";
import { checkTagged, tablesOf } from "./tagged-check";

const report = exampleReport();
const html = renderToStaticMarkup(createElement(ReportBlocks, { blocks: report.blocks }));

const count = (pattern: RegExp): number => [...html.matchAll(pattern)].length;

/** Texts of the cells of all tables in the page, in order. */
const cellsOf = (page: string): string[] =>
  [...page.matchAll(/<t[hd](?: [^>]*)?>(.*?)<\/t[hd]>/g)].map((cell) =>
    (cell[1] ?? "").replaceAll(/<[^>]+>/g, "").replaceAll("&#x27;", "'"),
  );

describe("a report on screen", () => {
  it("gives every header cell a scope, and every table a caption in a region that can be reached and scrolled", () => {
    expect(count(/<th(?! scope=)[ >]/g)).toBe(0);
    expect(count(/<table>/g)).toBe(tablesOf(report).length);
    expect(count(/<caption>/g)).toBe(count(/<table>/g));
    expect(count(/<section class="rp-scroll" aria-label="[^"]+" tabindex="0">/g)).toBe(count(/<table>/g));
  });

  it("gives every chart its finding as text, a named picture and the same data as a table, without a script", () => {
    expect(html).toContain(`<p class="rp-finding">${lineChart.finding}</p>`);
    expect(count(/role="img" aria-label="[^"]+"/g)).toBe(8);
    expect(count(/<summary>Show as a table<\/summary><div class="rp-table">/g)).toBe(4);
    expect(html).not.toContain("<script");
  });

  it("says why a figure is not shown, at the mark and below the table", () => {
    expect(html).toContain('<abbr title="c: withheld, so that no pupil can be recognised">c</abbr>');
    expect(html).toContain('<p class="rp-reasons">c: withheld');
  });

  it("escapes what people wrote", () => {
    const page = renderToStaticMarkup(createElement(ReportBlocks, { blocks: [{ kind: "text", text: "<b>&" }] }));
    expect(page).toContain("&lt;b&gt;&amp;");
  });
});

describe("all forms of a report", () => {
  it("show the same cells in the same order", async () => {
    const screen = cellsOf(html);
    const paper = await checkTagged(await reportPdf(report));
    expect(paper.cells.map((cell) => cell.replaceAll(/\s+/g, " "))).toEqual(screen);
    const { sheets } = await readXlsx(await reportXlsx(report));
    const numbers = (cells: string[]) => cells.filter((cell) => /^\d+(\.\d)?$/.test(cell)).map(Number);
    const sheet = sheets.slice(1).flatMap(({ rows }) => rows.flat().filter((value) => typeof value === "number"));
    expect(sheet).toEqual(numbers(screen));
    const csv = reportCsv(report)
      .split("\r\n")
      .flatMap((line) => line.split(","));
    expect(numbers(csv)).toEqual(numbers(screen));
  });
});
