import { termOf } from "@/lib/checks/born";
import { sexGroup } from "@/lib/checks/sex";
import type { CtfPupil, CtfResult } from "@/lib/files/types";
import type { HeldYears } from "@/lib/held-years";
import { type Cells, dataset, type Taken } from "../define";
import { code, identityOf, resultsByYear, together } from "../shared/ctf";
import { identityChecks } from "../shared/identity-checks";
import { phonicsChecks, phonicsPhase } from "./checks";
import { type PhonicsKey, phonicsColumns } from "./columns";
import { markOf, resultOf } from "./result";
import { phonics as table } from "./table";

const title = "Phonics screening check";
const years: HeldYears = { periods: [{ first: 2022, last: 2026 }] };

/**
 * What measures count, by Postgres column. A record with faults counts by what of it is sound: `result` is null when
 * neither mark nor outcome says it (see `resultOf`), `nc_year` when the year group is neither 1 nor 2. In a percentage
 * meeting the standard Wa is above, and Wa, Wt, A, D and Q below the line; L and null are in neither (DfE).
 */
function derive(cells: Cells<PhonicsKey>, year: number) {
  return {
    sex_group: sexGroup(cells.sex),
    term: termOf(cells.born),
    mark_value: markOf(cells.mark),
    result: resultOf(cells, year),
    nc_year: phonicsPhase.groups.some((g) => g.yearGroup === cells.yearGroup) ? Number(cells.yearGroup) : null,
  };
}

/** Mark and outcome are two rows of the same component, told apart by what is in them: digits, or letters alone. */
const isOutcome = ({ result }: CtfResult) => /^\s*\p{L}+\s*$/u.test(result ?? "");

/** The check's rows of one pupil, by year: any stage, subject or component PHO. */
function fromCtf(pupil: CtfPupil): Taken[] {
  const rows = resultsByYear(pupil, (r) => code(r.subject) === "PHO" || code(r.component) === "PHO");
  return rows.map(([year, results]) => ({
    year,
    cells: {
      ...identityOf(pupil),
      mark: together(results.filter((r) => !isOutcome(r)).map((r) => r.result)),
      outcome: together(results.filter(isOutcome).map((r) => r.result)),
    } satisfies Cells<PhonicsKey>,
  }));
}

export const phonics = dataset({
  id: "phonics",
  title,
  children: "children in years 1 and 2",
  domain: "assessment",
  years,
  columns: phonicsColumns,
  table,
  derive,
  fromCtf,
  checks: [...identityChecks({ title, years, phase: phonicsPhase }), ...phonicsChecks],
});
