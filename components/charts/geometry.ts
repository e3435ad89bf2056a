import type { ChartBlock } from "@/lib/reports/block";
import { barChart, columnChart } from "./columns";
import { legend } from "./legend";
import { type Frame, lineChart } from "./line";
import { scaleOf } from "./scale";
import type { Drawing } from "./shape";
import { spreadChart } from "./spread";
import { stylesOf } from "./style";

const forms: Record<ChartBlock["form"], (chart: ChartBlock, frame: Frame) => Drawing> = {
  line: lineChart,
  columns: (chart, frame) => columnChart(chart, frame) ?? barChart(chart, frame),
  bars: barChart,
  spread: spreadChart,
};

/**
 * The drawing of a chart, the same for screen and paper: key, axes, gridlines, series and labels.
 * `width` and `size` (of the text) are in the units of the form: CSS pixels or points. The height follows.
 */
export function chartDrawing(chart: ChartBlock, { width, size }: { width: number; size: number }): Drawing {
  const styles = stylesOf(chart);
  const key = legend(chart, styles, { width, size });
  const drawing = forms[chart.form](chart, { width, size, top: key.height, scale: scaleOf(chart), styles });
  return { ...drawing, shapes: [...key.shapes, ...drawing.shapes] };
}
