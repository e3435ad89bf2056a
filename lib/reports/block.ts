import { type Figure, figureText, numberText, type Reason, reasonWords } from "@/lib/measures/figure";

/**
 * A report is a list of blocks: plain JSON, built once, drawn to HTML, to paper (react-pdf) and to sheets (XLSX, CSV).
 * Adding a kind without drawing it everywhere does not compile (`Record<BlockKind, …>`).
 */
export type Block = HeadingBlock | TextBlock | TableBlock | ChartBlock | MatrixBlock | NoteBlock | PageBlock;
export type BlockKind = Block["kind"];

/** Level 1 is the report's title (once), 2 a section, 3 a part of it. */
export interface HeadingBlock {
  kind: "heading";
  level: 1 | 2 | 3;
  text: string;
}

/** A paragraph; `lead` is set larger. */
export interface TextBlock {
  kind: "text";
  text: string;
  lead?: boolean;
}

/** Small print: a definition, a source, a caution. */
export interface NoteBlock {
  kind: "note";
  label: string;
  text: string;
}

/** Paper and sheets start a new page (sheet) here, named by `title`; the screen shows a rule. */
export interface PageBlock {
  kind: "page";
  title: string;
}

export interface TableColumn {
  key: string;
  label: string;
  /** Printed in the head after the label, e.g. "%". */
  unit?: string;
  align?: "left" | "right";
  /** Relative width; 1 when left out. */
  width?: number;
}

/** Figures of successive years: written out in order, and drawn small beside it. */
export interface Trend {
  trend: Figure[];
}

/** A cell is words, a plain number, a figure (value or reason) or a small trend. */
export type Cell = string | number | Figure | Trend | null;

export interface TableBlock {
  kind: "table";
  caption: string;
  columns: TableColumn[];
  rows: { cells: Record<string, Cell>; emphasis?: "own" | "total" }[];
  /** Pupils' names or UPNs are in it: only built for readers with child-level rights. */
  pupils?: true;
  /** Said below the table when it has no rows. */
  empty?: string;
}

export interface ChartSeries {
  label: string;
  /** The reader's own school is drawn in the accent colour, comparators in greys. */
  role: "own" | "locality" | "la" | "national" | "other";
  /** One per entry of `x`. */
  points: Figure[];
}

/** A chart is a finding (a sentence), a picture, and the same data as a table. */
export interface ChartBlock {
  kind: "chart";
  /** A spread is one series over many successive values, drawn as thin columns and listed in tens. */
  form: "line" | "bars" | "columns" | "spread";
  finding: string;
  /** What is measured, with its unit, e.g. "Good level of development, % of children". */
  title: string;
  x: string[];
  xLabel: string;
  unit: "percent" | "number" | "mean";
  /** Upper end of the value axis; 100 for percent. */
  max?: number;
  series: ChartSeries[];
  /** A spread's line before an entry of `x`, with what it says. */
  threshold?: { before: string; label: string };
  /** A table that holds this data and more of the same; else it is made of the series. */
  table?: TableBlock;
}

/** Rows against columns, e.g. areas of learning against goals or prior against later attainment. */
export interface MatrixBlock {
  kind: "matrix";
  caption: string;
  rowsLabel: string;
  columns: string[];
  rows: { label: string; cells: Cell[] }[];
}

/** A built report: its blocks with what every form prints about them. */
export interface BuiltReport {
  id: string;
  title: string;
  /** Whose data this is: the school's name and DfE number, or the authority. */
  subject: string;
  year: number;
  /** "Level 1", "Level 3: no pupil is named" …, printed in the footer. */
  level: string;
  /** ISO date-time of the newest import or change that the figures rest on. */
  dataAsAt: string;
  blocks: Block[];
}

export interface Section {
  /** The page block's title; the first section of a report has none. */
  title?: string;
  blocks: Block[];
}

/**
 * The report cut at its page blocks. A page whose first block is no heading gets its title as a heading of level 2,
 * so that the title is read on every form. The report's own title stands with its first page, never on one of its own.
 */
export function sectionsOf(blocks: Block[]): Section[] {
  const sections: Section[] = [{ blocks: [] }];
  for (const [i, block] of blocks.entries()) {
    if (block.kind !== "page") {
      sections.at(-1)?.blocks.push(block);
      continue;
    }
    const titled = blocks[i + 1]?.kind === "heading";
    sections.push({ title: block.title, blocks: titled ? [] : [{ kind: "heading", level: 2, text: block.title }] });
  }
  const [first, second, ...rest] = sections;
  const titleOnly = first?.blocks.every((block) => block.kind === "heading" && block.level === 1);
  if (!first || !second || !titleOnly) return sections.filter(({ blocks }) => blocks.length > 0);
  return [{ ...second, blocks: [...first.blocks, ...second.blocks] }, ...rest];
}

