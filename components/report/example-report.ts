import type { Figure, Unit } from "@/lib/measures/figure";
import type { Block, BuiltReport, ChartBlock, ChartSeries, TableBlock } from "@/lib/reports/block";

/** Invented reports for the tests and the benchmark of this folder. */

const place = { kind: "school", key: "100001", label: "Ysgol Tŷ Gwyn" } as const;

export const shown = (value: number, unit: Unit = "percent"): Figure => ({
  measure: "example",
  place,
  year: 2025,
  group: "all",
  unit,
  value,
  cohort: 60,
});

export const withheld = (reason: "small" | "secondary" | "none" | "not-published" = "small"): Figure => ({
  measure: "example",
  place,
  year: 2025,
  group: "all",
  unit: "percent",
  withheld: reason,
});

const years = ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25"];

const series = (label: string, role: ChartSeries["role"], values: (number | null)[]): ChartSeries => ({
  label,
  role,
  points: values.map((value) => (value === null ? withheld() : shown(value))),
});

export const lineChart: ChartBlock = {
  kind: "chart",
  form: "line",
  finding: "Four in five children reach a good level of development, above the authority for the third year",
  title: "Good level of development, % of children",
  x: years,
  xLabel: "Year",
  unit: "percent",
  series: [
    series("Ysgol Tŷ Gwyn", "own", [71.4, null, 74.2, 77.9, 80.1]),
    series("Brŵyn Locality", "locality", [69, 68.2, 70.4, 71, 72.6]),
    series("Westmere", "la", [66.2, 65.4, 67.1, 68.3, 69]),
    series("England", "national", [65, 65.2, 67.2, 67.7, 68.3]),
  ],
};

export const columnChart: ChartBlock = {
  ...lineChart,
  form: "columns",
  finding: "Girls and boys are now six points apart, half of the gap in England",
  title: "Phonics, % working at the expected standard",
  x: ["Girls", "Boys", "Free school meals", "Other pupils"],
  xLabel: "Group",
  series: [
    series("Ysgol Tŷ Gwyn", "own", [86, 80, null, 85]),
    series("Westmere", "la", [83, 75, 66, 82]),
    series("England", "national", [84, 77, 68, 84]),
  ],
};

const goals = [
  "Communication and language",
  "Personal, social and emotional development",
  "Physical development",
  "Literacy",
  "Mathematics",
  "Understanding the world",
  "Expressive arts and design",
];

export const barChart: ChartBlock = {
  ...lineChart,
  form: "bars",
  finding: "Literacy is the area in which fewest children reach the expected level",
  title: "Children at the expected level in every goal of the area, %",
  x: goals,
  xLabel: "Area of learning",
  series: [
    series("Ysgol Tŷ Gwyn", "own", [84, 88, 91, 72, 79, 85, null]),
    series("Westmere", "la", [79, 83, 85, 70, 77, 80, 85]),
  ],
};

const marks = Array.from({ length: 41 }, (_, mark) => mark);

export const spreadChart: ChartBlock = {
  ...lineChart,
  form: "spread",
  finding: "Three pupils were within four marks below the threshold of 32",
  title: "Phonics marks in year 1, number of pupils",
  x: marks.map(String),
  xLabel: "Mark",
  unit: "number",
  series: [
    {
      label: "Ysgol Tŷ Gwyn",
      role: "own",
      points: marks.map((mark) => shown(mark < 28 ? 0 : (mark * 7) % 13, "number")),
    },
  ],
  threshold: { before: "32", label: "threshold: 32" },
};

const forenames = ["Siân", "Tomos", "Ffion", "Łukasz", "Zoë", "Ŵena", "Béatrice", "Ŷorath", "Ayşe", "Noor"];
const surnames = ["ap Gwŷnedd", "O’Brien-Llewelyn", "Featherstonehaugh", "Østergård", "Nowak", "Hŵfa"];

