import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFObject,
  PDFRef,
  PDFString,
} from "pdf-lib";

export interface Element {
  type: string;
  alt?: string;
  scope?: string;
  hasBox: boolean;
  parent: Element | null;
  children: Element[];
  /** Marked content in order: page reference and id. */
  content: { page: string; id: number }[];
  ref: string;
}

export const nameOf = (dict: PDFDict, key: string): string | undefined => {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFName ? value.decodeText() : undefined;
};

export const textOf = (dict: PDFDict, key: string): string | undefined => {
  const value = dict.lookup(PDFName.of(key));
  return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : undefined;
};

export const dictOf = (dict: PDFDict | undefined, key: string): PDFDict | undefined => {
  const value = dict?.lookup(PDFName.of(key));
  return value instanceof PDFDict ? value : undefined;
};

const refOf = (value: PDFObject | undefined): string => (value instanceof PDFRef ? value.tag : "");

export interface Structure {
  root: Element;
  faults: string[];
  /** For "page#id", the reference of the element that the parent tree names. */
  parents: (page: PDFDict, id: number) => string | undefined;
}

/** The structure tree, with the parent tree to compare it against. */
export function readStructure(document: PDFDocument): Structure {
  const faults: string[] = [];
  const tree = dictOf(document.catalog, "StructTreeRoot");
  const root: Element = { type: "Root", hasBox: false, parent: null, children: [], content: [], ref: "" };
  if (!tree) return { root, faults: ["there is no structure tree"], parents: () => undefined };
  root.ref = refOf(document.catalog.get(PDFName.of("StructTreeRoot")));
  const read = (ref: PDFObject, parent: Element): void => {
    const dict = document.context.lookup(ref, PDFDict);
    const attributes = dictOf(dict, "A");
    const element: Element = {
      type: nameOf(dict, "S") ?? "",
      alt: textOf(dict, "Alt"),
      scope: attributes && nameOf(attributes, "Scope"),
      hasBox: attributes?.lookup(PDFName.of("BBox")) instanceof PDFArray,
      parent,
      children: [],
      content: [],
      ref: refOf(ref),
    };
    if (refOf(dict.get(PDFName.of("P"))) !== parent.ref) faults.push(`${element.type}: its parent entry is wrong`);
    parent.children.push(element);
    for (const kid of kidsOf(dict)) readKid({ kid, dict, element, read, document });
  };
  for (const kid of kidsOf(tree)) read(kid, root);
  return { root, faults, parents: parentTree(document, tree) };
}

function kidsOf(dict: PDFDict): PDFObject[] {
  const kids = dict.lookup(PDFName.of("K"));
  if (kids instanceof PDFArray) return kids.asArray();
  const kid = dict.get(PDFName.of("K"));
  return kid ? [kid] : [];
}

function readKid(part: {
  kid: PDFObject;
  dict: PDFDict;
  element: Element;
  read: (ref: PDFObject, parent: Element) => void;
  document: PDFDocument;
}): void {
  const { kid, dict, element, read, document } = part;
  const value = kid instanceof PDFRef ? document.context.lookup(kid) : kid;
  if (value instanceof PDFNumber) {
    element.content.push({ page: refOf(dict.get(PDFName.of("Pg"))), id: value.asNumber() });
  } else if (value instanceof PDFDict && nameOf(value, "Type") === "MCR") {
    const id = value.lookup(PDFName.of("MCID"), PDFNumber).asNumber();
    element.content.push({ page: refOf(value.get(PDFName.of("Pg"))), id });
  } else {
    read(kid, element);
  }
}

/** pdfkit writes the number tree of the parents flat or in kids; both are read. */
function parentTree(document: PDFDocument, tree: PDFDict): Structure["parents"] {
  const rows = new Map<number, PDFArray>();
  const collect = (node: PDFDict | undefined): void => {
    const numbers = node?.lookup(PDFName.of("Nums"));
    if (numbers instanceof PDFArray) {
      for (let i = 0; i + 1 < numbers.size(); i += 2) {
        const row = numbers.lookup(i + 1);
        if (row instanceof PDFArray) rows.set(numbers.lookup(i, PDFNumber).asNumber(), row);
      }
    }
    const kids = node?.lookup(PDFName.of("Kids"));
    if (kids instanceof PDFArray) for (const kid of kids.asArray()) collect(document.context.lookup(kid, PDFDict));
  };
  collect(dictOf(tree, "ParentTree"));
  return (page, id) => {
    const key = page.lookup(PDFName.of("StructParents"));
    const row = key instanceof PDFNumber ? rows.get(key.asNumber()) : undefined;
    return row ? refOf(row.get(id)) : undefined;
  };
}

/** Every element of the tree, in reading order. */
export const allElements = (element: Element): Element[] => [element, ...element.children.flatMap(allElements)];
