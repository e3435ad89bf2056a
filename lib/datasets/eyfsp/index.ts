import { termOf } from "@/lib/checks/born";
import { sexGroup } from "@/lib/checks/sex";
import type { CtfPupil, CtfResult } from "@/lib/files/types";
import { type Cells, dataset, type Taken } from "../define";
import { code, identityOf, postcodeOf, resultsByYear, together } from "../shared/ctf";
import { identityChecks } from "../shared/identity-checks";
import { eyfspChecks, eyfspPhase } from "./checks";
import { type EyfspKey, eyfspColumns } from "./columns";
import { type GoalKey, goalMarks, goals } from "./goals";
import { eyfsp as table } from "./table";

const title = "Early years foundation stage profile";
const years = { first: 2022, last: 2026 };

/**
 * What measures count, by Postgres column. A good level of development is 2 in every one of the twelve goals of the first
 * five areas (DfE since 2022): a goal of them that is missing or holds no mark cannot have been reached, while one of the
 * last two areas has no bearing on it. Such a child stays in the denominator; only a child with A in every goal is out
 * (`exempt`) and counted beside it. `complete` says whether all 17 hold a mark of the year's set, for those who ask how
 * much a figure rests on.
 */
function derive(cells: Cells<EyfspKey>) {
  const marks = goals.map((g) => ({ gld: g.gld, mark: cells[g.key] }));
  return {
    sex_group: sexGroup(cells.sex),
    term: termOf(cells.born),
    exempt: marks.every(({ mark }) => mark === "A"),
    complete: marks.every(({ mark }) => goalMarks.some((known) => known === mark)),
    expected_goals: marks.filter(({ mark }) => mark === "2").length,
    gld: marks.every(({ gld, mark }) => !gld || mark === "2"),
  };
}

/** The profile's stage: FSP in the oldest systems, EYF since about 2008. */
const stages = ["EYF", "EYFS", "FSP"];
/** E01..E17 of the framework since 2022, G01..G17 of the one before; the scales of 2003 to 2012 are not taken. */
const component = /^[EG](0[1-9]|1[0-7])$/;

function goalCells(results: CtfResult[]): Record<GoalKey | "otherGoals", string | null> {
  const sent = Map.groupBy(results, (r) => code(r.component));
  const marks = Object.fromEntries(
    goals.map((g) => [g.key, together((sent.get(g.code) ?? []).map((r) => r.result))]),
  ) as Record<GoalKey, string | null>;
  const old = [...sent.keys()].filter((of) => of.startsWith("G")).sort();
  const others = old.flatMap((of) => {
    const mark = together((sent.get(of) ?? []).map((r) => r.result));
    return mark === null ? [] : `${of}=${mark}`;
  });
  return { ...marks, otherGoals: others.length > 0 ? others.join(" ") : null };
}

/** The profile's rows of one pupil, by year. The component decides: a subject that does not belong to it is passed over. */
function fromCtf(pupil: CtfPupil): Taken[] {
  const rows = resultsByYear(pupil, (r) => stages.includes(code(r.stage)) && component.test(code(r.component)));
  return rows.map(([year, results]) => ({
    year,
    cells: {
      ...identityOf(pupil),
      postcode: postcodeOf(pupil),
      ...goalCells(results),
    } satisfies Cells<EyfspKey>,
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
  checks: [...identityChecks({ title, years, phase: eyfspPhase }), ...eyfspChecks],
});