export const isTrend = (cell: Cell): cell is Trend => typeof cell === "object" && cell !== null && "trend" in cell;
export const isFigure = (cell: Cell): cell is Figure => typeof cell === "object" && cell !== null && !isTrend(cell);

/** The reason of a withheld figure; undefined for everything else. */
export const reasonOf = (cell: Cell): Reason | undefined =>
  isFigure(cell) && "withheld" in cell ? cell.withheld : undefined;

/** A cell as every form prints it. A plain number is whole or has one decimal; an empty cell is "". */
export function cellText(cell: Cell): string {
  if (cell === null) return "";
  if (typeof cell === "string") return cell;
  if (typeof cell === "number") return numberText(cell, Number.isInteger(cell) ? "number" : "mean");
  return isTrend(cell) ? cell.trend.map(figureText).join(" · ") : figureText(cell);
}

export const columnText = (column: TableColumn): string =>
  column.unit ? `${column.label}, ${column.unit}` : column.label;

/** Columns are right aligned when they say so or when their first filled cell is a number or a figure. */
export function alignOf(table: TableBlock, column: TableColumn): "left" | "right" {
  if (column.align) return column.align;
  const first = table.rows.map((row) => row.cells[column.key] ?? null).find((cell) => cell !== null);
  return first === undefined || typeof first === "string" || isTrend(first) ? "left" : "right";
}

/** What the short marks in these cells mean, each once, in the order they appear. */
export function reasonsIn(table: TableBlock): string[] {
  const cells = table.rows.flatMap((row) =>
    table.columns
      .map((column) => row.cells[column.key] ?? null)
      .flatMap((cell) => (isTrend(cell) ? cell.trend : [cell])),
  );
  const reasons = cells.map(reasonOf).filter((reason) => reason !== undefined);
  return [...new Set(reasons.map((reason) => reasonWords[reason].long))];
}

/** A spread's values in tens, so that forty of them take five rows. */
function spreadTable({ title, x, xLabel, series }: ChartBlock): TableBlock {
  const points = new Map(x.map((label, at) => [Number(label), series[0]?.points[at] ?? null]));
  const tens = [...new Set([...points.keys()].map((value) => Math.floor(value / 10)))];
  const units = Array.from({ length: 10 }, (_, unit) => unit);
  return {
    kind: "table",
    caption: title,
    columns: [
      { key: "tens", label: xLabel, align: "left", width: 1.6 },
      ...units.map((unit) => ({ key: `u${unit}`, label: `…${unit}`, align: "right" as const, width: 0.6 })),
    ],
    rows: tens.map((ten) => {
      const held = units.filter((unit) => points.has(10 * ten + unit));
      const [first, last] = [held[0] ?? 0, held.at(-1) ?? 0].map((unit) => 10 * ten + unit);
      return {
        cells: {
          tens: first === last ? `${first} only` : `${first} to ${last}`,
          ...Object.fromEntries(units.map((unit) => [`u${unit}`, points.get(10 * ten + unit) ?? null])),
        },
      };
    }),
  };
}

/** The chart's data as a table: its own; else one row per entry of `x` and one column per series, or in tens. */
export function chartTable(chart: ChartBlock): TableBlock {
  if (chart.table) return chart.table;
  if (chart.form === "spread") return spreadTable(chart);
  return {
    kind: "table",
    caption: chart.title,
    columns: [
      { key: "x", label: chart.xLabel, align: "left", width: 1.6 },
      ...chart.series.map((series, i) => ({ key: `s${i}`, label: series.label, align: "right" as const })),
    ],
    rows: chart.x.map((x, at) => ({
      cells: { x, ...Object.fromEntries(chart.series.map((series, i) => [`s${i}`, series.points[at] ?? null])) },
    })),
  };
}

export function matrixTable(matrix: MatrixBlock): TableBlock {
  return {
    kind: "table",
    caption: matrix.caption,
    columns: [
      { key: "row", label: matrix.rowsLabel, align: "left", width: 2 },
      ...matrix.columns.map((label, i) => ({ key: `c${i}`, label, align: "right" as const })),
    ],
    rows: matrix.rows.map((row) => ({
      cells: { row: row.label, ...Object.fromEntries(row.cells.map((cell, i) => [`c${i}`, cell])) },
    })),
  };
}

/** "24 November 2026, 14:05", in the time of London; the text itself when it is no date. */
export function asAtText(iso: string): string {
  const at = new Date(iso);
  if (Number.isNaN(at.getTime())) return iso;
  return at
    .toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/London" })
    .replace(" at ", ", ");
}
