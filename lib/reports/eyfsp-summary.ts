import { allGoals, areaMeasures, eyfspMeasures, gld, goalMeasures, meanGoals } from "@/lib/measures/eyfsp";
import { teaches } from "@/lib/measures/places";
import type { Block, ChartBlock, TableBlock } from "./block";
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

/** Each goal against the authority; its table has the years before. */
function goalsChart(c: ReportContext): ChartBlock {
  const points = (place: ReportContext["own"]) => goalMeasures.map((m) => c.table.at(m.id, place, c.year));
  const title = `Expected level in each goal, % of ${children}`;
  return {
    kind: "chart",
    form: "bars",
    finding: rangeSentence(goalMeasures.map((m) => ({ label: m.label, figure: ownFigure(c, m) }))),
    title: `${title}, ${c.year}`,
    x: goalMeasures.map((m) => m.label),
    xLabel: "Goal",
    unit: "percent",
    max: 100,
    series: [
      { label: c.own.label, role: "own", points: points(c.own) },
      { label: c.atlas.la.label, role: "la", points: points(c.atlas.la) },
    ],
    table: {
      kind: "table",
      caption: `${title}: ${c.school.name} by year, ${c.atlas.la.label} in ${c.year}`,
      columns: [
        { key: "goal", label: "Goal", align: "left", width: 2.8 },
        ...c.years.map((year) => ({ key: String(year), label: String(year), align: "right" as const, width: 0.7 })),
        { key: "la", label: c.atlas.la.label },
      ],
      rows: goalMeasures.map((m) => ({
        cells: {
          goal: m.label,
          ...Object.fromEntries(c.years.map((year) => [String(year), ownFigure(c, m, year)])),
          la: c.table.at(m.id, c.atlas.la, c.year),
        },
      })),
    },
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

const counts = { children, counted: "Children assessed" };

async function build(c: ReportContext): Promise<Block[]> {
  const trend = parts.trendChart(c, gld, { ...counts, met: "Reached it", schools: true });
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
    { kind: "heading", level: 2, text: "Areas of learning" },
    areasTable(c),
    { kind: "heading", level: 2, text: "Groups of children" },
    parts.groupChart(c, gld, children),
    { kind: "heading", level: 2, text: "Goals" },
    parts.trendChart(c, allGoals, { ...counts, met: "Reached them" }),
    goalsChart(c),
    parts.trendChart(c, meanGoals, counts),
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
  headlines: [gld, allGoals, meanGoals],
  children,
  build,
});
