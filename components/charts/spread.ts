import { figureText } from "@/lib/measures/figure";
import type { ChartBlock } from "@/lib/reports/block";
import { valueGrid } from "./axes";
import type { Frame } from "./line";
import { along } from "./scale";
import { type Box, type Drawing, ink, quiet, type Shape, textWidth } from "./shape";
import { bar, type SeriesStyle } from "./style";

/** Every how many values one is named on the axis. */
const named = 5;

/** One series over many successive values: thin columns, every fifth value named, a line at the threshold. */
export function spreadChart(chart: ChartBlock, frame: Frame): Drawing {
  const { width, size, top, scale } = frame;
  const left = Math.max(...scale.ticks.map((tick) => textWidth(String(tick), size))) + size * 0.7;
  const plot: Box = { left, top: top + size * 2.4, width: width - left, height: Math.max(size * 12, width * 0.28) };
  const bottom = plot.top + plot.height;
  const each = plot.width / Math.max(1, chart.x.length);
  const middle = (at: number) => plot.left + (at + 0.5) * each;
  const columns = (chart.series[0]?.points ?? []).flatMap((point, at): Shape[] => {
    const high = "value" in point ? plot.height * along(scale, point.value) : 0;
    const text = figureText(point);
    if ("value" in point && high <= 0) return [];
    const word: Shape = {
      kind: "text",
      at: [middle(at), bottom - high - size * 0.35],
      anchor: "middle",
      text,
      size,
      fill: high > 0 ? ink : quiet,
    };
    const thin = each * 0.76;
    const column = bar(frame.styles[0] as SeriesStyle, [middle(at) - thin / 2, bottom - high], [thin, high]);
    return [...(high > 0 ? column : []), ...(textWidth(text, size) < each * 1.1 ? [word] : [])];
  });
  const labels = chart.x.flatMap((text, at): Shape[] =>
    Number(text) % named === 0
      ? [{ kind: "text", at: [middle(at), bottom + size * 1.35], anchor: "middle", text, size, fill: quiet }]
      : [],
  );
  const grid = valueGrid(scale, { plot, size });
  return {
    width,
    height: bottom + size * 1.9,
    shapes: [...grid, ...columns, ...grid.slice(0, 1), ...labels, ...thresholdLine(chart, { plot, size, each })],
  };
}

/** The line before the threshold, named at its upper end on the side where there is more room. */
function thresholdLine(chart: ChartBlock, { plot, size, each }: { plot: Box; size: number; each: number }): Shape[] {
  const at = chart.threshold ? chart.x.indexOf(chart.threshold.before) : -1;
  if (!chart.threshold || at < 0) return [];
  const x = plot.left + at * each;
  const before = at > chart.x.length / 2;
  return [
    {
      kind: "line",
      from: [x, plot.top - size * 2],
      to: [x, plot.top + plot.height],
      stroke: ink,
      width: 1,
      dash: [4, 3],
    },
    {
      kind: "text",
      at: [x + (before ? -1 : 1) * size * 0.4, plot.top - size * 1.1],
      anchor: before ? "end" : "start",
      text: chart.threshold.label,
      size,
      fill: ink,
    },
  ];
}
