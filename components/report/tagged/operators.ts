import type { Point } from "@/components/charts/shape";

/** A number as PDF writes it: no exponent, three decimals are a thousandth of a point. */
export const number = (value: number): string => String(Math.round(value * 1000) / 1000 || 0);

const known = new Map<string, string>();

/** "#RRGGBB" as three operands between 0 and 1. */
export function colourOperands(colour: string): string {
  let operands = known.get(colour);
  if (operands === undefined) {
    operands = [1, 3, 5].map((at) => number(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(" ");
    known.set(colour, operands);
  }
  return operands;
}

export interface Ink {
  fill?: string;
  stroke?: string;
  width?: number;
  dash?: number[];
}

/** Operators for a path with its colours, line width and dash. */
export function pathOperators(path: string, { fill, stroke, width = 1, dash }: Ink): string {
  const set = [
    fill && `/DeviceRGB cs ${colourOperands(fill)} scn`,
    stroke && `/DeviceRGB CS ${colourOperands(stroke)} SCN ${number(width)} w`,
    dash && `[${dash.map(number).join(" ")}] 0 d`,
  ];
  const paint = fill && stroke ? "B" : fill ? "f" : "S";
  return [...set.filter(Boolean), path, paint].join("\n");
}

export function polygon(points: Point[], closed: boolean): string {
  const steps = points.map(([x, y], i) => `${number(x)} ${number(y)} ${i === 0 ? "m" : "l"}`);
  return closed ? `${steps.join(" ")} h` : steps.join(" ");
}

export const rectangle = (x: number, y: number, [width, height]: Point): string =>
  `${number(x)} ${number(y)} ${number(width)} ${number(height)} re`;

const kappa = 0.5523;

export function circle([x, y]: Point, r: number): string {
  const k = r * kappa;
  const curve = (...values: number[]): string => `${values.map(number).join(" ")} c`;
  return [
    `${number(x + r)} ${number(y)} m`,
    curve(x + r, y + k, x + k, y + r, x, y + r),
    curve(x - k, y + r, x - r, y + k, x - r, y),
    curve(x - r, y - k, x - k, y - r, x, y - r),
    curve(x + k, y - r, x + r, y - k, x + r, y),
    "h",
  ].join(" ");
}
