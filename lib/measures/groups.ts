/** A group of pupils: `codes` are what its dimension's column holds of them. */
export interface Group {
  id: string;
  label: string;
  codes: string[];
}

export interface Dimension {
  id: string;
  label: string;
  /** Column of the figures query: of every pupil for a partition, `mark` of the spread's rows otherwise. */
  column: string;
  /** "partition" divides every measure's cohort; "spread" divides only the measures that are a spread. */
  kind: "partition" | "spread";
  groups: Group[];
}

/** Marks of the check in bands that a small class can be shown in: the threshold, 32, begins one. */
const bands = ["0-7", "8-15", "16-23", "24-31", "32-36", "37-40"];
function between(band: string): string[] {
  const [from = 0, to = 0] = band.split("-").map(Number);
  return Array.from({ length: to - from + 1 }, (_, i) => String(from + i));
}
const marks = Array.from({ length: 41 }, (_, mark) => String(mark));

/** The registry of groups. "all" is every pupil and belongs to none. */
export const dimensions = {
  sex: {
    id: "sex",
    label: "Sex",
    column: "sex_group",
    kind: "partition",
    groups: [
      { id: "girls", label: "Girls", codes: ["F"] },
      { id: "boys", label: "Boys", codes: ["M"] },
    ],
  },
  term: {
    id: "term",
    label: "Term of birth",
    column: "term",
    kind: "partition",
    groups: [
      { id: "autumn", label: "Born in autumn", codes: ["autumn"] },
      { id: "spring", label: "Born in spring", codes: ["spring"] },
      { id: "summer", label: "Born in summer", codes: ["summer"] },
    ],
  },
  band: {
    id: "band",
    label: "Marks",
    column: "mark_value",
    kind: "spread",
    groups: bands.map((band) => ({ id: `marks-${band}`, label: band.replace("-", " to "), codes: between(band) })),
  },
  mark: {
    id: "mark",
    label: "Mark",
    column: "mark_value",
    kind: "spread",
    groups: marks.map((mark) => ({ id: `mark-${mark}`, label: mark, codes: [mark] })),
  },
} as const satisfies Record<string, Dimension>;

export type DimensionId = keyof typeof dimensions;

const dimensionByGroup = new Map<string, Dimension>(
  Object.values(dimensions).flatMap((d) => d.groups.map((g): [string, Dimension] => [g.id, d])),
);

/** The dimension that a group belongs to; undefined for "all". */
export const dimensionOf = (group: string): Dimension | undefined => dimensionByGroup.get(group);
