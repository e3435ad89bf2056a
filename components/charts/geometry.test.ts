import { describe, expect, it } from "vitest";
import { barChart, columnChart, lineChart, shown, spreadChart, withheld } from "@/components/report/example-report";
import { type ChartBlock, chartTable } from "@/lib/reports/block";
import { chartDrawing } from "./geometry";
import { apart } from "./line";
import { scaleOf } from "./scale";
import { type Shape, textWidth } from "./shape";
import { stylesOf } from "./style";

const wide = { width: 700, size: 13 };
const narrow = { width: 310, size: 13 };

const words = (shapes: Shape[]): string[] => shapes.flatMap((shape) => (shape.kind === "text" ? [shape.text] : []));

/** Start and end of a text on the x axis. */
function reach(shape: Extract<Shape, { kind: "text" }>): [number, number] {
  const width = textWidth(shape.text, shape.size);
  const start = shape.at[0] - width * { start: 0, middle: 0.5, end: 1 }[shape.anchor];
  return [start, start + width];
}

describe("a chart's drawing", () => {
  it.each([
    ["lines", lineChart],
    ["columns", columnChart],
    ["bars", barChart],
    ["a spread", spreadChart],
  ])("of %s keeps every text inside, wide and narrow", (_, chart) => {
    for (const frame of [wide, narrow]) {
      const drawing = chartDrawing(chart, frame);
      for (const shape of drawing.shapes) {
        if (shape.kind !== "text") continue;
        const [from, to] = reach(shape);
        expect(from, shape.text).toBeGreaterThanOrEqual(-4);
        expect(to, shape.text).toBeLessThanOrEqual(frame.width + 4);
        expect(shape.at[1], shape.text).toBeLessThanOrEqual(drawing.height);
      }
    }
  });

  it("leaves a gap and the mark where a figure is withheld, never a zero", () => {
    const { shapes } = chartDrawing(lineChart, wide);
    const own = shapes.filter((shape) => shape.kind === "path" && !shape.closed && shape.stroke === "#0B5A5E");
    expect(own.map((shape) => (shape.kind === "path" ? shape.points.length : 0))).toEqual([3]);
    expect(words(shapes)).toContain("c");
  });

  it("names every line at its end with its last value, and writes the own school's values", () => {
    const text = words(chartDrawing(lineChart, wide).shapes);
    expect(text).toEqual(
      expect.arrayContaining(["Ysgol Tŷ Gwyn 80", "Westmere 69", "England 68", "71", "74", "78", "80"]),
    );
  });

  it("gives the year at a line's end where its last value is not of the newest year", () => {
    const england = lineChart.series.map((one) =>
      one.role === "national" ? { ...one, points: [...one.points.slice(0, -1), withheld("not-published")] } : one,
    );
    const text = words(chartDrawing({ ...lineChart, series: england }, wide).shapes).join(" ");
    expect(text).toContain("England 68 in 2023/24");
    expect(text).toContain("Westmere 69");
    expect(text).not.toContain("Westmere 69 in");
  });

  it("writes no value of the own school where another line's point would lie under it", () => {
    const level = (value: number) => lineChart.x.map(() => shown(value));
    const chart: ChartBlock = {
      ...lineChart,
      series: [
        { label: "Own", role: "own", points: level(70) },
        { label: "Near", role: "la", points: level(76) },
      ],
    };
    for (const frame of [wide, narrow]) {
      const { shapes } = chartDrawing(chart, frame);
      const values = shapes.flatMap((s) => (s.kind === "text" && s.text === "70" ? [s] : []));
      const [line] = shapes.flatMap((s) => (s.kind === "path" && !s.closed && s.stroke !== "#0B5A5E" ? [s] : []));
      const other = line?.points[0]?.[1] ?? 0;
      expect(values).toHaveLength(lineChart.x.length);
      for (const { at } of values)
        expect(Math.abs(at[1] - frame.size * 0.35 - other)).toBeGreaterThan(frame.size * 0.5);
    }
  });

  it("writes the value of every column and bar", () => {
    const text = words(chartDrawing(columnChart, wide).shapes);
    expect(text).toEqual(expect.arrayContaining(["86", "80", "c", "85", "83", "75", "66", "82", "84", "77", "68"]));
  });

  it("draws bars where columns would be too narrow", () => {
    const columns: ChartBlock = { ...barChart, form: "columns" };
    expect(chartDrawing(columns, narrow)).toEqual(chartDrawing(barChart, narrow));
  });

  it("draws a spread as thin columns, with every fifth value named and a line at the threshold", () => {
    const { shapes, height } = chartDrawing(spreadChart, wide);
    const columns = shapes.filter((shape) => shape.kind === "path" && shape.closed);
    expect(columns).toHaveLength(spreadChart.series[0]?.points.filter((f) => "value" in f && f.value > 0).length ?? 0);
    expect(words(shapes)).toEqual(expect.arrayContaining(["0", "5", "35", "40", "threshold: 32"]));
    expect(height).toBeLessThan(360);
    expect(chartTable(spreadChart).rows.map((row) => row.cells.tens)).toEqual([
      "0 to 9",
      "10 to 19",
      "20 to 29",
      "30 to 39",
      "40 only",
    ]);
  });

  it("tells series apart without colour: by dash and marker in lines, by fill in columns", () => {
    const styles = stylesOf(lineChart);
    expect(new Set(styles.map(({ dash }) => String(dash))).size).toBe(4);
    expect(new Set(styles.map(({ marker }) => marker)).size).toBe(4);
    expect(new Set(styles.map(({ fill }) => fill)).size).toBe(4);
  });

  it("draws without any shown figure and without any series", () => {
    const nothing = {
      ...lineChart,
      series: [{ ...lineChart.series[0], points: lineChart.x.map(() => withheld()) }],
    } as ChartBlock;
    expect(words(chartDrawing(nothing, wide).shapes).filter((text) => text === "c")).toHaveLength(5);
    for (const form of ["line", "bars", "columns"] as const) {
      const { height } = chartDrawing({ ...lineChart, form, x: [], series: [] }, wide);
      expect(Number.isFinite(height)).toBe(true);
    }
  });
});

