import { type Figure, figureText } from "@/lib/measures/figure";
import type { ChartBlock, ChartSeries } from "@/lib/reports/block";
import { columnAxis, valueGrid } from "./axes";
import { along, type Scale } from "./scale";
import { type Box, type Drawing, type Point, type Shape, textWidth, wrapText } from "./shape";
import { marker, type SeriesStyle } from "./style";

export interface Frame {
  width: number;
  size: number;
  /** Height already taken by the key. */
  top: number;
  scale: Scale;
  styles: SeriesStyle[];
}

/** Lines over `x`, with a gap and the reason's mark where a figure is withheld, and each line named at its end. */
export function lineChart(chart: ChartBlock, frame: Frame): Drawing {
  const { width, size, top, scale } = frame;
  const labels = endLabels(chart, frame);
  const left = Math.max(...scale.ticks.map((tick) => textWidth(String(tick), size))) + size * 0.7;
  const right = labels.width > 0 ? labels.width + size : size * 1.2;
  const plot: Box = {
    left,
    top: top + size * 1.2,
    width: width - left - right,
    height: Math.max(size * 12, width * 0.21),
  };
  const axis = columnAxis(chart.x, { plot, size, thin: true });
  const series = chart.series.map((one, i) =>
    drawSeries(one, { chart, plot, frame, style: frame.styles[i] as SeriesStyle, at: i }),
  );
  const order = [...series.keys()].sort((a, b) => rank(chart, a) - rank(chart, b));
  return {
    width,
    height: plot.top + plot.height + axis.height,
    shapes: [
      ...valueGrid(scale, { plot, size }),
      ...axis.shapes,
      ...order.flatMap((i) => series[i] ?? []),
      ...labels.draw(plot),
    ],
  };
}

/** The reader's own school is drawn last, above the others. */
const rank = (chart: ChartBlock, at: number): number => (chart.series[at]?.role === "own" ? 1 : 0);

const pointAt = (plot: Box, scale: Scale, place: { count: number; at: number; value: number }): Point => [
  plot.left + ((place.at + 0.5) * plot.width) / place.count,
  plot.top + plot.height * (1 - along(scale, place.value)),
];

/** Runs of neighbouring points that are shown: a withheld figure ends a run. */
export function runs(points: Figure[], place: (at: number, value: number) => Point): Point[][] {
  const found: Point[][] = [[]];
  for (const [at, point] of points.entries()) {
    if ("value" in point) found.at(-1)?.push(place(at, point.value));
    else found.push([]);
  }
  return found.filter((run) => run.length > 0);
}

interface Drawn {
  chart: ChartBlock;
  plot: Box;
  frame: Frame;
  style: SeriesStyle;
  /** The series' place in the chart. */
  at: number;
}

function drawSeries(series: ChartSeries, how: Drawn): Shape[] {
  const { plot, frame, style } = how;
  const { size, scale } = frame;
  const count = series.points.length;
  const place = (at: number, value: number) => pointAt(plot, scale, { count, at, value });
  const found = runs(series.points, place);
  const lines = found
    .filter((run) => run.length > 1)
    .map((points): Shape => ({ kind: "path", points, stroke: style.colour, width: style.width, dash: style.dash }));
  const markers = found.flat().map((point) => marker(style, point, size * 0.28));
  const words = series.points.flatMap((point, at): Shape[] => {
    const shown = "value" in point;
    if (shown && series.role !== "own") return [];
    const middle: Point = shown
      ? [place(at, point.value)[0], valueLine(how, at, place(at, point.value)[1])]
      : [place(at, scale.from)[0], plot.top + plot.height - size * (0.4 + withheldBefore(how, at) * 1.1)];
    const text = figureText(point);
    return [{ kind: "text", at: middle, anchor: "middle", text, size, fill: style.colour, bold: shown }];
  });
  return [...lines, ...markers, ...words];
}

/** Reasons of one year stand above one another at the foot of the chart. */
const withheldBefore = ({ chart, at: own }: Drawn, x: number): number =>
  chart.series.slice(0, own).filter(({ points }) => points[x] && !("value" in points[x])).length;

/** The baseline of a value: above its point, or below where another line's point would lie under the number. */
function valueLine({ chart, plot, frame, at: own }: Drawn, x: number, y: number): number {
  const { size, scale } = frame;
  const others = chart.series.flatMap(({ points }, i) => {
    const point = points[x];
    return i !== own && point && "value" in point ? [plot.top + plot.height * (1 - along(scale, point.value))] : [];
  });
  const [above, below] = [y - size * 0.62, y + size * 1.4];
  const hidden = (baseline: number) => others.some((at) => at > baseline - size && at < baseline + size * 0.25);
  return hidden(above) && !hidden(below) && below < plot.top + plot.height ? below : above;
}

interface EndLabels {
  /** 0 when there is no room or nothing to tell apart: the key above says it all then. */
  width: number;
  draw: (plot: Box) => Shape[];
}

const none: EndLabels = { width: 0, draw: () => [] };

/** The name and last shown value beside each line's end, with its year where the line ends early, moved apart so that none lies on another. */
function endLabels(chart: ChartBlock, frame: Frame): EndLabels {
  const { width, size, scale, styles } = frame;
  const room = width * 0.21;
  if (chart.series.length < 2 || width < size * 40) return none;
  const labels = chart.series.flatMap((series, i) => {
    const at = series.points.findLastIndex((point) => "value" in point);
    const last = series.points[at];
    if (!last || !("value" in last)) return [];
    const when = at === chart.x.length - 1 ? "" : ` in ${chart.x[at]}`;
    const lines = wrapText(`${series.label} ${figureText(last)}${when}`, size, room);
    return [{ lines, value: last.value, style: styles[i] as SeriesStyle, own: series.role === "own" }];
  });
  const widest = Math.max(0, ...labels.flatMap(({ lines }) => lines.map((line) => textWidth(line, size))));
  if (labels.length === 0 || widest > room) return none;
  const draw = (plot: Box): Shape[] => {
    const wanted = labels.map(({ value, lines }) => ({
      middle: plot.top + plot.height * (1 - along(scale, value)),
      height: lines.length * size * 1.2,
    }));
    const tops = apart(wanted, { from: plot.top - size, to: plot.top + plot.height + size });
    return labels.flatMap(({ lines, style, own }, i) =>
      lines.map(
        (text, k): Shape => ({
          kind: "text",
          at: [plot.left + plot.width + size * 0.3, (tops[i] ?? 0) + (k + 0.88) * size * 1.2],
          anchor: "start",
          text,
          size,
          fill: style.colour,
          bold: own,
        }),
      ),
    );
  };
  return { width: widest, draw };
}

/** Tops of blocks of the given heights, each as near its wanted middle as the others allow. */
export function apart(wanted: { middle: number; height: number }[], room: { from: number; to: number }): number[] {
  const order = [...wanted.keys()].sort((a, b) => (wanted[a]?.middle ?? 0) - (wanted[b]?.middle ?? 0));
  const tops: number[] = [];
  let free = room.from;
  for (const i of order) {
    const { middle, height } = wanted[i] as { middle: number; height: number };
    tops[i] = Math.max(free, middle - height / 2);
    free = (tops[i] ?? 0) + height;
  }
  let limit = room.to;
  for (const i of order.reverse()) {
    const height = wanted[i]?.height ?? 0;
    tops[i] = Math.min(tops[i] ?? 0, limit - height);
    limit = tops[i] ?? 0;
  }
  return tops;
}
