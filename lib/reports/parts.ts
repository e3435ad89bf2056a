import type { Measure } from "@/lib/measures/define";
import type { Figure, Place } from "@/lib/measures/figure";
import { dimensions } from "@/lib/measures/groups";
import type { Block, Cell, ChartBlock, ChartSeries, NoteBlock, TableBlock } from "./block";
import { ownFigure, type ReportContext } from "./define";
import { gapSentence, isShown, leadSentence, trendSentence } from "./words";

interface Compared {
  place: Place;
  role: ChartSeries["role"];
}

/** The school and what it stands against, in the order in which charts and tables show them. */
export function compared(c: ReportContext, withEngland: boolean): Compared[] {
  return [
    { place: c.own, role: "own" },
    ...(c.locality ? [{ place: c.locality, role: "locality" as const }] : []),
    { place: c.atlas.la, role: "la" },
    ...(withEngland ? [{ place: c.atlas.england, role: "national" as const }] : []),
  ];
}

/** England's figure of the year, or the newest one before it among the report's years. */
export const newestOf = (c: ReportContext, measure: Measure, place: Place): Figure | undefined =>
  [...c.years]
    .reverse()
    .map((year) => c.table.at(measure.id, place, year))
    .find(isShown);

export const lead = (c: ReportContext, measure: Measure, children: string): Block => ({
  kind: "text",
  lead: true,
  text: leadSentence({
    measure,
    children,
    own: ownFigure(c, measure),
    la: c.table.at(measure.id, c.atlas.la, c.year),
    laName: c.atlas.la.label,
    england: newestOf(c, measure, c.atlas.england),
  }),
});

/** The measure with its unit; a mean says itself what it is. */
export const titleOf = (measure: Measure, children: string) =>
  measure.unit === "mean" ? measure.label : `${measure.label}, % of ${children}`;

const cohortCell = (figure: Figure): Cell =>
  isShown(figure) ? (figure.cohort ?? null) : { ...figure, unit: "number" as const };
const metCell = (figure: Figure): Cell =>
  isShown(figure) ? (figure.met ?? null) : { ...figure, unit: "number" as const };
const unitText = (measure: Measure) => (measure.unit === "percent" ? ", %" : "");
const unitOf = (measure: Measure) => (measure.unit === "percent" ? "%" : undefined);

/** What the rows of pupils are called: those in the denominator, and those of them who met it (percent). */
export interface CountWords {
  counted?: string;
  met?: string;
  /** Are the schools told that the authority's figure rests on? */
  schools?: true;
}

/** The years side by side: every place's figure, and how many pupils and schools it rests on. */
function trendTable(
  c: ReportContext,
  measure: Measure,
  { caption, counted, met, schools: withSchools }: CountWords & { caption: string },
): TableBlock {
  const row = (label: string, cell: (year: number) => Cell) => ({
    cells: { row: label, ...Object.fromEntries(c.years.map((year) => [String(year), cell(year)])) },
  });
  const own = (year: number) => ownFigure(c, measure, year);
  const others = compared(c, true).filter(({ role }) => role !== "own");
  const schools = (year: number) => {
    const { schools: held } = c.table.at(measure.id, c.atlas.la, year);
    return held ? `${held.in} of ${held.of}` : "";
  };
  return {
    kind: "table",
    caption,
    columns: [
      { key: "row", label: "By year", align: "left", width: 2.8 },
      ...c.years.map((year) => ({ key: String(year), label: String(year), align: "right" as const })),
    ],
    rows: [
      { ...row(c.own.label + unitText(measure), own), emphasis: "own" as const },
      ...(counted ? [row(counted, (year) => cohortCell(own(year)))] : []),
      ...(met ? [row(met, (year) => metCell(own(year)))] : []),
      ...others.map(({ place }) => row(place.label + unitText(measure), (year) => c.table.at(measure.id, place, year))),
      ...(withSchools ? [row(`Schools counted, ${c.atlas.la.label}`, schools)] : []),
    ],
  };
}

/** The years against Locality, authority and England, with who is counted. */
export function trendChart(c: ReportContext, measure: Measure, words: CountWords & { children: string }): ChartBlock {
  const figures = (place: Place) => c.years.map((year) => c.table.at(measure.id, place, year));
  const title = titleOf(measure, words.children);
  return {
    kind: "chart",
    form: "line",
    finding: trendSentence(figures(c.own), words.children),
    title,
    x: c.years.map(String),
    xLabel: "Year",
    unit: measure.unit,
    max: measure.max,
    series: compared(c, true)
      .map(({ place, role }) => ({ label: place.label, role, points: figures(place) }))
      .filter(({ role, points }) => role === "own" || points.some(isShown)),
    table: trendTable(c, measure, { ...words, caption: title }),
  };
}

