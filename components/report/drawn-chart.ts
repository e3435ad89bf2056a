import type { Drawing, Shape } from "@/components/charts/shape";
import { type Faces, widthOf } from "./tagged/fonts";
import { circle, pathOperators, polygon } from "./tagged/operators";
import type { Canvas, Paint } from "./tagged/shapes";

const shift = { start: 0, middle: 0.5, end: 1 };

type Draw<S> = (canvas: Canvas, shape: S, faces: Faces) => void;

const draw: { [Kind in Shape["kind"]]: Draw<Extract<Shape, { kind: Kind }>> } = {
  line: (canvas, { from, to, stroke, width, dash }) =>
    canvas.operators(pathOperators(polygon([from, to], false), { stroke, width, dash })),
  path: (canvas, { points, closed, ...ink }) => canvas.operators(pathOperators(polygon(points, closed === true), ink)),
  circle: (canvas, { at, radius, ...ink }) => canvas.operators(pathOperators(circle(at, radius), ink)),
  text: (canvas, { at, anchor, text, size, fill, bold }, faces) => {
    const font = faces[bold ? 700 : 400];
    const x = at[0] - shift[anchor] * widthOf(font, text, size);
    canvas.words(text, { font, size, x, y: at[1], colour: fill });
  },
};

export function paintShapes(shapes: Shape[], { canvas, faces }: { canvas: Canvas; faces: Faces }): void {
  for (const shape of shapes) {
    // The table above pairs each kind with its own shape; TypeScript cannot follow that through an index.
    (draw[shape.kind] as Draw<Shape>)(canvas, shape, faces);
  }
}

/** The shapes of a chart as one figure. */
export function paintDrawing(drawing: Drawing, faces: Faces): Paint {
  return (canvas, element) => {
    if (element) canvas.begin(element);
    paintShapes(drawing.shapes, { canvas, faces });
    if (element) canvas.stop();
  };
}
