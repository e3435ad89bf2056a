/**
 * What we use of the inner shapes of react-pdf, pdfkit and fontkit. None of it is published as an interface, so the
 * versions are pinned exactly in package.json, and the checker in the tests is what says that they still fit.
 */

/** A tag's identity means "the same structure element": page breaking copies props, so parts of a node share it. */
export interface Tag {
  type: "H1" | "H2" | "H3" | "P" | "Table" | "Caption" | "TR" | "Figure";
  alt?: string;
}

export interface NodeBox {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** A node of react-pdf's laid out document. */
export interface LayoutNode {
  type: string;
  box?: NodeBox;
  style: Record<string, unknown>;
  props: NodeProps;
  children?: LayoutNode[];
}

export interface NodeProps {
  tag?: Tag;
  paint?: Paint;
  fixed?: boolean;
  /** react-pdf hands it to `addNamedDestination` when the node has been drawn; ours is a function and is run there. */
  id?: () => void;
  title?: string;
  language?: string;
  creationDate?: Date;
}

/** Draws a node's inside with its top left corner at 0, 0; `element` is null where the node is an artifact. */
export type Paint = (canvas: Canvas, element: StructElement | null, box: NodeBox) => void;

export interface StructElement {
  dictionary: { data: Record<string, unknown> };
  add(child: StructElement | StructContent): StructElement;
  end(): void;
}

/** A piece of marked content on a page; pdfkit's own, passed on unread. */
export type StructContent = { readonly structContent?: never };

export interface Canvas {
  begin(element: StructElement): void;
  beginArtifact(type: "Layout" | "Pagination"): void;
  stop(): void;
  element(type: string, options?: { alt?: string; scope?: "Row" | "Column" }): StructElement;
  /** Text with its baseline starting at `x`, `y`. */
  words(text: string, place: { font: ShapedFont; size: number; x: number; y: number; colour?: string }): void;
  /** Path operators in the node's coordinates, painted at once, with the state they set undone afterwards. */
  operators(source: string): void;
  /** A box in node coordinates as page coordinates (origin at the bottom left), as /BBox wants it. */
  pageBox(box: NodeBox): number[];
}

export interface Glyph {
  id: number;
  advanceWidth: number;
  codePoints: number[];
}

export interface GlyphRun {
  glyphs: Glyph[];
  positions: { xAdvance: number; xOffset: number; yOffset: number }[];
  advanceWidth: number;
}

/** The part of a fontkit font that we call; `layout` is replaced by one that remembers words. */
export interface ShapedFont {
  unitsPerEm: number;
  ascent: number;
  descent: number;
  layout(text: string, ...rest: unknown[]): GlyphRun;
}

/** pdfkit's font in one document. */
export interface EmbeddedFont {
  id: string;
  scale: number;
  subset: { includeGlyph(id: number): number };
  widths: number[];
  unicode: number[][];
  ref(): object;
}

/** The members of pdfkit's document that the tagged one calls or overrides. */
export interface PdfKitDocument {
  page?: { width: number; height: number; fonts: Record<string, object> };
  _font: EmbeddedFont;
  _ctm: [number, number, number, number, number, number];
  on(event: "data", listener: (chunk: Buffer) => void): this;
  on(event: "end", listener: () => void): this;
  on(event: "error", listener: (error: Error) => void): this;
  font(source: unknown, family?: unknown, size?: number): this;
  fontSize(size: number): this;
  addContent(operators: string): this;
  addPage(options?: unknown): this;
  addNamedDestination(name: unknown, ...rest: unknown[]): this;
  markContent(tag: string, options?: object): this;
  markStructureContent(tag: string): StructContent;
  endMarkedContent(): this;
  struct(type: string, options?: object): StructElement;
  addStructure(element: StructElement): this;
  end(): void;
}
