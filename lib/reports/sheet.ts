import { type CellStyle, type CellValue, type Cell as SheetCell, type WriteSheet, writeXlsx } from "hucre/xlsx";
import { yearLabel } from "@/lib/year";
import {
  alignOf,
  asAtText,
  type Block,
  type BlockKind,
  type BuiltReport,
  type Cell,
  cellText,
  chartTable,
  columnText,
  isFigure,
  matrixTable,
  reasonsIn,
  sectionsOf,
  type TableBlock,
} from "./block";

/** A cell as text, and as a number where it is one. */
interface Value {
  text: string;
  number?: number;
}

/** One row of a sheet: what stands in its cells and how the row looks. */
interface SheetRow {
  cells: Value[];
  look: "title" | "heading" | "caption" | "head" | "body" | "strong" | "text";
}

const words = (text: string, look: SheetRow["look"] = "text"): SheetRow => ({
  cells: [{ text: harmless(text) }],
  look,
});

type Align = "left" | "right";

/** A block's rows with the alignment of their columns. */
interface Part {
  rows: SheetRow[];
  aligns: Align[];
}

const empty: SheetRow = { cells: [], look: "text" };

/** Signs with which spreadsheets start a formula, also after blanks, and those which they strip before looking for one. */
const startsFormula = /^(?:[\t\r\n\0]|\s*[=+\-@＝＋－＠])/;

/** Text that a spreadsheet would run as a formula gets an apostrophe in front and is shown as text. */
export const harmless = (text: string): string => (startsFormula.test(text) ? `'${text}` : text);

/** Numbers and shown figures also as numbers, rounded as on screen; everything else as harmless text. */
function valueIn(cell: Cell): Value {
  const text = cellText(cell);
  const isNumber = typeof cell === "number" || (isFigure(cell) && "value" in cell);
  return isNumber ? { text, number: Number(text) } : { text: harmless(text) };
}

function tableRows(table: TableBlock): SheetRow[] {
  const body = table.rows.map(
    ({ cells, emphasis }): SheetRow => ({
      cells: table.columns.map((column) => valueIn(cells[column.key] ?? null)),
      look: emphasis ? "strong" : "body",
    }),
  );
  return [
    words(table.caption, "caption"),
    { cells: table.columns.map((column) => ({ text: harmless(columnText(column)) })), look: "head" },
    ...body,
    ...(table.rows.length === 0 ? [words(table.empty ?? "There is nothing to show here.")] : []),
    ...reasonsIn(table).map((reason) => words(reason)),
    empty,
  ];
}

const draw: { [Kind in BlockKind]: (block: Extract<Block, { kind: Kind }>) => SheetRow[] } = {
  heading: ({ level, text }) => [words(text, level === 1 ? "title" : "heading")],
  text: ({ text }) => [words(text)],
  note: ({ label, text }) => [words(`${label}: ${text}`)],
  table: tableRows,
  matrix: (matrix) => tableRows(matrixTable(matrix)),
  chart: (chart) => [words(chart.finding, "heading"), ...tableRows(chartTable(chart))],
  page: () => [],
};

function blockRows(block: Block): SheetRow[] {
  // The table above pairs each kind with its own block; TypeScript cannot follow that through an index.
  return (draw[block.kind] as (block: Block) => SheetRow[])(block);
}

function tablesIn(block: Block): TableBlock[] {
  if (block.kind === "table") return [block];
  if (block.kind === "matrix") return [matrixTable(block)];
  return block.kind === "chart" ? [chartTable(block)] : [];
}

/** What every form says about a report, first of all. */
function coverRows(report: BuiltReport): SheetRow[] {
  const legend = [...new Set(report.blocks.flatMap(tablesIn).flatMap(reasonsIn))];
  const facts = {
    "Whose data": report.subject,
    Year: yearLabel(report.year),
    Level: report.level,
    "Data as at": asAtText(report.dataAsAt),
  };
  return [
    words(report.title, "title"),
    ...Object.entries(facts).map(
      ([name, fact]): SheetRow => ({ cells: [{ text: name }, { text: harmless(fact) }], look: "body" }),
    ),
    empty,
    ...legend.map((reason) => words(reason)),
  ];
}

