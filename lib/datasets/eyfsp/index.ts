import { termOf } from "@/lib/checks/born";
import { sexGroup } from "@/lib/checks/sex";
import type { CtfPupil, CtfResult } from "@/lib/files/types";
import type { HeldYears } from "@/lib/held-years";
import { type Cells, dataset, type Taken } from "../define";
import { code, identityOf, postcodeOf, resultsByYear, together } from "../shared/ctf";
import { identityChecks } from "../shared/identity-checks";
import { eyfspChecks, eyfspPhase } from "./checks";
import { type EyfspKey, eyfspColumns } from "./columns";
import { frameworkOf, frameworks, type GoalKey } from "./goals";
import { eyfsp as table } from "./table";

const title = "Early years foundation stage profile";
const years: HeldYears = {
  periods: [
    { first: 2013, last: 2019 },
    { first: 2022, last: 2026 },
  ],
  between: "No statutory profile was collected in 2019/20 and 2020/21.",
};

/** The sum of all marks where every one is a number: with A, a fault or none there is no sum. */
function pointsOf(marks: (string | null)[]): number | null {
  const numbers = marks.map((mark) => (mark !== null && /^[1-3]$/.test(mark) ? Number(mark) : null));
  return numbers.includes(null) ? null : numbers.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

/**
 * What measures count, by Postgres column. A good level of development is the expected level in every one of the twelve
 * goals of the first five areas (DfE: mark 2 since 2022, 2 or 3 until 2019): a goal of them that is missing or holds no
 * mark cannot have been reached, while one of the last two areas has no bearing on it. Such a child stays in the
 * denominator; only a child with A in every goal is out (`exempt`) and counted beside it. `complete` says whether all 17
 * hold a mark of the year's set, for those who ask how much a figure rests on. `points` were given until 2019 alone.
 */
function derive(cells: Cells<EyfspKey>, year: number) {
  const { goals, marks: known, expected } = frameworkOf(year);
  const marks = goals.map((g) => ({ gld: g.gld, mark: cells[g.key] }));
  const reached = (mark: string | null) => mark !== null && expected.includes(mark);
  return {
    sex_group: sexGroup(cells.sex),
    term: termOf(cells.born),
    exempt: marks.every(({ mark }) => mark === "A"),
    complete: marks.every(({ mark }) => mark !== null && known.includes(mark)),
    expected_goals: marks.filter(({ mark }) => reached(mark)).length,
    gld: marks.every(({ gld, mark }) => !gld || reached(mark)),
    points: known.includes("3") ? pointsOf(marks.map(({ mark }) => mark)) : null,
  };
}

/** The profile's stage: FSP in the oldest systems, EYF since about 2008. */
const stages = ["EYF", "EYFS", "FSP"];
/** E01..E17 of the framework since 2022, G01..G17 of the one before; the scales of 2003 to 2012 are not taken. */
const component = /^[EG](0[1-9]|1[0-7])$/;

const codes = frameworks.flatMap((framework) => framework.goals);

function goalCells(results: CtfResult[]): Record<GoalKey, string | null> {
  const sent = Map.groupBy(results, (r) => code(r.component));
  const cells = codes.map((g) => [g.key, together((sent.get(g.code) ?? []).map((r) => r.result))]);
  return Object.fromEntries(cells) as Record<GoalKey, string | null>;
}

/** A record has the goals of its year; what was sent of the other framework's stands in one cell ("G01=2 G02=1"). */
function settle(cells: Cells<EyfspKey>, year: number): Cells<EyfspKey> {
  const own = frameworkOf(year);
  const others = frameworks.flatMap((framework) => (framework === own ? [] : framework.goals));
  const sent = others.filter((g) => cells[g.key] !== null).map((g) => `${g.code}=${cells[g.key]}`);
  if (sent.length === 0) return cells;
  const emptied = Object.fromEntries(others.map((g) => [g.key, null]));
  return { ...cells, ...emptied, otherGoals: sent.join(" ") };
}

/** The profile's rows of one pupil, by year. The component decides: a subject that does not belong to it is passed over. */
function fromCtf(pupil: CtfPupil): Taken[] {
  const rows = resultsByYear(pupil, (r) => stages.includes(code(r.stage)) && component.test(code(r.component)));
  return rows.map(([year, results]) => ({
    year,
    cells: settle(
      { ...identityOf(pupil), postcode: postcodeOf(pupil), ...goalCells(results), otherGoals: null },
      Number(year),
    ),
  }));
}

export const eyfsp = dataset({
  id: "eyfsp",
  title,
  children: "children at the end of reception",
  domain: "assessment",
  years,
  columns: eyfspColumns,
  table,
  derive,
  fromCtf,
  settle,
  checks: [...identityChecks({ title, years, phase: eyfspPhase }), ...eyfspChecks],
});
