import { join } from "node:path";
import { type Font, openSync } from "fontkit";
import PDFDocument from "pdfkit";
import { chartDrawing } from "@/components/charts/geometry";
import type { Point, Shape } from "@/components/charts/shape";
import {
  alignOf,
  type Block,
  type BuiltReport,
  cellText,
  chartTable,
  columnText,
  sectionsOf,
  type TableBlock,
} from "@/lib/reports/block";

const margin = 51;
const width = 493;
const foot = 760;
const folder = join(process.cwd(), "node_modules/@expo-google-fonts/source-sans-3");

let fonts: { regular: Font; bold: Font } | undefined;

function parsedFonts(): { regular: Font; bold: Font } {
  fonts ??= {
    regular: openSync(join(folder, "400Regular/SourceSans3_400Regular.ttf")) as Font,
    bold: openSync(join(folder, "700Bold/SourceSans3_700Bold.ttf")) as Font,
  };
  return fonts;
}

/** The bare limit: the same words, rules and charts set by pdfkit alone, line by line, without layout engine or tags. */
export function plainPdf(report: BuiltReport): Promise<Buffer> {
  const setter = new Setter();
  for (const { blocks } of sectionsOf(report.blocks)) {
    setter.newPage();
    for (const block of blocks) setter.block(block);
  }
  return setter.finish();
}

class Setter {
  private readonly document = new PDFDocument({ size: "A4", margin, autoFirstPage: false, bufferPages: true });
  private readonly chunks: Buffer[] = [];
  private readonly done = new Promise<Buffer>((resolve) => {
    this.document.on("data", (chunk: Buffer) => this.chunks.push(chunk));
    this.document.on("end", () => resolve(Buffer.concat(this.chunks)));
  });
  private y = margin;

  constructor() {
    const { regular, bold } = parsedFonts();
    // pdfkit takes parsed fonts; its typings list only paths and bytes.
    this.document.registerFont("regular", regular as unknown as Buffer);
    this.document.registerFont("bold", bold as unknown as Buffer);
  }

  newPage(): void {
    this.document.addPage();
    this.y = margin;
  }

  finish(): Promise<Buffer> {
    this.document.end();
    return this.done;
  }

  block(block: Block): void {
    if (block.kind === "heading") this.paragraph(block.text, "bold", 15);
    if (block.kind === "text") this.paragraph(block.text, "regular", 10);
    if (block.kind === "note") this.paragraph(`${block.label} ${block.text}`, "regular", 8.5);
    if (block.kind === "table") this.table(block);
    if (block.kind !== "chart") return;
    this.paragraph(block.finding, "bold", 11.5);
    this.paragraph(block.title, "regular", 8.5);
    const drawing = chartDrawing(block, { width, size: 8.5 });
    this.room(drawing.height);
    for (const shape of drawing.shapes) this.shape(shape);
    this.y += drawing.height;
    this.table(chartTable(block));
  }

  private room(height: number): void {
    if (this.y + height > foot) this.newPage();
  }

  private paragraph(text: string, font: string, size: number): void {
    this.room(size * 1.4);
    this.document.font(font).fontSize(size).text(text, margin, this.y, { width });
    this.y = this.document.y + 6;
  }

  private table(table: TableBlock): void {
    this.paragraph(table.caption, "bold", 10);
    const all = table.columns.reduce((sum, column) => sum + (column.width ?? 1), 0);
    const widths = table.columns.map((column) => ((column.width ?? 1) / all) * width);
    const aligns = table.columns.map((column) => alignOf(table, column));
    const head = table.columns.map(columnText);
    this.row(head, { widths, aligns, font: "bold" });
    for (const { cells } of table.rows) {
      this.row(
        table.columns.map((column) => cellText(cells[column.key] ?? null)),
        { widths, aligns, font: "regular" },
      );
    }
  }

  private row(cells: string[], how: { widths: number[]; aligns: ("left" | "right")[]; font: string }): void {
    this.room(17);
    this.document.font(how.font).fontSize(9).fillColor("#1A1A1A");
    let x = margin;
    let bottom = this.y + 12;
    for (const [i, text] of cells.entries()) {
      const cell = how.widths[i] ?? 0;
      const wide = this.document.widthOfString(text);
      const fits = wide <= cell - 8;
      const at = how.aligns[i] === "right" && fits ? x + cell - 4 - wide : x + 4;
      this.document.text(text, at, this.y + 2.6, fits ? { lineBreak: false } : { width: cell - 8 });
      if (!fits) bottom = Math.max(bottom, this.document.y);
      x += cell;
    }
    this.y = bottom + 5;
    this.document
      .moveTo(margin, this.y)
      .lineTo(margin + width, this.y)
      .lineWidth(0.5)
      .stroke("#C8C8C8");
  }

  private at([x, y]: Point): [number, number] {
    return [margin + x, this.y + y];
  }

  private shape(shape: Shape): void {
    if (shape.kind === "text") this.label(shape);
    else if (shape.kind === "circle") {
      this.document.circle(...this.at(shape.at), shape.radius).lineWidth(shape.width);
      this.document.fillAndStroke(shape.fill, shape.stroke);
    } else this.path(shape);
  }

  private label({ text, at, anchor, size, fill, bold }: Extract<Shape, { kind: "text" }>): void {
    this.document
      .font(bold ? "bold" : "regular")
      .fontSize(size)
      .fillColor(fill);
    const back = { start: 0, middle: 0.5, end: 1 }[anchor] * this.document.widthOfString(text);
    const [x, y] = this.at(at);
    this.document.text(text, x - back, y - size, { lineBreak: false });
  }

  private path(shape: Extract<Shape, { kind: "line" | "path" }>): void {
    const { document } = this;
    const { points, fill, closed } =
      shape.kind === "line" ? { points: [shape.from, shape.to], fill: undefined, closed: false } : shape;
    for (const [i, point] of points.entries()) document[i === 0 ? "moveTo" : "lineTo"](...this.at(point));
    if (closed) document.closePath();
    document.lineWidth(shape.width ?? 1);
    if (shape.dash) document.dash(shape.dash[0] ?? 1, { space: shape.dash[1] ?? 1 });
    if (fill) document.fillAndStroke(fill, shape.stroke ?? fill);
    else document.stroke(shape.stroke);
    if (shape.dash) document.undash();
  }
}
