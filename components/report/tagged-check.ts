import { PDFDict, PDFDocument, PDFName, type PDFPage, PDFRawStream } from "pdf-lib";
import { type BuiltReport, cellText, chartTable, columnText, matrixTable, type TableBlock } from "@/lib/reports/block";
import { fontsOf, type PageContent, readContent } from "./check/content";
import { allElements, dictOf, type Element, nameOf, readStructure, type Structure, textOf } from "./check/structure";

export interface TaggedPdf {
  faults: string[];
  pages: number;
  /** Texts of the header and data cells in reading order. */
  cells: string[];
  /** Text alternatives of the figures in reading order. */
  alts: string[];
  /** All tagged text, element after element. */
  text: string;
  /** Headings, paragraphs, captions, figures and rows of tables in reading order, each with its text or its cells' texts. */
  lines: TaggedLine[];
}

export interface TaggedLine {
  /** The element's type, such as H2, P, Caption, TR; a Figure has its text alternative. */
  type: string;
  texts: string[];
}

/**
 * Reads a PDF of ours and lists what an accessible document may not lack. With `report`, its tables and figures are
 * compared as well: every cell's text must be there and in order, because text that does not fit is dropped silently.
 */
export async function checkTagged(bytes: Uint8Array, report?: BuiltReport): Promise<TaggedPdf> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const structure = readStructure(document);
  const elements = allElements(structure.root);
  const pages = document.getPages().map((page, i) => ({ page, content: readContent(page, `page ${i + 1}`) }));
  const words = (element: Element): string => wordsOf(element, pages);
  const cells = elements.filter(({ type }) => type === "TH" || type === "TD").map(words);
  const alts = elements.filter(({ type }) => type === "Figure").map(({ alt }) => alt ?? "");
  const faults = [
    ...catalogFaults(document),
    ...structure.faults,
    ...elements.flatMap(elementFaults),
    ...headingFaults(elements),
    ...pages.flatMap(({ content }) => content.faults),
    ...ownerFaults(structure, elements, pages),
    ...pages.flatMap(({ page }, i) => pageFaults(page, `page ${i + 1}`)),
    ...(report ? reportFaults(report, cells, alts) : []),
  ];
  const lines = elements.flatMap((element) => lineOf(element, words));
  return { faults, pages: pages.length, cells, alts, text: elements.map(words).join("\n"), lines };
}

function lineOf(element: Element, words: (element: Element) => string): TaggedLine[] {
  const { type, alt, children } = element;
  if (type === "Figure") return [{ type, texts: [alt ?? ""] }];
  if (type === "TR") return [{ type, texts: children.map(words) }];
  return type === "Caption" || /^(H\d|P)$/.test(type) ? [{ type, texts: [words(element)] }] : [];
}

type Pages = { page: PDFPage; content: PageContent }[];

function wordsOf(element: Element, pages: Pages): string {
  const parts = element.content.map(
    ({ page, id }) => pages.find((one) => one.page.ref.tag === page)?.content.text.get(id) ?? "",
  );
  return parts.join("");
}

const rule = (holds: unknown, fault: string): string[] => (holds ? [] : [fault]);

function catalogFaults(document: PDFDocument): string[] {
  const { catalog } = document;
  const metadata = catalog.lookup(PDFName.of("Metadata"));
  const xmp = metadata instanceof PDFRawStream ? Buffer.from(metadata.getContents()).toString("utf8") : "";
  const says = (dict: string, key: string) => String(dictOf(catalog, dict)?.lookup(PDFName.of(key))) === "true";
  return [
    ...rule(textOf(catalog, "Lang") === "en-GB", "the language is not en-GB"),
    ...rule(says("MarkInfo", "Marked"), "the document does not say that it is tagged"),
    ...rule(says("ViewerPreferences", "DisplayDocTitle"), "the title is not shown"),
    ...rule(document.getTitle(), "there is no title"),
    ...rule(/pdfuaid:part>1</.test(xmp), "the metadata do not name PDF/UA-1"),
    ...rule(/dc:title/.test(xmp), "the metadata have no title"),
  ];
}

const parentsOf: Record<string, string[]> = {
  TR: ["Table"],
  TH: ["TR"],
  TD: ["TR"],
  Caption: ["Table"],
};

const needsContent = new Set(["H1", "H2", "H3", "P", "TH", "Caption"]);

