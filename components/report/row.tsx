import { type Drawing, moved } from "@/components/charts/shape";
import { paintShapes } from "./drawn-chart";
import { Painted } from "./tagged/elements";
import { type Faces, type Weight, widthOf, wrapWords } from "./tagged/fonts";
import { pathOperators, polygon, rectangle } from "./tagged/operators";
import type { Canvas, StructElement } from "./tagged/shapes";

export interface PaperCell {
  text: string;
  align: "left" | "right";
  scope?: "Row" | "Column";
  /** Stands before the text. */
  drawing?: Drawing;
}

export interface PaperRow {
  cells: PaperCell[];
  look?: "head" | "own" | "total";
}

const rowSize = 9;
const leading = 12;
const padX = 4;
const padY = 2;
/** A row of more lines than this would not fit on a page and goes on in a further row. */
const mostLines = 48;

const bold = new Set<PaperRow["look"]>(["head", "own", "total"]);
const weightOf = (row: PaperRow): Weight => (bold.has(row.look) ? 700 : 400);

export interface RowSetting {
  faces: Faces;
  /** Points, one per column. */
  widths: number[];
}

const widthOfAll = ({ widths }: RowSetting): number => widths.reduce((sum, width) => sum + width, 0);
const drawnWidth = ({ drawing }: PaperCell): number => (drawing ? drawing.width + padX : 0);

type Lines = string[][];

/** A row whose lines are known; `parts` is more than one only for a row taller than a page. */
export interface MeasuredRow {
  row: PaperRow;
  parts: Lines[];
  /** Points. */
  height: number;
}

const tall = (lines: Lines): number => Math.max(1, ...lines.map((cell) => cell.length)) * leading + 2 * padY;

/** The width that the longest word of a head needs in its cell. */
export const headWidth = (text: string, faces: Faces): number =>
  Math.max(...text.split(" ").map((word) => widthOf(faces[700], word, rowSize))) + 2 * padX;

export function measureRow(row: PaperRow, { faces, widths }: RowSetting): MeasuredRow {
  const font = faces[weightOf(row)];
  const lines = row.cells.map((cell, i) =>
    wrapWords(cell.text, { font, size: rowSize, max: (widths[i] ?? 0) - 2 * padX - drawnWidth(cell) }),
  );
  const count = Math.ceil(Math.max(1, ...lines.map((cell) => cell.length)) / mostLines);
  const parts =
    count === 1
      ? [lines]
      : Array.from({ length: count }, (_, k) => lines.map((cell) => cell.slice(k * mostLines, (k + 1) * mostLines)));
  return { row, parts, height: parts.reduce((sum, part) => sum + tall(part), 0) };
}

/**
 * A table row: one node for the layout, its cells measured, wrapped and drawn here. That is five times as fast as a node
 * per cell. Widths are fixed, a row is never broken over pages, and a repeated head is an artifact after the first.
 */
export function Row({ measured, setting }: { measured: MeasuredRow; setting: RowSetting }) {
  const { row, parts } = measured;
  return parts.map((lines, i) => (
    <Painted
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one row never change their order
      key={i}
      tag={{ type: "TR" }}
      height={tall(lines)}
      repeat={row.look === "head"}
      paint={(canvas, element, { height }) =>
        paintRow(canvas, element, { row, lines, setting, box: { top: 0, width: widthOfAll(setting), height } })
      }
    />
  ));
}

/** The row inside a node that paints a whole table. */
export function paintRows(
  canvas: Canvas,
  { row, parts }: MeasuredRow,
  place: { table: StructElement; setting: RowSetting; top: number },
): void {
  const { table, setting } = place;
  const width = widthOfAll(setting);
  let { top } = place;
  for (const lines of parts) {
    const element = canvas.element("TR");
    table.add(element);
    const height = tall(lines);
    paintRow(canvas, element, { row, lines, setting, box: { top, width, height } });
    top += height;
  }
}

interface RowBox {
  top: number;
  width: number;
  height: number;
}

function paintRow(
  canvas: Canvas,
  element: StructElement | null,
  { row, lines, setting, box }: { row: PaperRow; lines: Lines; setting: RowSetting; box: RowBox },
): void {
  if (element) canvas.beginArtifact("Layout");
  paintGround(canvas, row, box);
  let x = 0;
  for (const [i, cell] of row.cells.entries()) {
    const width = setting.widths[i] ?? 0;
    const own = element && cellElement(canvas, element, cell);
    if (own) canvas.begin(own);
    paintCell(canvas, { lines: lines[i] ?? [], x, width, box, row, cell, faces: setting.faces });
    x += width;
  }
  if (element) canvas.stop();
}

function cellElement(canvas: Canvas, row: StructElement, cell: PaperCell): StructElement {
  const element = canvas.element(cell.scope ? "TH" : "TD", { scope: cell.scope });
  row.add(element);
  return element;
}

function paintGround(canvas: Canvas, row: PaperRow, { top, width, height }: RowBox): void {
  const bottom = top + height;
  const head = row.look === "head";
  if (row.look === "own") canvas.operators(pathOperators(rectangle(0, top, [width, height]), { fill: "#E3EEEE" }));
  const rules = row.look === "total" ? [top, bottom] : [bottom];
  for (const y of rules) {
    const path = polygon(
      [
        [0, y],
        [width, y],
      ],
      false,
    );
    const strong = head || (row.look === "total" && y === top);
    canvas.operators(pathOperators(path, { stroke: strong ? "#1A1A1A" : "#C8C8C8", width: strong ? 1 : 0.5 }));
  }
}

function paintCell(
  canvas: Canvas,
  place: { lines: string[]; x: number; width: number; box: RowBox; row: PaperRow; cell: PaperCell; faces: Faces },
): void {
  const { lines, x, width, box, row, cell } = place;
  const font = place.faces[weightOf(row)];
  const top = box.top + (row.look === "head" ? box.height - padY - lines.length * leading : padY);
  const shapes = cell.drawing?.shapes.map((shape) => moved(shape, [x + padX, top])) ?? [];
  paintShapes(shapes, { canvas, faces: place.faces });
  for (const [k, text] of lines.entries()) {
    const indent =
      cell.align === "right" ? width - padX - widthOf(font, text.trimEnd(), rowSize) : padX + drawnWidth(cell);
    const y = top + (k + 0.75) * leading;
    canvas.words(text, { font, size: rowSize, x: x + indent, y, colour: "#1A1A1A" });
  }
}
