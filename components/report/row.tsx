import { Painted } from "./tagged/elements";
import { type Faces, type Weight, widthOf, wrapWords } from "./tagged/fonts";
import { pathOperators, polygon, rectangle } from "./tagged/operators";
import type { Canvas, Paint, StructElement } from "./tagged/shapes";

export interface PaperCell {
  text: string;
  align: "left" | "right";
  scope?: "Row" | "Column";
}

export interface PaperRow {
  cells: PaperCell[];
  look?: "head" | "own" | "total";
}

export const rowSize = 9;
const leading = 12;
const padX = 4;
const padY = 2.6;
/** A row of more lines than this would not fit on a page and goes on in a further row. */
const mostLines = 48;

const bold = new Set<PaperRow["look"]>(["head", "own", "total"]);
const weightOf = (row: PaperRow): Weight => (bold.has(row.look) ? 700 : 400);

export interface RowSetting {
  faces: Faces;
  /** Points, one per column. */
  widths: number[];
}

type Lines = string[][];

/** The cells' lines, cut into parts of at most `mostLines` lines. */
function partsOf(row: PaperRow, { faces, widths }: RowSetting): Lines[] {
  const font = faces[weightOf(row)];
  const lines = row.cells.map((cell, i) =>
    wrapWords(cell.text, { font, size: rowSize, max: (widths[i] ?? 0) - 2 * padX }),
  );
  const parts = Math.ceil(Math.max(1, ...lines.map((cell) => cell.length)) / mostLines);
  return Array.from({ length: parts }, (_, k) => lines.map((cell) => cell.slice(k * mostLines, (k + 1) * mostLines)));
}

const tall = (lines: Lines): number => Math.max(1, ...lines.map((cell) => cell.length)) * leading + 2 * padY;

/** The height of a row in points. */
export const rowHeight = (row: PaperRow, setting: RowSetting): number =>
  partsOf(row, setting).reduce((sum, lines) => sum + tall(lines), 0);

/**
 * A table row: one node for the layout, its cells measured, wrapped and drawn here. That is five times as fast as a node
 * per cell. Widths are fixed, a row is never broken over pages, and a repeated head is an artifact after the first.
 */
export function Row({ row, setting }: { row: PaperRow; setting: RowSetting }) {
  return partsOf(row, setting).map((lines, i) => (
    <Painted
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of one row never change their order
      key={i}
      tag={{ type: "TR" }}
      height={tall(lines)}
      repeat={row.look === "head"}
      paint={paintRow(row, lines, setting)}
    />
  ));
}

function paintRow(row: PaperRow, lines: Lines, setting: RowSetting): Paint {
  return (canvas, element, box) => {
    if (element) canvas.beginArtifact("Layout");
    paintGround(canvas, row, box);
    let x = 0;
    for (const [i, cell] of row.cells.entries()) {
      const width = setting.widths[i] ?? 0;
      const own = element && cellElement(canvas, element, cell);
      if (own) canvas.begin(own);
      paintCell(canvas, { lines: lines[i] ?? [], x, width, height: box.height, row, cell, faces: setting.faces });
      x += width;
    }
    if (element) canvas.stop();
  };
}

function cellElement(canvas: Canvas, row: StructElement, cell: PaperCell): StructElement {
  const element = canvas.element(cell.scope ? "TH" : "TD", { scope: cell.scope });
  row.add(element);
  return element;
}

function paintGround(canvas: Canvas, row: PaperRow, box: { width: number; height: number }): void {
  const { width, height } = box;
  const head = row.look === "head";
  if (row.look === "own") canvas.operators(pathOperators(rectangle(0, 0, [width, height]), { fill: "#E3EEEE" }));
  const rules = row.look === "total" ? [0, height] : [height];
  for (const y of rules) {
    const path = polygon(
      [
        [0, y],
        [width, y],
      ],
      false,
    );
    const strong = head || (row.look === "total" && y === 0);
    canvas.operators(pathOperators(path, { stroke: strong ? "#1A1A1A" : "#C8C8C8", width: strong ? 1 : 0.5 }));
  }
}

function paintCell(
  canvas: Canvas,
  place: { lines: string[]; x: number; width: number; height: number; row: PaperRow; cell: PaperCell; faces: Faces },
): void {
  const { lines, x, width, height, row, cell } = place;
  const font = place.faces[weightOf(row)];
  const top = row.look === "head" ? height - padY - lines.length * leading : padY;
  for (const [k, text] of lines.entries()) {
    const indent = cell.align === "right" ? width - padX - widthOf(font, text.trimEnd(), rowSize) : padX;
    canvas.words(text, {
      font,
      size: rowSize,
      x: x + indent,
      y: top + k * leading + leading * 0.75,
      colour: "#1A1A1A",
    });
  }
}