/** The two groups of a dimension that a heading compares, as a sentence names them. */
const ends: Record<"sex" | "term", [[id: string, words: string], [id: string, words: string]]> = {
  sex: [
    ["girls", "Girls"],
    ["boys", "boys"],
  ],
  term: [
    ["autumn", "Those born in autumn"],
    ["summer", "those born in summer"],
  ],
};

/** "Girls are 12 points above boys", of this year, and whether it could be said. */
export function gapFinding(c: ReportContext, measure: Measure, by: "sex" | "term"): { text: string; told: boolean } {
  const [a, b] = ends[by].map(([id, label]) => ({ label, figure: ownFigure(c, measure, c.year, id) }));
  if (!a || !b) return { text: "", told: false };
  return { text: gapSentence(a, b), told: isShown(a.figure) && isShown(b.figure) };
}

const groups = [...dimensions.sex.groups, ...dimensions.term.groups];

/** This year by sex and term of birth, against the authority. */
export function groupChart(c: ReportContext, measure: Measure, children: string): ChartBlock {
  const figures = (place: Place) => groups.map((g) => c.table.at(measure.id, place, c.year, g.id));
  const [sex, term] = [gapFinding(c, measure, "sex").text, gapFinding(c, measure, "term").text];
  const title = `${titleOf(measure, children)}, by sex and term of birth, ${c.year}`;
  return {
    kind: "chart",
    form: "columns",
    finding: `${sex}; ${term.charAt(0).toLowerCase()}${term.slice(1)}`,
    title,
    x: groups.map((g) => g.label),
    xLabel: "Group",
    unit: measure.unit,
    max: measure.max,
    series: [
      { label: c.own.label, role: "own", points: figures(c.own) },
      { label: c.atlas.la.label, role: "la", points: figures(c.atlas.la) },
    ],
    table: groupTable(c, measure, title),
  };
}

/** This year by every group, with the cohorts. */
function groupTable(c: ReportContext, measure: Measure, caption: string): TableBlock {
  const unit = unitOf(measure);
  return {
    kind: "table",
    caption,
    columns: [
      { key: "group", label: "Group", align: "left", width: 1.6 },
      { key: "cohort", label: "Counted", width: 0.8 },
      ...compared(c, false).map(({ place, role }) => ({ key: role, label: place.label, unit })),
    ],
    rows: [{ id: "all", label: "All" }, ...groups].map(({ id, label }) => ({
      cells: {
        group: label,
        cohort: cohortCell(ownFigure(c, measure, c.year, id)),
        ...Object.fromEntries(
          compared(c, false).map(({ place, role }) => [role, c.table.at(measure.id, place, c.year, id)]),
        ),
      },
      ...(id === "all" && { emphasis: "total" as const }),
    })),
  };
}

/** What a measure is, where it is defined, and where England's figures were read. */
export function definition(c: ReportContext, measure: Measure): NoteBlock {
  const read = c.years
    .map((year) => c.table.at(measure.id, c.atlas.england, year))
    .flatMap((f) => (isShown(f) && f.source ? [{ year: f.year, source: f.source }] : []));
  const bySource = Map.groupBy(read, (r) => r.source);
  const england = [...bySource].map(([source, of]) => `${of.map((r) => r.year).join(", ")}: ${source}`).join("; ");
  const newest = england ? ` England ${england}.` : " No figures for England are held.";
  return { kind: "note", label: measure.label, text: `${measure.about} Source: ${measure.source}.${newest}` };
}

/** How many schools' results are in the wider figures of this year. */
export function schoolsNote(c: ReportContext, measure: Measure): NoteBlock {
  const said = [...(c.locality ? [c.locality] : []), c.atlas.la].map((place) => {
    const { schools } = c.table.at(measure.id, place, c.year);
    return schools ? `${schools.in} of ${schools.of} schools in ${place.label}` : `no schools in ${place.label}`;
  });
  return { kind: "note", label: "Schools in", text: `Results of ${c.year} are in from ${said.join(" and ")}.` };
}

/** Said when the school has no results of the year: what is missing and what to do. */
export function nothingHeld(c: ReportContext, headline: Measure, what: string): Block[] {
  const figure = ownFigure(c, headline);
  const todo =
    c.scope.hat === "school"
      ? "Ask the authority whether the school's file has been sent and imported."
      : "Import the school's file, or choose a year that is held.";
  const applies = "withheld" in figure && figure.withheld === "not-applicable";
  const text = applies
    ? `${c.school.name} does not teach children of this age, so there are no ${what}.`
    : `No ${what} of ${c.year} are held for ${c.school.name}. ${todo}`;
  return [{ kind: "text", lead: true, text }];
}

export const isEmpty = (c: ReportContext, headline: Measure): boolean => {
  const figure = ownFigure(c, headline);
  return "withheld" in figure && (figure.withheld === "not-held" || figure.withheld === "not-applicable");
};
