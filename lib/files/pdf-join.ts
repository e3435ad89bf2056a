/**
 * Joins tagged PDF files of ours to one, without drawing anything anew: each file becomes a Part of one structure tree and
 * an entry of the outline with its own entries below, its pages follow those before it. One file is in memory at a time. Read is what our own
 * writer makes (classic cross-reference table, strings with escaped brackets, names of destinations unused), nothing else.
 */
export interface PdfPart {
  /** The entry of the outline. */
  title: string;
  bytes: Buffer;
}

export interface JoinedPdf {
  title: string;
  language: string;
  madeAt: Date;
}

interface Source {
  objects: Map<number, Buffer>;
  catalog: number;
  pages: number;
  structure: number;
  /** The root of its outline; undefined where it has none. */
  outline?: number;
  /** Objects that only the whole may have. */
  dropped: Set<number>;
}

const own = { catalog: 1, pages: 2, structure: 3, document: 4, outline: 5, metadata: 6, parents: 7, info: 8 };
const firstFree = 9;

const latin = (bytes: Buffer): string => bytes.toString("latin1");
const bytesOf = (text: string): Buffer => Buffer.from(text, "latin1");

/** The number that `key` refers to in a dictionary. Throws where it refers to none. */
function refIn(dict: string, key: string): number {
  const found = new RegExp(`/${key} (\\d+) 0 R`).exec(dict)?.[1];
  if (!found) throw new Error(`A PDF to be joined has no ${key}.`);
  return Number(found);
}

/** Offsets by object number, from the cross-reference table at the end. */
function offsetsOf(bytes: Buffer): { offsets: Map<number, number>; table: number; trailer: string } {
  const tail = latin(bytes.subarray(-64));
  const table = Number(/startxref\s+(\d+)/.exec(tail)?.[1] ?? Number.NaN);
  const text = latin(bytes.subarray(table));
  const count = Number(/^xref\s+0 (\d+)/.exec(text)?.[1] ?? Number.NaN);
  if (!(count > 0)) throw new Error("A PDF to be joined has no cross-reference table.");
  const offsets = new Map<number, number>();
  const first = text.indexOf("\n", text.indexOf("\n") + 1) + 1;
  for (let n = 0; n < count; n++) {
    const line = text.slice(first + n * 20, first + n * 20 + 20);
    if (line[17] === "n") offsets.set(n, Number(line.slice(0, 10)));
  }
  return { offsets, table, trailer: text.slice(text.indexOf("trailer")) };
}

function readSource(bytes: Buffer): Source {
  const { offsets, table, trailer } = offsetsOf(bytes);
  const inOrder = [...offsets].sort((a, b) => a[1] - b[1]);
  const objects = new Map<number, Buffer>();
  for (const [i, [n, from]] of inOrder.entries()) {
    const whole = bytes.subarray(from, inOrder[i + 1]?.[1] ?? table);
    const start = whole.indexOf("obj") + 4;
    objects.set(n, whole.subarray(start, whole.lastIndexOf("endobj")));
  }
  const catalog = refIn(trailer, "Root");
  const dict = latin(objects.get(catalog) ?? Buffer.alloc(0));
  const [pages, structure] = [refIn(dict, "Pages"), refIn(dict, "StructTreeRoot")];
  const alone = ["Names", "MarkInfo", "ViewerPreferences", "Metadata"].map((key) => refIn(dict, key));
  const outline = dict.includes("/Outlines") ? refIn(dict, "Outlines") : undefined;
  const dropped = new Set([catalog, structure, refIn(trailer, "Info"), ...alone, ...(outline ? [outline] : [])]);
  return { objects, catalog, pages, structure, outline, dropped };
}

const stringOrRef = /\((?:\\[\s\S]|[^\\)])*\)|\b(\d+) 0 R\b/g;
const renumber = (text: string, to: (n: number) => number): string =>
  text.replace(stringOrRef, (found, n: string | undefined) => (n === undefined ? found : `${to(Number(n))} 0 R`));

/** An object's dictionary, and its stream as it is. */
function cut(object: Buffer): { dict: string; stream: Buffer } {
  const at = object.indexOf("\nstream\n");
  const isStream = at > 0 && latin(object.subarray(0, at)).trimEnd().endsWith(">>");
  if (!isStream) return { dict: latin(object), stream: Buffer.alloc(0) };
  return { dict: latin(object.subarray(0, at)), stream: object.subarray(at) };
}

