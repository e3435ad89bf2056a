import type { ChartBlock, ChartSeries } from "@/lib/reports/block";
import { ink, type Point, type Shape } from "./shape";

/** How a series looks: told apart by colour, and without colour by dash, marker and fill. */
export interface SeriesStyle {
  colour: string;
  width: number;
  dash?: number[];
  marker: "circle" | "square" | "triangle" | "diamond";
  hollow?: boolean;
  fill: "solid" | "light" | "white" | "stripes";
}

export const ownStyle: SeriesStyle = { colour: "#0B5A5E", width: 2.5, marker: "circle", fill: "solid" };

const byRole: Partial<Record<ChartSeries["role"], SeriesStyle>> = {
  own: ownStyle,
  locality: { colour: "#801650", width: 1.5, dash: [7, 2, 1.5, 2], marker: "diamond", fill: "stripes" },
  la: { colour: "#3D3D3D", width: 1.5, dash: [6, 3], marker: "square", fill: "light" },
  national: { colour: "#6B6B6B", width: 1.5, dash: [2, 2], marker: "triangle", hollow: true, fill: "white" },
};

/** The Government Analysis Function's palette, for series without a role of their own. */
const reserve: SeriesStyle[] = [
  { colour: "#12436D", width: 2, marker: "circle", fill: "solid" },
  { colour: "#28A197", width: 2, dash: [7, 3], marker: "square", fill: "light" },
  { colour: "#801650", width: 2, dash: [2, 2], marker: "triangle", fill: "stripes" },
  { colour: "#F46A25", width: 2, dash: [7, 2, 1.5, 2], marker: "diamond", hollow: true, fill: "white" },
];

/** One style per series, in their order; a role used twice takes its later looks from the reserve. */
export function stylesOf(chart: ChartBlock): SeriesStyle[] {
  const taken = new Set<ChartSeries["role"]>();
  let next = 0;
  return chart.series.map(({ role }) => {
    const own = taken.has(role) ? undefined : byRole[role];
    taken.add(role);
    return own ?? (reserve[next++ % reserve.length] as SeriesStyle);
  });
}

const corners: Record<Exclude<SeriesStyle["marker"], "circle">, Point[]> = {
  square: [
    [-0.9, -0.9],
    [0.9, -0.9],
    [0.9, 0.9],
    [-0.9, 0.9],
  ],
  triangle: [
    [0, -1.15],
    [1.1, 0.85],
    [-1.1, 0.85],
  ],
  diamond: [
    [0, -1.25],
    [1.25, 0],
    [0, 1.25],
    [-1.25, 0],
  ],
};

export function marker(style: SeriesStyle, at: Point, radius: number): Shape {
  const look = { fill: style.hollow ? "#FFFFFF" : style.colour, stroke: style.colour, width: 1.25 };
  if (style.marker === "circle") return { kind: "circle", at, radius, ...look };
  const points = corners[style.marker].map(([x, y]): Point => [at[0] + x * radius, at[1] + y * radius]);
  return { kind: "path", points, closed: true, ...look };
}

const fills: Record<SeriesStyle["fill"], (colour: string) => string> = {
  solid: (colour) => colour,
  light: () => "#C9C9C9",
  white: () => "#FFFFFF",
  stripes: () => "#FFFFFF",
};

/** A bar, from its top left corner: filled, outlined, and striped where the style says so. */
export function bar(style: SeriesStyle, [x, y]: Point, [width, height]: Point): Shape[] {
  const points: Point[] = [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
  const colour = style.fill === "light" || style.fill === "white" ? ink : style.colour;
  const outline: Shape = {
    kind: "path",
    points,
    closed: true,
    fill: fills[style.fill](colour),
    stroke: colour,
    width: 0.75,
  };
  return style.fill === "stripes" ? [outline, ...stripes(style.colour, [x, y], [width, height])] : [outline];
}

/** Stripes across the shorter side, so that a bar of any length shows several. */
function stripes(colour: string, [x, y]: Point, [width, height]: Point): Shape[] {
  const step = 4;
  const upright = width > height;
  const count = Math.ceil((upright ? width : height) / step) - 1;
  return Array.from({ length: Math.max(0, count) }, (_, i): Shape => {
    const at = (i + 1) * step;
    const [from, to]: [Point, Point] = upright
      ? [
          [x + at, y],
          [x + at, y + height],
        ]
      : [
          [x, y + at],
          [x + width, y + at],
        ];
    return { kind: "line", from, to, stroke: colour, width: 1.75 };
  });
}
