/** What a chart is drawn of. Units are those of the drawing (CSS pixels on screen, points on paper), y runs down. */
export type Shape =
  | { kind: "line"; from: Point; to: Point; stroke: string; width: number; dash?: number[] }
  | { kind: "path"; points: Point[]; closed?: boolean; fill?: string; stroke?: string; width?: number; dash?: number[] }
  | { kind: "circle"; at: Point; radius: number; fill: string; stroke: string; width: number }
  | {
      kind: "text";
      /** On the baseline; `anchor` says which end of the text it is. */
      at: Point;
      anchor: "start" | "middle" | "end";
      text: string;
      size: number;
      fill: string;
      bold?: boolean;
    };

export type Point = readonly [x: number, y: number];

export interface Drawing {
  width: number;
  height: number;
  shapes: Shape[];
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

export const ink = "#1A1A1A";
export const quiet = "#595959";
export const grid = "#D4D4D4";

/** Advance widths of Source Sans 3 in thousandths of its size, by class of character; close enough to place labels. */
const advances: [RegExp, number][] = [
  [/[ijl.,:;'|!]/, 255],
  [/[ ft()–-]/, 320],
  [/[mwMW%@]/, 820],
  [/[A-Z&]/, 590],
];

/** The width of a text without measuring a font, so that screen and paper get the same drawing. */
export function textWidth(text: string, size: number): number {
  let total = 0;
  for (const sign of text) total += advances.find(([signs]) => signs.test(sign))?.[1] ?? 510;
  return (total * size) / 1000;
}

/** Greedy wrap at spaces; a word wider than `max` keeps a line of its own. */
export function wrapText(text: string, size: number, max: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word;
    if (lines.length > 0 && textWidth(longer, size) <= max) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

/** Lines of text from a first baseline down. */
export const textLines = (lines: string[], first: Extract<Shape, { kind: "text" }>): Shape[] =>
  lines.map((text, i) => ({ ...first, text, at: [first.at[0], first.at[1] + i * first.size * 1.2] }));

const moveOne = ([x, y]: Point, [dx, dy]: Point): Point => [x + dx, y + dy];

/** The shape, moved right and down. */
export function moved(shape: Shape, by: Point): Shape {
  if (shape.kind === "line") return { ...shape, from: moveOne(shape.from, by), to: moveOne(shape.to, by) };
  if (shape.kind === "path") return { ...shape, points: shape.points.map((point) => moveOne(point, by)) };
  return { ...shape, at: moveOne(shape.at, by) };
}