/** A text as PDF holds it, whatever its letters. */
const textString = (text: string): string =>
  `<FEFF${[...Buffer.from(text, "utf16le").swap16()].map((b) => b.toString(16).padStart(2, "0")).join("")}>`;

const escapeXml = (text: string): string => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);

const metadataOf = ({ title, madeAt }: JoinedPdf): string => `<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreateDate>${madeAt.toISOString()}</xmp:CreateDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(title)}</rdf:li></rdf:Alt></dc:title></rdf:Description>
</rdf:RDF></x:xmpmeta><?xpacket end="w"?>`;

/** A source's own outline as what stands, closed, below its entry. */
function belowIn({ objects, outline }: Source, to: (n: number) => number): string {
  if (!outline) return "";
  const dictOf = (n: number) => latin(objects.get(n) ?? Buffer.alloc(0));
  const [first, last] = [refIn(dictOf(outline), "First"), refIn(dictOf(outline), "Last")];
  let count = 1;
  for (let n = first; n !== last; n = refIn(dictOf(n), "Next")) count++;
  return `/First ${to(first)} 0 R /Last ${to(last)} 0 R /Count -${count} `;
}

/** What is known of the whole while its parts pass through. */
class Join {
  private offset = 0;
  private readonly offsets: number[] = [];
  private next = firstFree;
  private pageCount = 0;
  private parentKeys = 0;
  private readonly parts: {
    title: string;
    pages: number;
    part: number;
    parents: number;
    first: number;
    entry: number;
    below: string;
  }[] = [];

  constructor(private readonly about: JoinedPdf) {}

  private take(bytes: Buffer): Buffer {
    this.offset += bytes.length;
    return bytes;
  }

  head(): Buffer {
    return this.take(bytesOf("%PDF-1.7\n%\xFF\xFF\xFF\xFF\n"));
  }

  private object(n: number, body: Buffer | string): Buffer {
    this.offsets[n] = this.offset;
    const bytes = typeof body === "string" ? bytesOf(body) : body;
    return this.take(Buffer.concat([bytesOf(`${n} 0 obj\n`), bytes, bytesOf("\nendobj\n")]));
  }

