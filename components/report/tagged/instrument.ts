import type { TaggedDocument } from "./document";
import type { LayoutNode, StructElement, Tag } from "./shapes";

const TEXT = "TEXT";
const nowhere = { left: 0, top: 0, width: 0, height: 0 };

/** An empty text node that react-pdf draws as nothing, and whose `id` our document runs. */
export const marker = (run: () => void): LayoutNode => ({
  type: TEXT,
  box: nowhere,
  style: {},
  props: { id: run },
  children: [],
});

/**
 * Builds the structure tree from a laid out document, in reading order, and puts markers round every tagged leaf.
 * A node's tag is one structure element however many pages it covers. A `fixed` node is tagged where it first stands
 * and an artifact where it is repeated. Text without a tag becomes a paragraph, so that nothing is lost.
 */
export function instrument(document: TaggedDocument, layout: LayoutNode, root: StructElement): LayoutNode {
  return new Instrument(document).pages(layout, root);
}

class Instrument {
  readonly elements = new Map<Tag, StructElement>();
  readonly untagged = new WeakMap<object, Tag>();

  constructor(readonly document: TaggedDocument) {}

  pages(layout: LayoutNode, root: StructElement): LayoutNode {
    const children = layout.children?.map((page) => ({ ...page, children: this.inside(page, root) }));
    return { ...layout, children };
  }

  private inside(node: LayoutNode, parent: StructElement): LayoutNode[] {
    return (node.children ?? []).flatMap((child) => this.visit(child, parent));
  }

  private visit(node: LayoutNode, parent: StructElement): LayoutNode[] {
    const tag = this.tagOf(node);
    if (node.props.fixed && (!tag || this.elements.has(tag))) return this.repeated(node);
    const element = tag && this.elementOf(tag, parent);
    if (node.props.paint) return [this.painted(node, element ?? null)];
    if (element && node.type === TEXT) return this.leaf(node, element);
    return [{ ...node, children: this.inside(node, element ?? parent) }];
  }

  private tagOf(node: LayoutNode): Tag | undefined {
    if (node.props.tag || node.type !== TEXT) return node.props.tag;
    const tag = this.untagged.get(node.props) ?? { type: "P" };
    this.untagged.set(node.props, tag);
    return tag;
  }

  private elementOf(tag: Tag, parent: StructElement): StructElement {
    const known = this.elements.get(tag);
    if (known) return known;
    if (tag.type === "Figure" && !tag.alt) throw new Error("A figure needs a text alternative.");
    const element = this.document.element(tag.type, { alt: tag.alt });
    parent.add(element);
    this.elements.set(tag, element);
    return element;
  }

  private leaf(node: LayoutNode, element: StructElement): LayoutNode[] {
    return [marker(() => this.document.begin(element)), node, marker(() => this.document.stop())];
  }

  private repeated(node: LayoutNode): LayoutNode[] {
    const body = node.props.paint ? this.painted(node, null) : node;
    return [marker(() => this.document.beginArtifact("Pagination")), body, marker(() => this.document.stop())];
  }

  private painted(node: LayoutNode, element: StructElement | null): LayoutNode {
    const { paint, tag } = node.props;
    const box = { ...nowhere, width: node.box?.width ?? 0, height: node.box?.height ?? 0 };
    const run = () => {
      if (element && tag?.type === "Figure") {
        element.dictionary.data.A = { O: "Layout", Placement: "Block", BBox: this.document.pageBox(box) };
      }
      paint?.(this.document, element, box);
    };
    return { ...node, children: [marker(run)] };
  }
}