const styles: Record<SheetRow["look"], CellStyle> = {
  title: { font: { bold: true, size: 16 } },
  heading: { font: { bold: true, size: 13 } },
  caption: { font: { bold: true } },
  head: {
    font: { bold: true },
    alignment: { wrapText: true, vertical: "bottom" },
    border: { bottom: { style: "medium" } },
  },
  body: {},
  strong: { font: { bold: true } },
  text: {},
};

function styleOf(value: Value, row: SheetRow, align: Align): CellStyle {
  const style = styles[row.look];
  if (value.number !== undefined) return { ...style, numFmt: value.text.includes(".") ? "0.0" : "0" };
  if (align === "left") return style;
  return { ...style, alignment: { ...style.alignment, horizontal: "right" } };
}

const stored = ({ text, number }: Value): CellValue => number ?? (text === "" ? null : text);

function sheetCells(rows: { row: SheetRow; aligns: Align[] }[]): Map<string, Partial<SheetCell>> {
  const cells = new Map<string, Partial<SheetCell>>();
  for (const [r, { row, aligns }] of rows.entries()) {
    for (const [c, value] of row.cells.entries()) {
      cells.set(`${r},${c}`, { value: stored(value), style: styleOf(value, row, aligns[c] ?? "left") });
    }
  }
  return cells;
}

const tabular = new Set<SheetRow["look"]>(["head", "body", "strong"]);

/** Column widths in characters, from the cells of tables alone: sentences run over their neighbours. */
function widthsOf(rows: SheetRow[]): { width: number }[] {
  const widths: number[] = [];
  for (const { cells } of rows.filter(({ look }) => tabular.has(look))) {
    for (const [i, value] of cells.entries()) widths[i] = Math.max(widths[i] ?? 0, value.text.length);
  }
  return widths.map((longest) => ({ width: Math.min(48, Math.max(10, longest + 2)) }));
}

function sheet(name: string, parts: Part[]): WriteSheet {
  const rows = parts.flatMap(({ rows, aligns }) => rows.map((row) => ({ row, aligns })));
  return {
    name,
    rows: rows.map(({ row }) => row.cells.map(stored)),
    cells: sheetCells(rows),
    columns: widthsOf(rows.map(({ row }) => row)),
    pageSetup: { paperSize: "a4", orientation: "landscape", fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  };
}

/** Names as spreadsheets allow them: at most 31 characters, none of []:*?/\ , no two alike whatever their case. */
function sheetNames(titles: string[]): string[] {
  const taken = new Set<string>();
  return titles.map((title) => {
    const plain =
      title
        .replaceAll(/[[\]:*?/\\]/g, " ")
        .replaceAll(/\s+/g, " ")
        .replaceAll(/^[' ]+|[' ]+$/g, "") || "Sheet";
    for (let i = 1; ; i++) {
      const end = i === 1 ? "" : ` ${i}`;
      const name = `${plain.slice(0, 31 - end.length).trimEnd()}${end}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

function blockPart(block: Block): Part {
  const table = tablesIn(block)[0];
  return { rows: blockRows(block), aligns: table ? table.columns.map((column) => alignOf(table, column)) : [] };
}

/** The report as an XLSX workbook: a cover, then one sheet per section. Numbers are the rounded ones of the screen. */
export async function reportXlsx(report: BuiltReport): Promise<Uint8Array> {
  const sections = sectionsOf(report.blocks);
  const names = sheetNames(["About", ...sections.map(({ title }) => title ?? report.title)]);
  const cover = sheet(names[0] ?? "About", [{ rows: coverRows(report), aligns: [] }]);
  const sheets = sections.map(({ blocks }, i) => sheet(names[i + 1] ?? "", blocks.map(blockPart)));
  return writeXlsx({
    sheets: [cover, ...sheets],
    properties: { title: `${report.title}, ${report.subject}`, creator: "Keymark", created: new Date(report.dataAsAt) },
  });
}

const csvValue = ({ text }: Value): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

const csvLine = ({ cells }: SheetRow): string => cells.map(csvValue).join(",");

/** The report as CSV (RFC 4180, with a byte order mark, lines end in CRLF): its cover, then its blocks in order. */
export function reportCsv(report: BuiltReport): string {
  const body = sectionsOf(report.blocks).flatMap(({ blocks }) => [empty, ...blocks.flatMap(blockRows)]);
  return `\uFEFF${[...coverRows(report), ...body].map(csvLine).join("\r\n")}\r\n`;
}
