import type { ChartBlock } from "@/lib/reports/block";

export interface Scale {
  from: number;
  to: number;
  ticks: number[];
}

const steps = [1, 2, 2.5, 5, 10];

/** The smallest round step that covers `span` in at most `count` steps; pupils are counted in whole numbers. */
function roundStep(span: number, { count, whole }: { count: number; whole: boolean }): number {
  const least = Math.max(span / count, whole ? 1 : 0);
  const power = 10 ** Math.floor(Math.log10(least));
  const fits = (step: number) => step * power >= least - 1e-9 && (!whole || Number.isInteger(step * power));
  return (steps.find(fits) ?? 10) * power;
}

const shownValues = (chart: ChartBlock): number[] =>
  chart.series.flatMap((series) => series.points.flatMap((point) => ("value" in point ? [point.value] : [])));

/**
 * The value axis: 0 to 100 for percent, else 0 to a round number above the largest value (or the block's `max`).
 * Only a line of means may start above zero: scaled scores from 80 to 120 would otherwise all lie on one line.
 */
export function scaleOf(chart: ChartBlock): Scale {
  const values = shownValues(chart);
  const most = chart.max ?? (chart.unit === "percent" ? 100 : Math.max(1, ...values));
  const least = Math.min(most, ...values);
  const raised = chart.form === "line" && chart.unit === "mean" && values.length > 0 && least > most / 2;
  const step = roundStep(raised ? Math.max(most - least, 1) * 1.2 : most, {
    count: 5,
    whole: chart.unit === "number",
  });
  const from = raised
    ? Math.max(0, Math.floor(least / step - 0.25) * step)
    : Math.min(0, Math.floor(least / step) * step);
  const to = chart.max ?? (chart.unit === "percent" ? 100 : Math.ceil(most / step - 1e-9) * step);
  const count = Math.max(1, Math.round((to - from) / step));
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((from + i * step).toFixed(6)));
  return { from, to: Math.max(to, ticks.at(-1) ?? to), ticks };
}

/** Where a value lies between 0 (start of the axis) and 1 (its end); values beyond the axis lie on its end. */
export const along = (scale: Scale, value: number): number =>
  Math.min(1, Math.max(0, (value - scale.from) / (scale.to - scale.from)));
