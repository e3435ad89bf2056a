import { framework2022 } from "@/lib/datasets/eyfsp/goals";
import type { Measure } from "@/lib/measures/define";
import { measuresIn, type Profile, profile2013, profile2022 } from "@/lib/measures/eyfsp";
import { teaches } from "@/lib/measures/places";
import type { Block, ChartBlock, TableBlock } from "./block";
import { ownFigure, type ReportContext, report, span } from "./define";
import * as parts from "./parts";
import { eyfspPupils } from "./pupils";
import { isShown, rangeSentence } from "./words";

const children = "children";

/** How many children were exempted (not assessed, in the old framework), beside the figure that leaves them out. */
function exempted(c: ReportContext, { gld, framework }: Profile): Block[] {
  const figure = ownFigure(c, gld);
  if (!isShown(figure)) return [];
  const text =
    figure.aside === undefined
      ? `How many children were ${framework.exempt} is withheld, because they are so few.`
      : figure.aside === 0
        ? `${framework.noneExempt} in ${c.year}.`
        : `${figure.aside} ${figure.aside === 1 ? "child was" : "children were"} ${framework.exempt} in ${c.year} (A in every goal) and ${figure.aside === 1 ? "is" : "are"} not counted.`;
  return [{ kind: "text", text }];
}

/** Each goal against the authority; its table has the years before. */
function goalsChart(c: ReportContext, of: { title: string; measures: Measure[] }): ChartBlock {
  const points = (place: ReportContext["own"]) => of.measures.map((m) => c.table.at(m.id, place, c.year));
  const title = `${of.title}, % of ${children}`;
  return {
    kind: "chart",
    form: "bars",
    finding: rangeSentence(of.measures.map((m) => ({ label: m.label, figure: ownFigure(c, m) }))),
    title: `${title}, ${c.year}`,
    x: of.measures.map((m) => m.label),
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
      rows: of.measures.map((m) => ({
        cells: {
          goal: m.label,
          ...Object.fromEntries(c.years.map((year) => [String(year), ownFigure(c, m, year)])),
          la: c.table.at(m.id, c.atlas.la, c.year),
        },
      })),
    },
  };
}

function areasTable(c: ReportContext, { level, areas }: Profile): TableBlock {
  return {
    kind: "table",
    caption: `${level} in every goal of the area, ${c.year}`,
    columns: [
      { key: "area", label: "Area of learning", align: "left", width: 3 },
      ...parts.compared(c, false).map(({ place, role }) => ({ key: role, label: place.label, unit: "%" })),
    ],
    rows: areas.map((m) => ({
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

/** Why the years side by side are not the five latest, or end where they do. */
function yearsNote(c: ReportContext): Block[] {
  const isOld = c.year < framework2022.since;
  if (!isOld && c.years.length === span) return [];
  const text = isOld
    ? "Years until 2019 are compared with one another alone: since 2022 the profile has other goals and marks."
    : "Years from 2022 on are compared with one another alone: before, the profile had other goals and marks.";
  return [{ kind: "note", label: "Years shown", text: `${text} Nothing was collected in 2020 and 2021.` }];
}

function goalBlocks(c: ReportContext, p: Profile): Block[] {
  return [
    { kind: "heading", level: 2, text: "Goals" },
    parts.trendChart(c, p.allGoals, { ...counts, met: "Reached them" }),
    goalsChart(c, { title: `${p.level} in each goal`, measures: p.goals }),
    ...(p.exceeding
      ? [goalsChart(c, { title: "Exceeding the expected level in each goal", measures: p.exceeding })]
      : []),
    parts.trendChart(c, p.meanGoals, counts),
    ...(p.meanPoints ? [parts.trendChart(c, p.meanPoints, { children, counted: "Children with all marks" })] : []),
  ];
}

const headlinesOf = ({ gld, allGoals, meanGoals, meanPoints: points }: Profile): Measure[] => [
  ...[gld, allGoals, meanGoals],
  ...(points ? [points] : []),
];

async function build(c: ReportContext, p: Profile): Promise<Block[]> {
  const { gld } = p;
  const trend = parts.trendChart(c, gld, { ...counts, met: "Reached it", schools: true });
  const held = trend.series[0]?.points.some(isShown) ?? false;
  if (parts.isEmpty(c, gld)) {
    const before: Block[] = [{ kind: "heading", level: 2, text: "The years before" }, trend, ...yearsNote(c)];
    return [...parts.nothingHeld(c, gld, "early years foundation stage profile results"), ...(held ? before : [])];
  }
  return [
    parts.lead(c, gld, children),
    ...exempted(c, p),
    { kind: "heading", level: 2, text: "Good level of development" },
    trend,
    ...yearsNote(c),
    { kind: "heading", level: 2, text: "Areas of learning" },
    areasTable(c, p),
    { kind: "heading", level: 2, text: "Groups of children" },
    parts.groupChart(c, gld, children),
    ...goalBlocks(c, p),
    { kind: "heading", level: 2, text: "What is counted" },
    parts.schoolsNote(c, gld),
    ...headlinesOf(p).map((m) => parts.definition(c, m)),
    ...(await eyfspPupils(c, p.framework)),
  ];
}

const madeOf = (p: Profile) => ({
  measures: measuresIn(p),
  headline: p.gld,
  headlines: headlinesOf(p),
  build: (c: ReportContext) => build(c, p),
});

export const eyfspSummary = report({
  id: "eyfsp-summary",
  title: "EYFSP summary",
  for: "school",
  about: "Good level of development, areas of learning and goals of the children at the end of reception",
  dataset: "eyfsp",
  applies: (school) => teaches(school, "eyfsp"),
  by: ["sex", "term"],
  children,
  ...madeOf(profile2022),
  earlier: { until: framework2022.since - 1, ...madeOf(profile2013) },
});
