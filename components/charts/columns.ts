import { type Figure, figureText } from "@/lib/measures/figure";
import type { ChartBlock } from "@/lib/reports/block";
import { baseLine, columnAxis, valueGrid } from "./axes";
import type { Frame } from "./line";
import { along } from "./scale";
import { type Box, type Drawing, ink, type Point, quiet, type Shape, textLines, textWidth, wrapText } from "./shape";
import { bar, type SeriesStyle } from "./style";

/** Groups of columns; null when columns or their labels would be too narrow to read (bars are drawn then). */
export function columnChart(chart: ChartBlock, frame: Frame): Drawing | null {
  const { width, size, top, scale } = frame;
  const left = Math.max(...scale.ticks.map((tick) => textWidth(String(tick), size))) + size * 0.7;
  const plot: Box = { left, top: top + size * 1.2, width: width - left, height: Math.max(size * 10, width * 0.17) };
  const each = plot.width / Math.max(1, chart.x.length);
  const wide = Math.min(size * 3.2, (each * 0.82) / Math.max(1, chart.series.length));
  const widestWord = Math.max(0, ...chart.x.flatMap((label) => label.split(" ").map((word) => textWidth(word, size))));
  if (wide < size * 1.55 || widestWord > each - size * 0.4) return null;
  const axis = columnAxis(chart.x, { plot, size });
  const bars = chart.x.flatMap((_, group) => {
    const start = plot.left + (group + 0.5) * each - (wide * chart.series.length) / 2;
    return chart.series.flatMap((series, i) => {
      const point = series.points[group];
      if (!point) return [];
      return column(point, { x: start + i * wide, wide, plot, frame, at: i, own: series.role === "own" });
    });
  });
  const baseline = valueGrid(scale, { plot, size }).slice(0, 1);
  return {
    width,
    height: plot.top + plot.height + axis.height,
    shapes: [...valueGrid(scale, { plot, size }), ...axis.shapes, ...bars, ...baseline],
  };
}

/** A column with its value above, on white so that no gridline runs through the number; or the mark of a reason. */
function column(
  point: Figure,
  place: { x: number; wide: number; plot: Box; frame: Frame; at: number; own: boolean },
): Shape[] {
  const { x, wide, plot, frame } = place;
  const { size, scale, styles } = frame;
  const high = "value" in point ? plot.height * along(scale, point.value) : 0;
  const top = plot.top + plot.height - high;
  const middle = x + wide / 2;
  const text = figureText(point);
  const fill = "value" in point ? ink : quiet;
  const at: Point = [middle, top - size * 0.35];
  const word: Shape = { kind: "text", at, anchor: "middle", text, size, fill, bold: place.own };
  if (high <= 0) return [word];
  const half = textWidth(text, size) / 2 + 1;
  const y = top - size * 0.7;
  const ground: Shape = {
    kind: "line",
    from: [middle - half, y],
    to: [middle + half, y],
    stroke: "#FFFFFF",
    width: size,
  };
  return [ground, ...bar(styles[place.at] as SeriesStyle, [x + 1, top], [wide - 2, high]), word];
}

/** A bar's thickness and the gap between groups, in sizes of the text: many groups stand closer. */
const setting = (groups: number): [thick: number, gap: number] => (groups > 12 ? [1, 0.4] : [1.25, 0.7]);

/** Groups of horizontal bars: labels at the left, or above their group where the drawing is narrow. */
export function barChart(chart: ChartBlock, frame: Frame): Drawing {
  const { width, size, top } = frame;
  const [thick, gap] = setting(chart.x.length).map((part) => part * size) as [number, number];
  const above = width < size * 36;
  const labelRoom = above ? width : width * 0.34;
  const labels = chart.x.map((label) => wrapText(label, size, labelRoom));
  const widest = Math.max(0, ...labels.flat().map((line) => textWidth(line, size)));
  const left = above ? 0 : widest + size * 0.8;
  const tail = size * 3;
  const plot: Box = { left, top: top + size * 0.3, width: width - left - tail, height: 0 };
  const shapes: Shape[] = [];
  let y = plot.top + size * 0.3;
  for (const [group, lines] of labels.entries()) {
    const words = lines.length * size * 1.2;
    const tall = chart.series.length * thick;
    const block = above ? tall : Math.max(tall, words);
    const first = above ? y + size * 0.9 : y + (block - words) / 2 + size * 0.92;
    const anchor = above ? "start" : "end";
    const x = above ? 0 : left - size * 0.5;
    shapes.push(...textLines(lines, { kind: "text", at: [x, first], anchor, text: "", size, fill: ink }));
    if (above) y += words + size * 0.1;
    shapes.push(...barGroup(chart, frame, { group, plot, y: y + (block - tall) / 2, thick }));
    y += block + gap;
  }
  plot.height = y - plot.top;
  return { width, height: y + size * 0.2, shapes: above ? shapes : [...shapes, baseLine(plot)] };
}

function barGroup(
  chart: ChartBlock,
  frame: Frame,
  place: { group: number; plot: Box; y: number; thick: number },
): Shape[] {
  const { plot, thick } = place;
  const { size, scale, styles } = frame;
  return chart.series.flatMap((series, i): Shape[] => {
    const point = series.points[place.group];
    if (!point) return [];
    const y = place.y + i * thick;
    const long = "value" in point ? plot.width * along(scale, point.value) : 0;
    const word: Shape = {
      kind: "text",
      at: [plot.left + long + size * 0.4, y + thick / 2 + size * 0.34],
      anchor: "start",
      text: figureText(point),
      size,
      fill: "value" in point ? ink : quiet,
      bold: series.role === "own",
    };
    if (long <= 0) return [word];
    return [...bar(styles[i] as SeriesStyle, [plot.left, y + 1], [long, thick - 2]), word];
  });
}
