import type { Figure } from "@/lib/measures/figure";

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

/** A cell is words, a plain number, or a figure (value or reason). */
export type Cell = string | number | Figure | null;

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
  form: "line" | "bars" | "columns";
  finding: string;
  /** What is measured, with its unit, e.g. "Good level of development, % of children". */
  title: string;
  x: string[];
  xLabel: string;
  unit: "percent" | "number" | "mean";
  /** Upper end of the value axis; 100 for percent. */
  max?: number;
  series: ChartSeries[];
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
