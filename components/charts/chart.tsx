import type { ReactNode } from "react";
import type { ChartBlock } from "@/lib/reports/block";
import { chartDrawing } from "./geometry";
import type { Drawing, Shape } from "./shape";

const round = (value: number): number => Math.round(value * 10) / 10;

const draw: { [Kind in Shape["kind"]]: (shape: Extract<Shape, { kind: Kind }>, key: number) => ReactNode } = {
  line: ({ from, to, stroke, width, dash }, key) => (
    <line
      key={key}
      x1={round(from[0])}
      y1={round(from[1])}
      x2={round(to[0])}
      y2={round(to[1])}
      stroke={stroke}
      strokeWidth={width}
      strokeDasharray={dash?.join(" ")}
    />
  ),
  path: ({ points, closed, fill, stroke, width, dash }, key) => (
    <path
      key={key}
      d={`M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}${closed ? "Z" : ""}`}
      fill={fill ?? "none"}
      stroke={stroke}
      strokeWidth={width}
      strokeDasharray={dash?.join(" ")}
    />
  ),
  circle: ({ at, radius, fill, stroke, width }, key) => (
    <circle
      key={key}
      cx={round(at[0])}
      cy={round(at[1])}
      r={round(radius)}
      fill={fill}
      stroke={stroke}
      strokeWidth={width}
    />
  ),
  text: ({ at, anchor, text, size, fill, bold }, key) => (
    <text
      key={key}
      x={round(at[0])}
      y={round(at[1])}
      textAnchor={anchor}
      fontSize={size}
      fill={fill}
      fontWeight={bold ? 700 : undefined}
    >
      {text}
    </text>
  ),
};

function node(shape: Shape, key: number): ReactNode {
  // The table above pairs each kind with its own shape; TypeScript cannot follow that through an index.
  const drawOne = draw[shape.kind] as (shape: Shape, key: number) => ReactNode;
  return drawOne(shape, key);
}

function Svg({ drawing, label, className }: { drawing: Drawing; label: string; className: string }) {
  return (
    <svg
      className={className}
      role="img"
      aria-label={label}
      viewBox={`0 0 ${round(drawing.width)} ${round(drawing.height)}`}
    >
      {drawing.shapes.map(node)}
    </svg>
  );
}

/** A drawing beside words that say the same. */
export function SmallDrawing({ drawing }: { drawing: Drawing }) {
  return (
    <svg
      aria-hidden="true"
      width={drawing.width}
      height={drawing.height}
      viewBox={`0 0 ${drawing.width} ${drawing.height}`}
    >
      {drawing.shapes.map(node)}
    </svg>
  );
}

/**
 * A chart as a figure: its finding, its picture and, folded away, its table (handed in by the report, which draws all
 * tables). Two drawings are sent, one for a wide and one for a narrow column; styles show one of them.
 */
export function Chart({ chart, table }: { chart: ChartBlock; table: ReactNode }) {
  return (
    <figure className="rp-chart">
      <figcaption>
        <p className="rp-finding">{chart.finding}</p>
        <p className="rp-measured">{chart.title}</p>
      </figcaption>
      <Svg className="rp-wide" label={chart.finding} drawing={chartDrawing(chart, { width: 700, size: 13 })} />
      <Svg className="rp-narrow" label={chart.finding} drawing={chartDrawing(chart, { width: 310, size: 13 })} />
      <details>
        <summary>Show as a table</summary>
        {table}
      </details>
    </figure>
  );
}
