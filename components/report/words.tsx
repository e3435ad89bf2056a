import { Painted } from "./tagged/elements";
import { type Faces, type Weight, wrapWords } from "./tagged/fonts";
import type { Canvas, Tag } from "./tagged/shapes";

/** How a short text is set; all in points. */
export interface Look {
  size: number;
  leading: number;
  weight?: Weight;
  colour?: string;
  above?: number;
  below?: number;
}

export interface SetWords {
  lines: string[];
  look: Look;
  height: number;
}

export function setWords(text: string, look: Look, { faces, width }: { faces: Faces; width: number }): SetWords {
  const lines = wrapWords(text, { font: faces[look.weight ?? 400], size: look.size, max: width });
  return { lines, look, height: lines.length * look.leading };
}

export function paintWords(
  canvas: Canvas,
  { lines, look }: SetWords,
  { faces, top }: { faces: Faces; top: number },
): void {
  const { size, leading, weight = 400, colour = "#1A1A1A" } = look;
  const first = top + (leading - size) / 2 + size * 0.84;
  for (const [i, text] of lines.entries()) {
    canvas.words(text, { font: faces[weight], size, x: 0, y: first + i * leading, colour });
  }
}

/**
 * A heading, a caption or a short text: measured here and painted as one node, which costs the layout a fraction of a
 * paragraph of react-pdf. Its lines stay together.
 */
export function Words({
  type,
  text,
  look,
  setting,
  ahead,
}: {
  type: Tag["type"];
  text: string;
  look: Look;
  setting: { faces: Faces; width: number };
  ahead?: number;
}) {
  const words = setWords(text, look, setting);
  return (
    <Painted
      tag={{ type }}
      height={words.height}
      above={look.above}
      below={look.below}
      ahead={ahead}
      paint={(canvas, element) => {
        if (element) canvas.begin(element);
        paintWords(canvas, words, { faces: setting.faces, top: 0 });
        if (element) canvas.stop();
      }}
    />
  );
}
