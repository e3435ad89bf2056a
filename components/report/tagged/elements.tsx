import { Text, View } from "@react-pdf/renderer";
import type { ComponentProps, ComponentType, ReactNode } from "react";
import type { Paint, Tag } from "./shapes";

type TextProps = ComponentProps<typeof Text>;
type ViewProps = ComponentProps<typeof View>;

// react-pdf keeps props it does not know on the node, where `instrument` reads them; its typings do not list ours.
const TaggedText = Text as unknown as ComponentType<TextProps & { tag: Tag }>;
const TaggedView = View as unknown as ComponentType<ViewProps & { tag?: Tag; paint?: Paint }>;

/** A paragraph set by react-pdf, which may be broken over pages. */
export const P = (props: TextProps) => <TaggedText {...props} tag={{ type: "P" }} />;

/** A table whose rows are nodes of their own, so that it can be broken between them. */
export function Table({ children }: { children: ReactNode }) {
  return <TaggedView tag={{ type: "Table" }}>{children}</TaggedView>;
}

export interface PaintedProps {
  tag?: Tag;
  /** Points. */
  height: number;
  /** Points above and below that fall away at the edges of a page. */
  above?: number;
  below?: number;
  paint: Paint;
  /** Stands again at the top of every further page of what it is in. */
  repeat?: boolean;
  /** Room that it wants below itself, or it moves to the next page. */
  ahead?: number;
}

/** A box of a known height whose inside `paint` draws; one node for the layout, never broken over pages. */
export function Painted({ tag, height, above = 0, below = 0, paint, repeat, ahead }: PaintedProps) {
  const style = { height, marginTop: above, marginBottom: below };
  return <TaggedView tag={tag} paint={paint} fixed={repeat} minPresenceAhead={ahead} wrap={false} style={style} />;
}