export const longTable = (rows: number, caption: string): TableBlock => ({
  kind: "table",
  caption,
  columns: [
    { key: "name", label: "Child", width: 2.4 },
    { key: "upn", label: "UPN", width: 1.8 },
    { key: "note", label: "What the school wrote", width: 3 },
    { key: "score", label: "Score", unit: "out of 40", width: 1.1 },
    { key: "met", label: "At the standard", unit: "%", width: 1.1 },
  ],
  rows: Array.from({ length: rows }, (_, i) => ({
    cells: {
      name: `${surnames[i % surnames.length]}, ${forenames[i % forenames.length]}`,
      upn: `X${String(820_000_000_000 + i * 7919)}`,
      note:
        i % 7 === 0
          ? "Joined in March from a school abroad; the check was taken with a familiar adult in a quiet room"
          : "",
      score: i % 11 === 0 ? null : (i * 13) % 41,
      met: i % 9 === 0 ? withheld("none") : shown((i * 17) % 101),
    },
    ...(i % 25 === 24 ? { emphasis: "total" as const } : i % 25 === 3 ? { emphasis: "own" as const } : {}),
  })),
});

const matrix: Block = {
  kind: "matrix",
  caption: "Reading by prior attainment: pupils in each place",
  rowsLabel: "Key stage 1",
  columns: ["Below", "At the standard", "Above"],
  rows: [
    { label: "Below", cells: [4, 6, withheld("secondary")] },
    { label: "At the standard", cells: [withheld(), 31, 9] },
    { label: "Above", cells: [null, 5, 17.25] },
  ],
};

const headline: TableBlock = {
  kind: "table",
  caption: "Headline figures",
  columns: [
    { key: "measure", label: "Measure", width: 3 },
    ...years.map((year) => ({ key: year, label: year, unit: "%", align: "right" as const })),
    { key: "trend", label: "Trend", width: 2 },
  ],
  rows: ["Good level of development", "Phonics in year 1", "Reading, writing and maths"].map((measure, i) => ({
    cells: {
      measure,
      ...Object.fromEntries(years.map((year, k) => [year, k === i ? withheld() : shown(60 + 5 * i + k)])),
      trend: { trend: years.map((_, k) => (k === i ? withheld() : shown(60 + 5 * i + k))) },
    },
    ...(i === 0 ? { emphasis: "own" as const } : {}),
  })),
};

const prose =
  "Of the sixty children who were in reception this year, forty-eight reached a good level of development. " +
  "That is three more than last year and the third rise in a row. The gap between children who are eligible for free school meals and the others has halved since 2022/23.";

export const exampleReport = (blocks: Block[] = []): BuiltReport => ({
  id: "example",
  title: "Standard Pack",
  subject: "Ysgol Tŷ Gwyn (820/2001)",
  year: 2025,
  level: "Level 3: no pupil is named",
  dataAsAt: "2025-07-14T09:30:00Z",
  blocks: [
    { kind: "heading", level: 1, text: "Standard Pack" },
    { kind: "text", text: "Children here start school ahead of England, and keep the lead.", lead: true },
    { kind: "text", text: prose },
    headline,
    lineChart,
    {
      kind: "note",
      label: "Good level of development",
      text: "The expected level in the three prime areas, literacy and mathematics.",
    },
    { kind: "page", title: "Groups" },
    { kind: "heading", level: 2, text: "How groups of pupils do" },
    columnChart,
    { kind: "heading", level: 3, text: "By area of learning" },
    barChart,
    spreadChart,
    { kind: "page", title: "Progress" },
    matrix,
    {
      kind: "table",
      caption: "Pupils who moved",
      columns: [{ key: "who", label: "Pupil" }],
      rows: [],
      empty: "Nobody moved this year.",
    },
    ...blocks,
  ],
});

/** Six pages and more: charts, withheld figures, an empty table and two tables over several pages. */
export const longReport = (): BuiltReport =>
  exampleReport([
    { kind: "page", title: "Pupils" },
    longTable(100, "Children in the phonics check"),
    { kind: "page", title: "Pupils who were away" },
    { kind: "text", text: prose },
    longTable(100, "Children who took the check again"),
  ]);
