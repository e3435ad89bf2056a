import { Text, View } from "@react-pdf/renderer";
import type { ComponentProps, ComponentType, ReactNode } from "react";
import type { Paint, Tag } from "./shapes";

type TextProps = ComponentProps<typeof Text>;
type ViewProps = ComponentProps<typeof View>;

// react-pdf keeps props it does not know on the node, where `instrument` reads them; its typings do not list ours.
const TaggedText = Text as unknown as ComponentType<TextProps & { tag: Tag }>;
const TaggedView = View as unknown as ComponentType<ViewProps & { tag?: Tag; paint?: Paint }>;

export const H1 = (props: TextProps) => <TaggedText {...props} tag={{ type: "H1" }} />;
export const H2 = (props: TextProps) => <TaggedText {...props} tag={{ type: "H2" }} />;
export const H3 = (props: TextProps) => <TaggedText {...props} tag={{ type: "H3" }} />;
export const P = (props: TextProps) => <TaggedText {...props} tag={{ type: "P" }} />;
export const Caption = (props: TextProps) => <TaggedText {...props} tag={{ type: "Caption" }} />;

export function Table({ children, style }: { children: ReactNode; style?: ViewProps["style"] }) {
  return (
    <TaggedView tag={{ type: "Table" }} style={style}>
      {children}
    </TaggedView>
  );
}

/** A box of a known height whose inside `paint` draws; one node for the layout, never broken over pages. */
export function Painted({
  tag,
  height,
  paint,
  repeat,
}: {
  tag?: Tag;
  height: number;
  paint: Paint;
  /** Stands again at the top of every further page of what it is in. */
  repeat?: boolean;
}) {
  return <TaggedView tag={tag} paint={paint} fixed={repeat} wrap={false} style={{ height }} />;
}