function elementFaults(element: Element): string[] {
  const { type, parent } = element;
  const faults = [
    ...rule(parentsOf[type]?.includes(parent?.type ?? "") ?? true, `${type} in ${parent?.type}`),
    ...rule(!needsContent.has(type) || element.content.length > 0, `an empty ${type}`),
  ];
  if (type === "Figure")
    faults.push(...rule(element.alt, "a figure without Alt"), ...rule(element.hasBox, "a figure without BBox"));
  if (type === "TH") faults.push(...rule(element.scope, "a TH without Scope"));
  if (type === "Table") faults.push(...tableFaults(element));
  return faults;
}

function tableFaults(table: Element): string[] {
  const counts = new Set(table.children.filter(({ type }) => type === "TR").map((row) => row.children.length));
  return rule(counts.size === 1, `a table whose rows have ${[...counts].join(", ") || "no"} cells`);
}

function headingFaults(elements: Element[]): string[] {
  const levels = elements.flatMap(({ type }) => (/^H\d$/.test(type) ? [Number(type[1])] : []));
  return levels.flatMap((level, i) =>
    rule(level <= (levels[i - 1] ?? 0) + 1, `a heading of level ${level} after ${levels[i - 1]}`),
  );
}

/** Every mark belongs to exactly one element, and the parent tree says the same one; no element names a mark that is not. */
function ownerFaults(structure: Structure, elements: Element[], pages: Pages): string[] {
  const owners = new Map<string, string[]>();
  for (const element of elements) {
    for (const { page, id } of element.content) {
      const key = `${page}#${id}`;
      owners.set(key, [...(owners.get(key) ?? []), element.ref]);
    }
  }
  const faults = pages.flatMap(({ page, content }, i) =>
    [...content.text.keys()].flatMap((id) => {
      const key = `${page.ref.tag}#${id}`;
      const owner = owners.get(key) ?? [];
      owners.delete(key);
      return [
        ...rule(owner.length === 1, `page ${i + 1}: marked content ${id} has ${owner.length} elements`),
        ...rule(structure.parents(page.node, id) === owner[0], `page ${i + 1}: the parent tree is wrong for ${id}`),
      ];
    }),
  );
  return [...faults, ...[...owners.keys()].map((key) => `an element names marked content that is not there: ${key}`)];
}

function pageFaults(page: PDFPage, where: string): string[] {
  const fonts = fontsOf(page).flatMap(([name, font]) => {
    const descendants = font.lookup(PDFName.of("DescendantFonts"));
    const inner =
      descendants && "lookup" in descendants ? (descendants as { lookup(i: number): unknown }).lookup(0) : undefined;
    const descriptor = dictOf(inner instanceof PDFDict ? inner : font, "FontDescriptor");
    const file = descriptor?.get(PDFName.of("FontFile2")) ?? descriptor?.get(PDFName.of("FontFile3"));
    return [
      ...rule(file, `${where}: the font ${name} is not embedded`),
      ...rule(font.get(PDFName.of("ToUnicode")), `${where}: the font ${name} has no ToUnicode`),
    ];
  });
  return [...rule(nameOf(page.node, "Tabs") === "S", `${where}: the tab order is not that of the structure`), ...fonts];
}

/** The report's tables in the order of its blocks, those of its charts included. */
export function tablesOf(report: BuiltReport): TableBlock[] {
  return report.blocks.flatMap((block) => {
    if (block.kind === "table") return [block];
    if (block.kind === "matrix") return [matrixTable(block)];
    return block.kind === "chart" ? [chartTable(block)] : [];
  });
}

const close = (text: string): string => text.replaceAll(/\s+/g, " ").trim();

function reportFaults(report: BuiltReport, cells: string[], alts: string[]): string[] {
  const expected = tablesOf(report).flatMap((table) => [
    ...table.columns.map(columnText),
    ...table.rows.flatMap((row) => table.columns.map((column) => cellText(row.cells[column.key] ?? null))),
  ]);
  const findings = report.blocks.flatMap((block) => (block.kind === "chart" ? [block.finding] : []));
  const wrong = expected.findIndex((text, i) => close(text) !== close(cells[i] ?? ""));
  return [
    ...rule(cells.length === expected.length, `${cells.length} cells where the report has ${expected.length}`),
    ...rule(wrong < 0, `a cell reads "${cells[wrong]}" where the report has "${expected[wrong]}"`),
    ...rule(findings.join("\n") === alts.join("\n"), "the figures' text alternatives are not the findings"),
  ];
}
