import { PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from "pdf-lib";

interface Entry {
  title: string;
  /** Number of the page that it leads to, the first is 1. */
  page: number;
  /** Titles of the entries below. */
  below: string[];
}

function childrenOf(node: PDFDict): PDFDict[] {
  const entries: PDFDict[] = [];
  let entry = node.lookupMaybe(PDFName.of("First"), PDFDict);
  for (; entry; entry = entry.lookupMaybe(PDFName.of("Next"), PDFDict)) entries.push(entry);
  return entries;
}

const titleIn = (node: PDFDict): string => node.lookup(PDFName.of("Title"), PDFString, PDFHexString).decodeText();

/** The outline of a PDF, two levels deep; empty where it has none. */
export async function outlineOf(bytes: Uint8Array): Promise<Entry[]> {
  const document = await PDFDocument.load(bytes, { updateMetadata: false });
  const root = document.catalog.lookupMaybe(PDFName.of("Outlines"), PDFDict);
  const pages = document.getPages().map((page) => page.ref.toString());
  return childrenOf(root ?? document.context.obj({})).map((entry) => ({
    title: titleIn(entry),
    page: pages.indexOf(/\d+ 0 R/.exec(String(entry.get(PDFName.of("Dest"))))?.[0] ?? "") + 1,
    below: childrenOf(entry).map(titleIn),
  }));
}
