import type { ChartBlock } from "@/lib/reports/block";
import { ink, type Point, type Shape, textLines, textWidth, wrapText } from "./shape";
import { bar, marker, type SeriesStyle } from "./style";

/** Widths of the samples in sizes of the text: a line shows its dash, a bar its fill. */
const sampleWidths: Record<ChartBlock["form"], number> = { line: 2.2, columns: 1.3, bars: 1.3, spread: 1.3 };

function sample(chart: ChartBlock, style: SeriesStyle, place: { at: Point; size: number }): Shape[] {
  const { at, size } = place;
  const [x, y] = at;
  const sampleWidth = sampleWidths[chart.form];
  if (chart.form !== "line") return bar(style, [x, y - size * 0.72], [size * sampleWidth, size * 0.8]);
  const middle = y - size * 0.32;
  const end: Point = [x + size * sampleWidth, middle];
  return [
    { kind: "line", from: [x, middle], to: end, stroke: style.colour, width: style.width, dash: style.dash },
    marker(style, [x + (size * sampleWidth) / 2, middle], size * 0.28),
  ];
}

/** The key above the chart, one row or several; a single series is named by the title and needs none. */
export function legend(
  chart: ChartBlock,
  styles: SeriesStyle[],
  place: { width: number; size: number },
): { shapes: Shape[]; height: number } {
  if (chart.series.length < 2) return { shapes: [], height: 0 };
  const { width, size } = place;
  const shapes: Shape[] = [];
  const indent = size * (sampleWidths[chart.form] + 0.5);
  let x = 0;
  let y = size;
  for (const [i, series] of chart.series.entries()) {
    const lines = wrapText(series.label, size, width - indent);
    const wide = indent + Math.max(...lines.map((line) => textWidth(line, size))) + size * 1.5;
    if (x > 0 && x + wide - size > width) {
      x = 0;
      y += size * 1.45;
    }
    shapes.push(...sample(chart, styles[i] as SeriesStyle, { at: [x, y], size }));
    shapes.push(...textLines(lines, { kind: "text", at: [x + indent, y], anchor: "start", text: "", size, fill: ink }));
    x += wide;
    y += (lines.length - 1) * size * 1.2;
  }
  return { shapes, height: y + size * 0.9 };
}