describe("the value axis", () => {
  const means = (values: number[], form: ChartBlock["form"]): ChartBlock => ({
    ...lineChart,
    form,
    unit: "mean",
    series: [
      {
        label: "a",
        role: "own",
        points: values.map((value) => ({ ...withheld(), value })) as ChartBlock["series"][0]["points"],
      },
    ],
  });

  it("runs from 0 to 100 for percent", () => {
    expect(scaleOf(lineChart)).toEqual({ from: 0, to: 100, ticks: [0, 20, 40, 60, 80, 100] });
  });

  it("counts pupils in whole numbers", () => {
    for (const most of [1, 2, 3, 7, 12, 23, 60, 137]) {
      const counts: ChartBlock = {
        ...spreadChart,
        unit: "number",
        series: [{ label: "Own", role: "own", points: [shown(most, "number")] }],
      };
      const { ticks, to } = scaleOf(counts);
      expect(ticks.every(Number.isInteger)).toBe(true);
      expect(to).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeLessThanOrEqual(7);
    }
  });

  it("starts above zero only for a line of means", () => {
    expect(scaleOf(means([101, 104.5], "line")).from).toBeGreaterThan(90);
    expect(scaleOf(means([101, 104.5], "columns")).from).toBe(0);
  });
});

describe("labels at line ends", () => {
  it("are moved apart and stay in their room", () => {
    const wanted = [50, 51, 52, 98].map((middle) => ({ middle, height: 10 }));
    const tops = apart(wanted, { from: 0, to: 100 });
    expect(tops).toHaveLength(4);
    const sorted = [...tops].sort((a, b) => a - b);
    for (const [i, top] of sorted.entries()) if (i > 0) expect(top - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...tops)).toBeLessThanOrEqual(90);
  });
});
