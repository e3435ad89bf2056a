import type { Figure } from "@/lib/measures/figure";
import type { Drawing, Point, Shape } from "./shape";
import { marker, ownStyle } from "./style";

/** The least range of values that a small trend spans, so that a point or two does not look like a leap. */
const leastSpan: Record<Figure["unit"], number> = { percent: 30, mean: 3, number: 10 };

/** A line through the years' figures, a gap where one is withheld, and a mark at the last; no axis, no words. */
export function trendDrawing(figures: Figure[], { width, height }: { width: number; height: number }): Drawing {
  const values = figures.flatMap((f) => ("value" in f ? [f.value] : []));
  const [first] = figures;
  if (!first || values.length === 0) return { width, height, shapes: [] };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const span = Math.max(high - low, leastSpan[first.unit]);
  const from = (low + high) / 2 - span / 2;
  const inset = height * 0.2;
  const place = (value: number, at: number): Point => [
    inset + (at * (width - 2 * inset)) / Math.max(1, figures.length - 1),
    height - inset - ((value - from) / span) * (height - 2 * inset),
  ];
  const runs: Point[][] = [[]];
  for (const [at, figure] of figures.entries()) {
    if ("value" in figure) runs.at(-1)?.push(place(figure.value, at));
    else runs.push([]);
  }
  const shapes = runs.flatMap((points): Shape[] => [
    ...(points.length > 1 ? [{ kind: "path" as const, points, stroke: ownStyle.colour, width: 1.25 }] : []),
    ...(points.length > 0 ? [marker(ownStyle, points.at(-1) as Point, height * 0.11)] : []),
  ]);
  return { width, height, shapes };
}
