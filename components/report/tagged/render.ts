import layoutDocument from "@react-pdf/layout";
import renderDocument from "@react-pdf/render";
import { Font, pdf } from "@react-pdf/renderer";
import type { ComponentProps, ReactElement } from "react";
import { TaggedDocument } from "./document";
import { instrument, marker } from "./instrument";
import type { Canvas, LayoutNode } from "./shapes";

/** Draws a page's furniture, an artifact, with 0, 0 at the page's top left corner. */
export type Furniture = (canvas: Canvas, page: { number: number; of: number; width: number; height: number }) => void;

// Both are published without typings for what the renderer really passes; shapes.ts names the part that we read.
const layOut = layoutDocument as unknown as (root: LayoutNode, fonts: unknown) => Promise<LayoutNode>;
const render = renderDocument as unknown as (document: TaggedDocument, layout: LayoutNode) => void;

type DocumentElement = ReactElement<ComponentProps<typeof import("@react-pdf/renderer").Document>>;

function rootOf(element: DocumentElement): LayoutNode {
  // `container` is what pdf() renders from itself; it is not in its typings.
  const { container } = pdf(element) as unknown as { container: { document: LayoutNode | null } };
  if (!container.document?.props.title || !container.document.props.language) {
    throw new Error("A tagged PDF needs <Document title language>.");
  }
  return container.document;
}

function openDocument({ title, language, creationDate }: LayoutNode["props"]): TaggedDocument {
  return new TaggedDocument({
    tagged: true,
    subset: "PDF/UA",
    pdfVersion: "1.7",
    lang: language,
    displayTitle: true,
    autoFirstPage: false,
    font: null,
    info: { Title: title, Creator: "Keymark", Producer: "Keymark", CreationDate: creationDate ?? new Date() },
  });
}

function withFurniture(layout: LayoutNode, document: TaggedDocument, furniture: Furniture): LayoutNode {
  const of = layout.children?.length ?? 0;
  const children = layout.children?.map((page, i) => {
    const { width = 0, height = 0 } = page.box ?? {};
    const run = () => {
      document.beginArtifact("Pagination");
      furniture(document, { number: i + 1, of, width, height });
      document.stop();
    };
    return { ...page, children: [...(page.children ?? []), marker(run)] };
  });
  return { ...layout, children };
}

/** A `<Document title language>` of tagged elements as a tagged PDF (PDF/UA-1 structure), with furniture on each page. */
export async function renderTagged(element: DocumentElement, furniture: Furniture): Promise<Buffer> {
  const root = rootOf(element);
  const document = openDocument(root.props);
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolve, reject) => {
    document.on("data", (chunk) => chunks.push(chunk));
    document.on("end", () => resolve(Buffer.concat(chunks)));
    document.on("error", reject);
  });
  const layout = await layOut(root, Font);
  const structure = document.element("Document");
  document.addStructure(structure);
  const marked = instrument(document, layout, structure);
  document.tagBeforeEnd = () => structure.end();
  render(document, withFurniture(marked, document, furniture));
  return done;
}