  part({ title, bytes }: PdfPart): Buffer[] {
    const source = readSource(bytes);
    const base = this.next - 1;
    this.next += Math.max(...source.objects.keys());
    const entry = this.next++;
    const instead = new Map([
      [source.structure, own.document],
      [source.outline ?? 0, entry],
    ]);
    const to = (n: number) => instead.get(n) ?? base + n;
    const structure = latin(source.objects.get(source.structure) ?? Buffer.alloc(0));
    const part = Number(/\/K \[?(\d+) 0 R/.exec(structure.slice(structure.lastIndexOf("/K ")))?.[1]);
    const pages = latin(source.objects.get(source.pages) ?? Buffer.alloc(0));
    const out: Buffer[] = [];
    for (const [n, object] of source.objects) {
      if (source.dropped.has(n)) continue;
      const { dict, stream } = cut(object);
      const moved = this.placed(renumber(dict, to), { isPages: n === source.pages, isPart: n === part, title });
      out.push(this.object(to(n), stream.length > 0 ? Buffer.concat([bytesOf(moved), stream]) : moved));
    }
    const parents = this.next++;
    out.push(this.object(parents, this.parentsOf(structure, to)));
    const first = to(Number(/\/Kids \[(\d+) 0 R/.exec(pages)?.[1]));
    const below = belowIn(source, to);
    this.parts.push({ title, pages: to(source.pages), part: to(part), parents, first, entry, below });
    this.pageCount += countIn(pages);
    return out;
  }

  /** What of an object speaks of its place in the whole: its parent, its keys in the parent tree. */
  private placed(dict: string, of: { isPages: boolean; isPart: boolean; title: string }): string {
    if (of.isPages) return dict.replace("<<", `<<\n/Parent ${own.pages} 0 R`);
    if (of.isPart) return dict.replace("/S /Document", `/S /Part\n/T ${textString(of.title)}`);
    return dict.replace(/^\/(StructParents?) (\d+)$/m, (_, key, n) => `/${key} ${Number(n) + this.parentKeys}`);
  }

  /** The part's leaf of the parent tree, its keys after those of the parts before. */
  private parentsOf(structure: string, to: (n: number) => number): string {
    const from = structure.indexOf("/Nums [") + 7;
    const until = structure.indexOf("/ParentTreeNextKey");
    const nums = structure.slice(from, structure.lastIndexOf("]", until));
    const used = Number(/\/ParentTreeNextKey (\d+)/.exec(structure)?.[1]);
    const first = this.parentKeys;
    const entries = nums.replace(/^(\s*)(\d+) (?=\[|\d+ 0 R)/gm, (_, gap, n) => `${gap}${Number(n) + first} `);
    this.parentKeys += used;
    return `<<\n/Limits [${first} ${this.parentKeys - 1}]\n/Nums [${renumber(entries, to)}]\n>>`;
  }

  private outline(): Buffer[] {
    const at = (i: number) => this.parts[i]?.entry;
    const items = this.parts.map(({ title, first: page, entry, below }, i) => {
      const before = i > 0 ? `/Prev ${at(i - 1)} 0 R ` : "";
      const after = i + 1 < this.parts.length ? `/Next ${at(i + 1)} 0 R ` : "";
      const links = `/Parent ${own.outline} 0 R ${before}${after}${below}`;
      return this.object(entry, `<< /Title ${textString(title)} ${links}/Dest [${page} 0 R /Fit] >>`);
    });
    const ends = `/First ${at(0)} 0 R /Last ${at(this.parts.length - 1)} 0 R /Count ${this.parts.length}`;
    return [...items, this.object(own.outline, `<< /Type /Outlines ${ends} >>`)];
  }

  private refs(of: "pages" | "part" | "parents"): string {
    return this.parts.map((p) => `${p[of]} 0 R`).join(" ");
  }

  foot(): Buffer[] {
    const { language, title } = this.about;
    const xmp = Buffer.from(metadataOf(this.about), "utf8");
    const metadata = Buffer.concat([
      bytesOf(`<< /Type /Metadata /Subtype /XML /Length ${xmp.length} >>\nstream\n`),
      xmp,
      bytesOf("\nendstream"),
    ]);
    const objects = [
      ...this.outline(),
      this.object(own.pages, `<< /Type /Pages /Count ${this.pageCount} /Kids [${this.refs("pages")}] >>`),
      this.object(
        own.structure,
        `<< /Type /StructTreeRoot /K [${own.document} 0 R] /ParentTree ${own.parents} 0 R /ParentTreeNextKey ${this.parentKeys} >>`,
      ),
      this.object(own.document, `<< /S /Document /P ${own.structure} 0 R /K [${this.refs("part")}] >>`),
      this.object(own.parents, `<< /Kids [${this.refs("parents")}] >>`),
      this.object(own.metadata, metadata),
      this.object(own.info, `<< /Title ${textString(title)} /Creator (Keymark) /Producer (Keymark) >>`),
      this.object(
        own.catalog,
        `<< /Type /Catalog /Pages ${own.pages} 0 R /Outlines ${own.outline} 0 R /Lang (${language}) /MarkInfo << /Marked true >> /StructTreeRoot ${own.structure} 0 R /ViewerPreferences << /DisplayDocTitle true >> /Metadata ${own.metadata} 0 R >>`,
      ),
    ];
    return [...objects, this.table()];
  }

  private table(): Buffer {
    const at = this.offset;
    const lines = Array.from({ length: this.next }, (_, n) => {
      const offset = this.offsets[n];
      return offset === undefined ? "0000000000 65535 f \n" : `${String(offset).padStart(10, "0")} 00000 n \n`;
    });
    const trailer = `trailer\n<< /Size ${this.next} /Root ${own.catalog} 0 R /Info ${own.info} 0 R >>`;
    return this.take(bytesOf(`xref\n0 ${this.next}\n${lines.join("")}${trailer}\nstartxref\n${at}\n%%EOF\n`));
  }
}

const countIn = (pages: string): number => Number(/\/Count (\d+)/.exec(pages)?.[1] ?? 0);

/** Pages of a PDF of ours. */
export function pagesIn(bytes: Buffer): number {
  const { objects, pages } = readSource(bytes);
  return countIn(latin(objects.get(pages) ?? Buffer.alloc(0)));
}

/** The joined file, in pieces as they become known. At least one part. */
export async function* joinPdfs(parts: AsyncIterable<PdfPart>, about: JoinedPdf): AsyncGenerator<Buffer> {
  const join = new Join(about);
  yield join.head();
  for await (const part of parts) yield* join.part(part);
  yield* join.foot();
}
