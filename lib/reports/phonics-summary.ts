import { dimensions } from "@/lib/measures/groups";
import { marks, meanMark, phonicsMeasures, year1, year2 } from "@/lib/measures/phonics";
import { teaches } from "@/lib/measures/places";
import type { Block, ChartBlock } from "./block";
import { ownFigure, type ReportContext, report } from "./define";
import * as parts from "./parts";
import { phonicsPupils } from "./pupils";
import { isShown, reasonFor, shown } from "./words";

const children = "pupils";

function bandsFinding(c: ReportContext): string {
  const top = ["marks-32-36", "marks-37-40"].map((group) => ownFigure(c, marks, c.year, group));
  const [just, well] = top;
  if (!just || !well || !isShown(just) || !isShown(well))
    return `Marks by band: the figure ${reasonFor(just && !isShown(just) ? just : (well ?? ownFigure(c, marks)))}`;
  return `${just.cohort === undefined ? "About " : ""}${shown(well)} of pupils with a mark had 37 or more of 40, ${shown(just)} between 32, the threshold, and 36`;
}

/** Marks in bands against the authority. */
function bandsChart(c: ReportContext): ChartBlock {
  const { groups, label } = dimensions.band;
  const points = (place: ReportContext["own"]) => groups.map((g) => c.table.at(marks.id, place, c.year, g.id));
  const rough = points(c.own).some((f) => isShown(f) && f.cohort === undefined);
  return {
    kind: "chart",
    form: "columns",
    finding: bandsFinding(c),
    title: `Phonics marks in year 1, % of pupils with a mark${rough ? ", to the nearest 5" : ""}, ${c.year}`,
    x: groups.map((g) => g.label),
    xLabel: label,
    unit: "percent",
    max: 100,
    series: [
      { label: c.own.label, role: "own", points: points(c.own) },
      { label: c.atlas.la.label, role: "la", points: points(c.atlas.la) },
    ],
  };
}

/** Pupils at each single mark, for readers who may see the pupils themselves. */
function marksChart(c: ReportContext): Block[] {
  if (!c.seesPupils) return [];
  const { groups, label } = dimensions.mark;
  const points = groups.map((g) => {
    const figure = ownFigure(c, marks, c.year, g.id);
    return isShown(figure) ? { ...figure, unit: "number" as const, value: figure.met ?? 0 } : figure;
  });
  const near = points.slice(28, 32).reduce((sum, f) => sum + (isShown(f) ? f.value : 0), 0);
  return [
    {
      kind: "chart",
      form: "spread",
      finding: `${near} ${near === 1 ? "pupil was" : "pupils were"} within four marks below the threshold of 32`,
      title: `Phonics marks in year 1, number of pupils, ${c.year}`,
      x: groups.map((g) => g.label),
      xLabel: label,
      unit: "number",
      series: [{ label: c.own.label, role: "own", points }],
      threshold: { before: "32", label: "threshold: 32" },
    },
  ];
}

const counts = { children, counted: "Pupils counted" };

async function build(c: ReportContext): Promise<Block[]> {
  const trend = parts.trendChart(c, year1, { ...counts, met: "Met it", schools: true });
  const held = trend.series[0]?.points.some(isShown) ?? false;
  if (parts.isEmpty(c, year1)) {
    const before: Block[] = [{ kind: "heading", level: 2, text: "The years before" }, trend];
    return [...parts.nothingHeld(c, year1, "phonics results"), ...(held ? before : [])];
  }
  return [
    parts.lead(c, year1, children),
    trend,
    { kind: "heading", level: 2, text: "Marks" },
    bandsChart(c),
    ...marksChart(c),
    { kind: "heading", level: 2, text: "Groups of pupils" },
    parts.groupChart(c, year1, children),
    { kind: "heading", level: 2, text: "Mean mark" },
    parts.trendChart(c, meanMark, { children }),
    { kind: "heading", level: 2, text: "By the end of year 2" },
    parts.trendChart(c, year2, { ...counts, met: "Had met it", schools: true }),
    { kind: "heading", level: 2, text: "What is counted" },
    parts.schoolsNote(c, year1),
    ...[year1, year2, meanMark, marks].map((m) => parts.definition(c, m)),
    ...(await phonicsPupils(c)),
  ];
}

export const phonicsSummary = report({
  id: "phonics-summary",
  title: "Phonics summary",
  for: "school",
  about: "The phonics screening check in year 1 and by the end of year 2, with the spread of marks",
  dataset: "phonics",
  applies: (school) => teaches(school, "phonics"),
  measures: phonicsMeasures,
  by: ["sex", "term", "band", "mark"],
  headline: year1,
  headlines: [year1, year2, meanMark],
  children,
  build,
});
