/** A group of pupils: `code` is what its dimension's column holds. */
export interface Group {
  id: string;
  label: string;
  code: string;
}

export interface Dimension {
  id: string;
  label: string;
  /** Column of the figures query. */
  column: string;
  /** "partition" divides every measure's cohort; "spread" divides only the measures that are a spread. */
  kind: "partition" | "spread";
  groups: Group[];
}

/** Marks of the check in bands that a small class can be shown in: the threshold, 32, begins one. */
const bands = ["0-7", "8-15", "16-23", "24-31", "32-36", "37-40"];
const marks = Array.from({ length: 41 }, (_, mark) => String(mark));

/** The registry of groups. "all" is every pupil and belongs to none. */
export const dimensions = {
  sex: {
    id: "sex",
    label: "Sex",
    column: "sex_group",
    kind: "partition",
    groups: [
      { id: "girls", label: "Girls", code: "F" },
      { id: "boys", label: "Boys", code: "M" },
    ],
  },
  term: {
    id: "term",
    label: "Term of birth",
    column: "term",
    kind: "partition",
    groups: [
      { id: "autumn", label: "Born in autumn", code: "autumn" },
      { id: "spring", label: "Born in spring", code: "spring" },
      { id: "summer", label: "Born in summer", code: "summer" },
    ],
  },
  band: {
    id: "band",
    label: "Marks",
    column: "band",
    kind: "spread",
    groups: bands.map((band) => ({ id: `marks-${band}`, label: band.replace("-", " to "), code: band })),
  },
  mark: {
    id: "mark",
    label: "Mark",
    column: "mark",
    kind: "spread",
    groups: marks.map((mark) => ({ id: `mark-${mark}`, label: mark, code: mark })),
  },
} as const satisfies Record<string, Dimension>;

export type DimensionId = keyof typeof dimensions;

const dimensionByGroup = new Map<string, Dimension>(
  Object.values(dimensions).flatMap((d) => d.groups.map((g): [string, Dimension] => [g.id, d])),
);

/** The dimension that a group belongs to; undefined for "all". */
export const dimensionOf = (group: string): Dimension | undefined => dimensionByGroup.get(group);

export const groupLabel = (group: string): string =>
  group === "all" ? "All children" : (dimensionOf(group)?.groups.find((g) => g.id === group)?.label ?? group);

/** Lower and upper mark of each band. */
export const bandEnds: [band: string, from: number, to: number][] = bands.map((band) => {
  const [from = 0, to = 0] = band.split("-").map(Number);
  return [band, from, to];
});
