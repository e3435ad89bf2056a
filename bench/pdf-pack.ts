import type { Figure } from "@/lib/measures/figure";
import type { Block, BuiltReport, ChartBlock, ChartSeries, TableBlock } from "@/lib/reports/block";

/** A sequence that looks random and is the same on every run. */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

const years = ["2020/21", "2021/22", "2022/23", "2023/24", "2024/25"];
const groups = [
  "All pupils",
  "Girls",
  "Boys",
  "Free school meals",
  "Other pupils",
  "Special educational needs support",
];
const subjects = ["Communication", "Phonics", "Reading", "Writing", "Mathematics", "Science"];
const syllables = ["wen", "har", "mor", "ley", "ton", "brŵ", "field", "ash", "dale", "côt", "pen", "stead"];

type Random = () => number;

function name(random: Random): string {
  const parts = Array.from(
    { length: 2 + Math.floor(random() * 2) },
    () => syllables[Math.floor(random() * syllables.length)],
  );
  const joined = parts.join("");
  return joined.charAt(0).toUpperCase() + joined.slice(1);
}

function figure(random: Random): Figure {
  const about = {
    measure: "bench",
    place: { kind: "school", key: "1", label: "School" },
    year: 2025,
    group: "all",
  } as const;
  if (random() < 0.07) return { ...about, unit: "percent", withheld: "small" };
  return { ...about, unit: "percent", value: 40 + random() * 60, cohort: 30 };
}

const seriesOf = (random: Random, count: number, school: string): ChartSeries[] =>
  (["own", "la", "national"] as const).map((role) => ({
    label: { own: school, la: "Westmere", national: "England" }[role],
    role,
    points: Array.from({ length: count }, () => figure(random)),
  }));

function chart(
  random: Random,
  part: { form: ChartBlock["form"]; subject: string; school: string; x: string[] },
): ChartBlock {
  const { form, subject, school, x } = part;
  return {
    kind: "chart",
    form,
    finding: `${subject} at ${school} rose by ${Math.floor(random() * 9) + 1} points, more than in the authority`,
    title: `${subject}, % at the expected standard`,
    x,
    xLabel: form === "line" ? "Year" : "Group",
    unit: "percent",
    series: seriesOf(random, x.length, school),
  };
}

function table(random: Random, subject: string, rows: number): TableBlock {
  return {
    kind: "table",
    caption: `${subject}: schools of the Locality`,
    columns: [
      { key: "school", label: "School", width: 3 },
      { key: "count", label: "Pupils" },
      ...years.map((year) => ({ key: year, label: year, unit: "%", align: "right" as const })),
    ],
    rows: Array.from({ length: rows }, (_, i) => ({
      cells: {
        school: `${name(random)} ${random() < 0.5 ? "Primary School" : "Church of England Voluntary Aided Junior School"}`,
        count: 12 + Math.floor(random() * 80),
        ...Object.fromEntries(years.map((year) => [year, figure(random)])),
      },
      ...(i === 0 ? { emphasis: "own" as const } : {}),
    })),
  };
}

function section(random: Random, subject: string, school: string): Block[] {
  const prose = Array.from(
    { length: 3 },
    () =>
      `At ${name(random)} ${Math.floor(random() * 99)} pupils in a hundred met the standard in ${subject.toLowerCase()}.`,
  );
  return [
    { kind: "page", title: subject },
    { kind: "text", text: prose.join(" ") },
    chart(random, { form: "line", subject, school, x: years }),
    chart(random, { form: "columns", subject, school, x: groups.slice(0, 4) }),
    { kind: "note", label: "Source", text: "The school's own return, and the figures that the Department published." },
    table(random, subject, 11),
  ];
}

/** A pack of about 12 pages as a head gets it: a section per subject with prose, two charts and a table. */
export function pack(seed: number): BuiltReport {
  const random = sequence(seed);
  const school = `${name(random)} Primary School`;
  return {
    id: "pack",
    title: "Standard Pack",
    subject: `${school} (820/${2000 + seed})`,
    year: 2025,
    level: "Level 3: no pupil is named",
    dataAsAt: "2025-07-14T09:30:00Z",
    blocks: subjects.flatMap((subject) => section(random, subject, school)),
  };
}
