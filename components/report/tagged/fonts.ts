import { existsSync } from "node:fs";
import { join } from "node:path";
import { Font } from "@react-pdf/renderer";
import { Unavailable } from "@/lib/errors";
import type { GlyphRun, ShapedFont } from "./shapes";

export const family = "Source Sans 3";

const files = { 400: "400Regular/SourceSans3_400Regular.ttf", 700: "700Bold/SourceSans3_700Bold.ttf" } as const;

export type Weight = keyof typeof files;
export type Faces = Record<Weight, ShapedFont>;

const rememberedWords = 20_000;

/** Text is shaped word by word and remembered; all that is lost is kerning across a space. Fonts never change. */
function rememberWords(font: ShapedFont): void {
  const shape = font.layout.bind(font);
  const words = new Map<string, GlyphRun>();
  const wordRun = (word: string, rest: unknown[], key: string): GlyphRun => {
    const known = words.get(key + word);
    if (known) return known;
    if (words.size >= rememberedWords) words.clear();
    const run = shape(word, ...rest);
    words.set(key + word, run);
    return run;
  };
  font.layout = (text, ...rest) => {
    const key = rest.every((part) => part === undefined) ? "" : `${JSON.stringify(rest)}|`;
    if (!text.includes(" ")) return wordRun(text, rest, key);
    const runs = (text.match(/ |[^ ]+/g) ?? [""]).map((word) => wordRun(word, rest, key));
    const first = runs[0] as GlyphRun;
    // The run keeps fontkit's own class: its other readings (bounds, metrics) are getters there.
    return Object.assign(Object.create(Object.getPrototypeOf(first)), first, {
      glyphs: runs.flatMap((run) => run.glyphs),
      positions: runs.flatMap((run) => run.positions),
    });
  };
}

async function load(weight: Weight): Promise<ShapedFont> {
  const source = Font.getFont({ fontFamily: family, fontWeight: weight });
  await source?.load();
  // react-pdf types the font as its own wrapper of fontkit's class; shapes.ts names what we use of it.
  const font = source?.data as unknown as ShapedFont | null | undefined;
  if (!font) throw new Unavailable("The typeface for PDF files could not be read.");
  rememberWords(font);
  return font;
}

let loading: Promise<Faces> | undefined;

async function loadFaces(): Promise<Faces> {
  const folder = join(process.cwd(), "node_modules/@expo-google-fonts/source-sans-3");
  const fonts = Object.entries(files).map(([weight, file]) => ({
    src: join(folder, file),
    fontWeight: Number(weight),
  }));
  const missing = fonts.find(({ src }) => !existsSync(src));
  if (missing)
    throw new Unavailable(
      `The typeface for PDF files is not there: ${missing.src}. Run npm ci in the project's folder.`,
    );
  Font.register({ family, fonts });
  Font.registerHyphenationCallback((word) => [word]);
  const [regular, bold] = await Promise.all([load(400), load(700)]);
  return { 400: regular, 700: bold };
}

/** Both weights, registered with react-pdf and parsed once per process. Throws `Unavailable` when a file is missing. */
export function faces(): Promise<Faces> {
  loading ??= loadFaces().catch((error) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

const widths = new WeakMap<ShapedFont, Map<string, number>>();

/** The width of a text in points. */
export function widthOf(font: ShapedFont, text: string, size: number): number {
  const known = widths.get(font) ?? new Map<string, number>();
  widths.set(font, known);
  let width = known.get(text);
  if (width === undefined) {
    width = font.layout(text).positions.reduce((sum, position) => sum + position.xAdvance, 0) / font.unitsPerEm;
    if (known.size >= rememberedWords) known.clear();
    known.set(text, width);
  }
  return width * size;
}

export interface Measure {
  font: ShapedFont;
  size: number;
  max: number;
}

/**
 * Lines no wider than `max`: broken at spaces, and within a word only where the word alone is too wide. A line broken
 * at a space keeps it at its end, so that the words are not read as one.
 */
export function wrapWords(text: string, measure: Measure): string[] {
  const { font, size, max } = measure;
  if (widthOf(font, text, size) <= max) return [text];
  const lines: string[] = [];
  let line = "";
  for (const word of (text.match(/\S+\s*/g) ?? []).flatMap((word) => cutWord(word, measure))) {
    const longer = line + word;
    if (line && widthOf(font, longer.trimEnd(), size) > max) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  return [...lines, line.trimEnd()];
}

function cutWord(word: string, { font, size, max }: Measure): string[] {
  if (widthOf(font, word.trimEnd(), size) <= max) return [word];
  const pieces: string[] = [""];
  for (const sign of word) {
    const longer = `${pieces.at(-1)}${sign}`;
    if (pieces.at(-1) && widthOf(font, longer.trimEnd(), size) > max) pieces.push(sign);
    else pieces[pieces.length - 1] = longer;
  }
  return pieces;
}
