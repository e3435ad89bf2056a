import type { Scale } from "./scale";
import { along } from "./scale";
import { type Box, grid, quiet, type Shape, textLines, textWidth, wrapText } from "./shape";

const axisLine = "#767676";

/** Gridlines and tick labels of a value axis that runs upwards. */
export function valueGrid(scale: Scale, { plot, size }: { plot: Box; size: number }): Shape[] {
  const right = plot.left + plot.width;
  return scale.ticks.flatMap((tick, i): Shape[] => {
    const y = plot.top + plot.height * (1 - along(scale, tick));
    return [
      {
        kind: "line",
        from: [plot.left, y],
        to: [right, y],
        stroke: i === 0 ? axisLine : grid,
        width: i === 0 ? 1 : 0.5,
      },
      {
        kind: "text",
        at: [plot.left - size * 0.5, y + size * 0.34],
        anchor: "end",
        text: String(tick),
        size,
        fill: quiet,
      },
    ];
  });
}

/** The line that bars start from; they carry their values, so there is no further axis. */
export const baseLine = (plot: Box): Shape => ({
  kind: "line",
  from: [plot.left, plot.top],
  to: [plot.left, plot.top + plot.height],
  stroke: axisLine,
  width: 1,
});

/**
 * Labels under the columns, wrapped and whole. With `thin`, labels of an ordered axis are left out evenly where there is
 * no room for all of them; the table has them all.
 */
export function columnAxis(
  x: string[],
  how: { plot: Box; size: number; thin?: boolean },
): { shapes: Shape[]; height: number } {
  const { plot, size } = how;
  const each = plot.width / Math.max(1, x.length);
  const widest = Math.max(0, ...x.flatMap((label) => label.split(" ").map((word) => textWidth(word, size))));
  const every = how.thin ? Math.max(1, Math.ceil((widest + size * 0.6) / each)) : 1;
  const shown = x.map((label, at) => ({ at, lines: wrapText(label, size, each * every - size * 0.6) }));
  const kept = shown.filter(({ at }) => (x.length - 1 - at) % every === 0);
  const most = Math.max(1, ...kept.map(({ lines }) => lines.length));
  const shapes = kept.flatMap(({ at, lines }) =>
    textLines(lines, {
      kind: "text",
      at: [plot.left + (at + 0.5) * each, plot.top + plot.height + size * 1.35],
      anchor: "middle",
      text: "",
      size,
      fill: quiet,
    }),
  );
  return { shapes, height: size * (0.7 + most * 1.2) };
}
