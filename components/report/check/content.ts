import { decodePDFRawStream, PDFArray, PDFDict, PDFName, type PDFPage, PDFRawStream } from "pdf-lib";

/** What a page paints, by mark: text of each marked content id, and faults of the marks themselves. */
export interface PageContent {
  text: Map<number, string>;
  faults: string[];
  /** Text in artifacts, e.g. the footer. */
  artifacts: string;
}

const tokens = /\((?:\\.|[^\\)])*\)|<<[\s\S]*?>>|<[0-9A-Fa-f\s]*>|\[|\]|\/[^\s/[\]<>()]+|[^\s[\]<>()/]+/g;
const painting = new Set("f F f* B B* b b* S s Tj TJ ' \" Do sh".split(" "));
const path = new Set("m l c v y re h".split(" "));
const pathEnd = new Set("f F f* B B* b b* S s n".split(" "));

function sourceOf(page: PDFPage): string {
  const contents = page.node.lookup(PDFName.of("Contents"));
  const streams =
    contents instanceof PDFArray ? contents.asArray().map((ref) => page.doc.context.lookup(ref)) : [contents];
  return streams
    .map((stream) => {
      if (!(stream instanceof PDFRawStream)) throw new Error("a page's content is no stream");
      return Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1");
    })
    .join("\n");
}

type Letters = Map<number, string>;

/** Glyph numbers to text, from the font's ToUnicode map (bfchar and bfrange with arrays, as pdfkit writes them). */
function lettersOf(font: PDFDict): Letters {
  const letters: Letters = new Map();
  const stream = font.lookup(PDFName.of("ToUnicode"));
  if (!(stream instanceof PDFRawStream)) return letters;
  const source = Buffer.from(decodePDFRawStream(stream).decode()).toString("latin1");
  for (const range of source.matchAll(/<([0-9a-f]+)>\s*<[0-9a-f]+>\s*\[([^\]]*)\]/gi)) {
    const first = Number.parseInt(range[1] ?? "0", 16);
    const targets = [...(range[2] ?? "").matchAll(/<([0-9a-f\s]*)>/gi)];
    for (const [i, target] of targets.entries()) letters.set(first + i, utf16(target[1] ?? ""));
  }
  return letters;
}

const utf16 = (hex: string): string => Buffer.from(hex.replaceAll(/\s/g, ""), "hex").swap16().toString("utf16le");

export function fontsOf(page: PDFPage): [string, PDFDict][] {
  const fonts = page.node.Resources()?.lookup(PDFName.of("Font"));
  if (!(fonts instanceof PDFDict)) return [];
  return fonts.keys().flatMap((key): [string, PDFDict][] => {
    const font = fonts.lookup(key);
    return font instanceof PDFDict ? [[key.decodeText(), font]] : [];
  });
}

/** Reads one page's operators in order; `where` names the page in faults. */
export function readContent(page: PDFPage, where: string): PageContent {
  const reader = new Reader(new Map(fontsOf(page).map(([name, font]) => [name, lettersOf(font)])), where);
  let before = "";
  for (const [token] of sourceOf(page).matchAll(tokens)) {
    reader.read(token, before);
    before = token;
  }
  return reader.finish();
}

class Reader {
  readonly content: PageContent = { text: new Map(), faults: [], artifacts: "" };
  private marks: (number | "artifact")[] = [];
  private saved = 0;
  private inText = false;
  private inPath = false;
  private letters: Letters = new Map();

  constructor(
    private readonly fonts: Map<string, Letters>,
    private readonly where: string,
  ) {}

  read(token: string, before: string): void {
    this.state(token);
    if (token === "BDC" || token === "BMC") this.openMark(before);
    else if (token === "EMC") this.closeMark();
    else if (painting.has(token) && this.marks.length === 0) this.fault(`${token} paints outside every mark`);
    if (token.startsWith("/")) this.letters = this.fonts.get(token.slice(1)) ?? this.letters;
    if (this.inText && /^<[0-9a-f]/i.test(token)) this.addText(token.slice(1, -1));
    if (path.has(token)) this.inPath = true;
    if (pathEnd.has(token)) this.inPath = false;
  }

  private state(token: string): void {
    if (token === "q") this.saved += 1;
    if (token === "Q") {
      this.saved -= 1;
      if (this.saved < 0) this.fault("Q without q");
    }
    if (token === "BT") this.inText = true;
    if (token === "ET") this.inText = false;
  }

  private openMark(properties: string): void {
    if (this.inText || this.inPath) this.fault("a mark opens inside a text object or a path");
    if (this.marks.length > 0) this.fault("a mark opens inside another");
    const id = /MCID (\d+)/.exec(properties)?.[1];
    this.marks.push(id === undefined ? "artifact" : Number(id));
    if (id === undefined) return;
    if (this.content.text.has(Number(id))) this.fault(`marked content ${id} stands twice`);
    this.content.text.set(Number(id), "");
  }

  private closeMark(): void {
    if (this.inText || this.inPath) this.fault("a mark closes inside a text object or a path");
    if (this.marks.pop() === undefined) this.fault("a mark closes that was not open");
  }

  private addText(hex: string): void {
    const mark = this.marks.at(-1);
    const words = (hex.match(/.{4}/g) ?? [])
      .map((glyph) => this.letters.get(Number.parseInt(glyph, 16)) ?? "\uFFFD")
      .join("");
    if (mark === "artifact") this.content.artifacts += words;
    else if (mark !== undefined) this.content.text.set(mark, (this.content.text.get(mark) ?? "") + words);
  }

  private fault(words: string): void {
    this.content.faults.push(`${this.where}: ${words}`);
  }

  finish(): PageContent {
    if (this.marks.length > 0) this.fault("a mark is still open at the end");
    if (this.saved !== 0) this.fault("q and Q are not balanced");
    return this.content;
  }
}
