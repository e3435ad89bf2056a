import type { Page } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { readXlsx } from "hucre/xlsx";
import { PDFDocument } from "pdf-lib";
import { readContent } from "@/components/report/check/content";
import { checkTagged } from "@/components/report/tagged-check";
import { harmless } from "@/lib/reports/sheet";

/** A line of a report as the screen shows it: a text, or the cells of a table's row, and what it is. */
export interface Shown {
  as: "heading" | "text" | "note" | "finding" | "measured" | "picture" | "caption" | "row" | "reasons";
  texts: string[];
}

export interface Screen {
  /** Whose data, of which level, as at when. */
  facts: string;
  lines: Shown[];
  /** What stands in cells that are set as numbers are, in order. */
  numbers: string[];
}

const kinds: [selector: string, as: Shown["as"]][] = [
  ["h1, h2, h3", "heading"],
  [".rp-lead, .rp-text, .rp-empty", "text"],
  [".rp-note", "note"],
  [".rp-finding", "finding"],
  [".rp-measured", "measured"],
  ["svg.rp-wide", "picture"],
  ["caption", "caption"],
  ["tr", "row"],
  [".rp-reasons", "reasons"],
];

/** The report of the page that is open, with what is folded away, read from its elements. */
export function screenOf(page: Page): Promise<Screen> {
  return page.locator("main").evaluate((main, kinds) => {
    const plain = (element: Element): string => {
      const copy = element.cloneNode(true) as Element;
      for (const drawing of copy.querySelectorAll("svg")) drawing.remove();
      return (copy.textContent ?? "").replace(/\s+/g, " ").trim();
    };
    const textsOf = (element: Element, as: string): string[] => {
      if (as === "picture") return [element.getAttribute("aria-label") ?? ""];
      if (as === "row") return [...element.children].map(plain);
      if (as !== "note") return [plain(element)];
      const label = element.querySelector("strong");
      const rest = element.cloneNode(true) as Element;
      rest.querySelector("strong")?.remove();
      return [label ? plain(label) : "", plain(rest)];
    };
    const report = main.querySelector(".rp-report");
    const found = report?.querySelectorAll(kinds.map(([selector]) => selector).join(", ")) ?? [];
    const lines = [...found].map((element) => {
      const as = kinds.find(([selector]) => element.matches(selector))?.[1] ?? "text";
      return { as, texts: textsOf(element, as) };
    });
    const numbers = [...(report?.querySelectorAll("tbody .rp-right") ?? [])].map(plain);
    const facts = [...(report?.previousElementSibling?.childNodes ?? [])].filter(
      (node) => node.nodeType !== Node.COMMENT_NODE,
    );
    return { facts: facts.map((node) => (node.nodeName === "BR" ? "\n" : node.textContent)).join(""), lines, numbers };
  }, kinds);
}

/** A report's lines and what else a form says of it. */
export interface Kept {
  lines: string[][];
  /** Cover or footer, as one text. */
  about: string;
}

const reasonsOf = ({ texts: [text = ""] }: Shown): string[][] => text.split(" · ").map((reason) => [reason]);

const onSheet: Record<Shown["as"], (line: Shown) => string[][]> = {
  heading: ({ texts }) => [texts],
  text: ({ texts }) => [texts],
  note: ({ texts }) => [[texts.join(": ")]],
  finding: ({ texts }) => [texts],
  measured: () => [],
  picture: () => [],
  caption: ({ texts }) => [texts],
  row: ({ texts }) => [texts],
  reasons: reasonsOf,
};

/** The lines that a sheet has to have. */
export const asSheet = ({ lines }: Screen): string[][] =>
  lines.flatMap((line) => onSheet[line.as](line)).map((row) => row.map(harmless));

const single = (type: string) => (texts: string[]) => texts.map((text) => [type, text]);

const onPaper: Record<Shown["as"], (texts: string[]) => string[][]> = {
  heading: single("heading"),
  text: single("P"),
  note: single("P"),
  finding: single("P"),
  measured: single("P"),
  picture: single("Figure"),
  caption: single("Caption"),
  row: (texts) => [["TR", ...texts]],
  reasons: single("P"),
};

/** The lines that paper has to have, each after what it is tagged as. */
export const asPaper = ({ lines }: Screen): string[][] => lines.flatMap(({ as, texts }) => onPaper[as](texts));

const filled = (rows: string[][]): string[][] => rows.filter((row) => row.some((cell) => cell !== ""));

/** Rows after the cover, which ends with the first section's heading of the report's own title. */
function apart(rows: string[][], title: string): Kept {
  const second = rows.findIndex((row, at) => at > 0 && row.length === 1 && row[0] === title);
  return { about: rows.slice(0, second).flat().join("\n"), lines: filled(rows.slice(second)) };
}

export function csvOf(bytes: Buffer, title: string): Kept {
  const rows: string[][] = parse(bytes, { bom: true, relax_column_count: true, record_delimiter: "\r\n" });
  return apart(
    rows.map((row) => (row.join("") === "" ? [] : row)),
    title,
  );
}

/** A cell's number as its format shows it; a text as it is. */
function cellText(value: unknown, format: string | undefined): string {
  if (typeof value !== "number") return value === null || value === undefined ? "" : String(value);
  return format === "0.0" ? value.toFixed(1) : String(value);
}

const trimmed = (row: string[]): string[] => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1);

/** A sheet ends no row with an empty cell. */
export const asTrimmed = (rows: string[][]): string[][] => rows.map(trimmed);

/** `numbers` are those of its cells that hold one. */
export async function xlsxOf(bytes: Buffer): Promise<Kept & { numbers: number[] }> {
  const { sheets } = await readXlsx(bytes, { readStyles: true });
  const read = sheets.map(({ rows, cells }) =>
    rows.map((row, r) => row.map((value, c) => cellText(value, cells?.get(`${r},${c}`)?.style?.numFmt))),
  );
  const numbers = sheets.flatMap(({ rows }) => rows.flat().filter((value) => typeof value === "number"));
  const [cover = [], ...rest] = read;
  return { about: cover.flat().join("\n"), lines: asTrimmed(filled(rest.flat())), numbers };
}

export async function pdfOf(bytes: Buffer): Promise<Kept & { faults: string[] }> {
  const { lines, faults } = await checkTagged(bytes);
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const footers = document.getPages().map((page, n) => readContent(page, `page ${n + 1}`).artifacts);
  const named = lines.map(({ type, texts }) => [/^H\d$/.test(type) ? "heading" : type, ...texts]);
  return {
    lines: named.map((line) => line.map((text) => text.replaceAll(/\s+/g, " ").trim())),
    about: footers[0] ?? "",
    faults,
  };
}
