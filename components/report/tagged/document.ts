import PDFDocument from "pdfkit";
import { colourOperands, number } from "./operators";
import type { Canvas, EmbeddedFont, NodeBox, PdfKitDocument, ShapedFont, StructElement } from "./shapes";

const paints = /(?:^BT| m| re| Do| sh)$/;
const pathStarts = / (?:m|re)$/;
const pathEnds = /^(?:f\*?|B\*?|b\*?|s|S|n|W\*? n)$/;
const marks = / (?:BDC|BMC)$|^EMC$/;

// The typings of pdfkit leave out the members that marking needs; shapes.ts says which those are.
const Base = PDFDocument as unknown as new (options: object) => PdfKitDocument;

/**
 * A pdfkit document whose marks are lazy: `begin` and `beginArtifact` only say what comes, and a mark is opened at the
 * first operator that paints. So marks are always balanced, never nested, and never inside a text object or a path;
 * borders and backgrounds of react-pdf become artifacts by themselves. Own fields start with `tag`, because pdfkit keeps
 * its state and methods (`path`, `page`, `link` …) on the same object.
 */
export class TaggedDocument extends Base implements Canvas {
  tagFonts?: Map<object, EmbeddedFont>;
  tagElement: StructElement | null = null;
  tagArtifact: "Layout" | "Pagination" = "Layout";
  tagOpen = false;
  tagInPath = false;
  tagBeforeEnd?: () => void;
  /** Saved states (q) that have not painted yet: an empty q … Q is never written. */
  tagHeld: string[][] = [];
  tagGlyphs = new Map<EmbeddedFont, Map<string, string>>();

  /**
   * One embedded font per parsed font: pdfkit would make a new one for every run of text. A standard font is not
   * embedded, which an accessible document may not have.
   */
  override font(source: unknown, family?: unknown, size?: number): this {
    // pdfkit calls this once from its constructor, with no font and before the fields exist.
    if (source === null || source === undefined) return this;
    if (typeof source !== "object")
      throw new Error(`The font ${String(source)} is not embedded: set fontFamily on this text.`);
    this.tagFonts ??= new Map();
    const points = typeof family === "number" ? family : size;
    const known = this.tagFonts.get(source);
    if (!known) {
      super.font(source, undefined, points);
      this.tagFonts.set(source, this._font);
      return this;
    }
    this._font = known;
    return points === undefined ? this : this.fontSize(points);
  }

  override addContent(operators: string): this {
    if (!this.tagHeld) return super.addContent(operators);
    const painting = paints.test(operators);
    if (painting) this.openMark();
    if (operators === "q") {
      this.tagHeld.push([operators]);
      return this;
    }
    if (this.tagHeld.length > 0 && !marks.test(operators)) {
      if (operators === "Q") {
        this.tagHeld.pop();
        return this;
      }
      if (!painting && !(this.tagInPath && pathEnds.test(operators))) {
        this.tagHeld.at(-1)?.push(operators);
        return this;
      }
      this.release();
    }
    if (pathStarts.test(operators)) this.tagInPath = true;
    else if (pathEnds.test(operators)) this.tagInPath = false;
    return super.addContent(operators);
  }

  /** Writes what was held back, because something paints now. */
  private release(): void {
    for (const state of this.tagHeld) for (const operators of state) super.addContent(operators);
    this.tagHeld = [];
  }

  private openMark(): void {
    if (this.tagOpen || !this.page) return;
    this.tagOpen = true;
    if (this.tagElement) {
      this.tagElement.add(super.markStructureContent(String(this.tagElement.dictionary.data.S)));
    } else {
      super.markContent("Artifact", { type: this.tagArtifact });
    }
  }

  begin(element: StructElement): void {
    this.stop();
    this.tagElement = element;
  }

  beginArtifact(type: "Layout" | "Pagination"): void {
    this.stop();
    this.tagArtifact = type;
  }

  stop(): void {
    if (this.tagOpen) {
      this.tagOpen = false;
      super.endMarkedContent();
    }
    this.tagElement = null;
    this.tagArtifact = "Layout";
  }

  element(type: string, options: { alt?: string; scope?: "Row" | "Column" } = {}): StructElement {
    return super.struct(type, options);
  }

  override addPage(options?: unknown): this {
    if (this.page) this.stop();
    return super.addPage(options);
  }

  override addNamedDestination(name: unknown, ...rest: unknown[]): this {
    if (typeof name !== "function") return super.addNamedDestination(name, ...rest);
    name();
    return this;
  }

  /** react-pdf's renderer ends the document itself; the structure tree has to be closed just before. */
  override end(): void {
    this.stop();
    this.tagBeforeEnd?.();
    super.end();
  }

  operators(source: string): void {
    this.openMark();
    this.release();
    super.addContent(`q\n${source}\nQ`);
  }

  /** The page is flipped so that y runs down; the text matrix flips the letters back. */
  words(text: string, place: { font: ShapedFont; size: number; x: number; y: number; colour?: string }): void {
    if (text === "") return;
    const { font, size, x, y } = place;
    this.font(font);
    const embedded = this._font;
    if (this.page) this.page.fonts[embedded.id] ??= embedded.ref();
    const matrix = `1 0 0 -1 ${number(x)} ${number(y)} Tm`;
    this.openMark();
    this.release();
    super.addContent(
      `BT\n/DeviceRGB cs ${colourOperands(place.colour ?? "#000000")} scn\n/${embedded.id} ${number(size)} Tf\n${matrix}\n[${this.glyphsOf(text, font, embedded)}] TJ\nET`,
    );
  }

  /** A document repeats most of its numbers and words: their glyphs are looked up once per font. */
  private glyphsOf(text: string, font: ShapedFont, embedded: EmbeddedFont): string {
    const known = this.tagGlyphs.get(embedded) ?? new Map<string, string>();
    this.tagGlyphs.set(embedded, known);
    let operand = known.get(text);
    if (operand === undefined) {
      operand = glyphs(text, font, embedded);
      known.set(text, operand);
    }
    return operand;
  }

  pageBox({ left, top, width, height }: NodeBox): number[] {
    const [a, b, c, d, x, y] = this._ctm;
    const corner = (u: number, v: number): [number, number] => [a * u + c * v + x, b * u + d * v + y];
    const [x1, y1] = corner(left, top);
    const [x2, y2] = corner(left + width, top + height);
    return [Math.min(x1, x2), Math.min(y1, y2), Math.max(x1, x2), Math.max(y1, y2)];
  }
}

/** The operand of TJ: glyphs of the document's subset in hex, with kerning between them. */
function glyphs(text: string, font: ShapedFont, embedded: EmbeddedFont): string {
  const run = font.layout(text);
  const parts: string[] = [];
  let hex = "";
  for (const [i, glyph] of run.glyphs.entries()) {
    const id = embedded.subset.includeGlyph(glyph.id);
    embedded.widths[id] ??= glyph.advanceWidth * embedded.scale;
    embedded.unicode[id] ??= glyph.codePoints;
    hex += id.toString(16).padStart(4, "0");
    const kern = ((run.positions[i]?.xAdvance ?? glyph.advanceWidth) - glyph.advanceWidth) * embedded.scale;
    if (Math.abs(kern) < 0.01) continue;
    parts.push(`<${hex}> ${number(-kern)}`);
    hex = "";
  }
  if (hex) parts.push(`<${hex}>`);
  return parts.join(" ");
}
