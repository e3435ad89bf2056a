import { areas, goals } from "@/lib/datasets/eyfsp/goals";
import { allGoals, areaMeasures, eyfspMeasures, gld, goalMeasures, meanGoals } from "@/lib/measures/eyfsp";
import { teaches } from "@/lib/measures/places";
import type { Block, ChartBlock, MatrixBlock, TableBlock } from "./block";
import { ownFigure, type ReportContext, report } from "./define";
import * as parts from "./parts";
import { eyfspPupils } from "./pupils";
import { isShown, rangeSentence } from "./words";

const children = "children";

/** How many children were exempted, beside the figure that leaves them out. */
function exempted(c: ReportContext): Block[] {
  const figure = ownFigure(c, gld);
  if (!isShown(figure)) return [];
  const text =
    figure.aside === undefined
      ? "How many children were exempted from the profile is withheld, because they are so few."
      : figure.aside === 0
        ? `No child was exempted from the profile in ${c.year}.`
        : `${figure.aside} ${figure.aside === 1 ? "child was" : "children were"} exempted from the profile in ${c.year} (A in every goal) and ${figure.aside === 1 ? "is" : "are"} not counted.`;
  return [{ kind: "text", text }];
}

function goalsChart(c: ReportContext): ChartBlock {
  const points = (place: ReportContext["own"]) => goalMeasures.map((m) => c.table.at(m.id, place, c.year));
  return {
    kind: "chart",
    form: "bars",
    finding: rangeSentence(goalMeasures.map((m) => ({ label: m.label, figure: ownFigure(c, m) }))),
    title: `Expected level in each goal, % of ${children}, ${c.year}`,
    x: goalMeasures.map((m) => m.label),
    xLabel: "Goal",
    unit: "percent",
    max: 100,
    series: [
      { label: c.own.label, role: "own", points: points(c.own) },
      { label: c.atlas.la.label, role: "la", points: points(c.atlas.la) },
    ],
  };
}

function areasTable(c: ReportContext): TableBlock {
  return {
    kind: "table",
    caption: `Expected level in every goal of the area, ${c.year}`,
    columns: [
      { key: "area", label: "Area of learning", align: "left", width: 3 },
      ...parts.compared(c, false).map(({ place, role }) => ({ key: role, label: place.label, unit: "%" })),
    ],
    rows: areaMeasures.map((m) => ({
      cells: {
        area: m.label,
        ...Object.fromEntries(
          parts.compared(c, false).map(({ place, role }) => [role, c.table.at(m.id, place, c.year)]),
        ),
      },
    })),
  };
}

/** Each goal over the years, in the framework's order and named with its area. */
const goalsMatrix = (c: ReportContext): MatrixBlock => ({
  kind: "matrix",
  caption: `${c.school.name}: % of ${children} at the expected level in each goal, by year`,
  rowsLabel: "Area and goal",
  columns: c.years.map(String),
  rows: goals.map((g, i) => ({
    label: `${areas.find((a) => a.subject === g.subject)?.name}: ${g.name}`,
    cells: c.years.map((year) => c.table.at(goalMeasures[i]?.id ?? "", c.own, year)),
  })),
});

async function build(c: ReportContext): Promise<Block[]> {
  const trend = parts.trendChart(c, gld, children);
  const held = trend.series[0]?.points.some(isShown) ?? false;
  if (parts.isEmpty(c, gld)) {
    const before: Block[] = [{ kind: "heading", level: 2, text: "The years before" }, trend];
    return [...parts.nothingHeld(c, gld, "early years foundation stage profile results"), ...(held ? before : [])];
  }
  return [
    parts.lead(c, gld, children),
    ...exempted(c),
    { kind: "heading", level: 2, text: "Good level of development" },
    trend,
    parts.countsTable(c, gld, { counted: "Children assessed", met: "Reached it" }),
    { kind: "heading", level: 2, text: "Groups of children" },
    parts.groupChart(c, gld, "sex", children),
    parts.groupChart(c, gld, "term", children),
    parts.groupTable(c, gld, ["sex", "term"]),
    { kind: "heading", level: 2, text: "Areas of learning and goals" },
    goalsChart(c),
    areasTable(c),
    goalsMatrix(c),
    { kind: "heading", level: 2, text: "Number of goals" },
    parts.trendChart(c, meanGoals, children),
    parts.trendChart(c, allGoals, children),
    { kind: "heading", level: 2, text: "What is counted" },
    parts.schoolsNote(c, gld),
    ...[gld, allGoals, meanGoals].map((m) => parts.definition(c, m)),
    ...(await eyfspPupils(c)),
  ];
}

export const eyfspSummary = report({
  id: "eyfsp-summary",
  title: "EYFSP summary",
  for: "school",
  about: "Good level of development, areas of learning and goals of the children at the end of reception",
  dataset: "eyfsp",
  applies: (school) => teaches(school, "eyfsp"),
  measures: eyfspMeasures,
  by: ["sex", "term"],
  headline: gld,
  build,
});
