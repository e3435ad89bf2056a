import type { Measure } from "@/lib/measures/define";
import type { Figure, Place } from "@/lib/measures/figure";
import { type DimensionId, dimensions } from "@/lib/measures/groups";
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

/** The years against Locality, authority and England. */
export function trendChart(c: ReportContext, measure: Measure, children: string): ChartBlock {
  const figures = (place: Place) => c.years.map((year) => c.table.at(measure.id, place, year));
  return {
    kind: "chart",
    form: "line",
    finding: trendSentence(figures(c.own), children),
    title: titleOf(measure, children),
    x: c.years.map(String),
    xLabel: "Year",
    unit: measure.unit,
    max: measure.max,
    series: compared(c, true).map(({ place, role }) => ({ label: place.label, role, points: figures(place) })),
  };
}

const cohortCell = (figure: Figure): Cell =>
  isShown(figure) ? (figure.cohort ?? null) : { ...figure, unit: "number" as const };
const metCell = (figure: Figure): Cell =>
  isShown(figure) ? (figure.met ?? null) : { ...figure, unit: "number" as const };

/** Per year: how many pupils the school's figure rests on and how many schools are in the authority's. */
export function countsTable(c: ReportContext, measure: Measure, words: { counted: string; met: string }): TableBlock {
  return {
    kind: "table",
    caption: `${measure.label}: who is counted`,
    columns: [
      { key: "year", label: "Year", align: "left" },
      { key: "value", label: c.school.name, unit: measure.unit === "percent" ? "%" : undefined },
      { key: "cohort", label: words.counted },
      { key: "met", label: words.met },
      { key: "la", label: c.atlas.la.label, unit: measure.unit === "percent" ? "%" : undefined },
      { key: "schools", label: "Schools in", align: "right" },
    ],
    rows: c.years.map((year) => {
      const own = ownFigure(c, measure, year);
      const la = c.table.at(measure.id, c.atlas.la, year);
      return {
        cells: {
          year: String(year),
          value: own,
          cohort: cohortCell(own),
          met: metCell(own),
          la,
          schools: la.schools ? `${la.schools.in} of ${la.schools.of}` : "",
        },
        ...(year === c.year && { emphasis: "own" as const }),
      };
    }),
  };
}

/** The two groups of a dimension that its heading compares, as a sentence names them. */
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

interface Ended {
  label: string;
  figure: Figure;
}

/** This year by one dimension, against the authority. */
export function groupChart(c: ReportContext, measure: Measure, by: "sex" | "term", children: string): ChartBlock {
  const { groups, label } = dimensions[by];
  const figures = (place: Place) => groups.map((g) => c.table.at(measure.id, place, c.year, g.id));
  const [a, b] = ends[by].map(([id, words]) => ({ label: words, figure: ownFigure(c, measure, c.year, id) })) as [
    Ended,
    Ended,
  ];
  return {
    kind: "chart",
    form: "columns",
    finding: gapSentence(a, b),
    title: `${titleOf(measure, children)}, ${label.toLowerCase()}, ${c.year}`,
    x: groups.map((g) => g.label),
    xLabel: label,
    unit: measure.unit,
    max: measure.max,
    series: [
      { label: c.own.label, role: "own", points: figures(c.own) },
      { label: c.atlas.la.label, role: "la", points: figures(c.atlas.la) },
    ],
  };
}

/** This year by every group, with the cohorts. */
export function groupTable(c: ReportContext, measure: Measure, by: DimensionId[]): TableBlock {
  const groups = ["all", ...by.flatMap((id) => dimensions[id].groups.map((g) => g.id as string))];
  const label = (id: string) =>
    by.flatMap((d): { id: string; label: string }[] => [...dimensions[d].groups]).find((g) => g.id === id)?.label ??
    "All";
  const unit = measure.unit === "percent" ? "%" : undefined;
  return {
    kind: "table",
    caption: `${measure.label} by group, ${c.year}`,
    columns: [
      { key: "group", label: "Group", align: "left", width: 2 },
      { key: "own", label: c.school.name, unit },
      { key: "cohort", label: "Counted" },
      ...(c.locality ? [{ key: "locality", label: c.locality.label, unit }] : []),
      { key: "la", label: c.atlas.la.label, unit },
    ],
    rows: groups.map((group) => {
      const own = ownFigure(c, measure, c.year, group);
      return {
        cells: {
          group: label(group),
          own,
          cohort: cohortCell(own),
          ...(c.locality && { locality: c.table.at(measure.id, c.locality, c.year, group) }),
          la: c.table.at(measure.id, c.atlas.la, c.year, group),
        },
        ...(group === "all" && { emphasis: "total" as const }),
      };
    }),
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
