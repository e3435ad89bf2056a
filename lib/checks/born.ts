import type { CheckContext, Example, Finding, RowCheck } from "@/lib/datasets/define";
import { dayWords, isDay, nextDay, type Term, yearsLater } from "./day";

/** The children of a dataset: its year groups, youngest first, with the age they reach in that school year. */
export interface Phase {
  groups: { yearGroup: string; turns: number }[];
}
interface Span {
  /** First and last day, YYYY-MM-DD, both included. */
  from: string;
  to: string;
}

/** Days of birth of the children who turn `turns` in the academic year that ends in `year`. */
export const cohort = (year: number, turns: number): Span => ({
  from: `${year - turns - 1}-09-01`,
  to: `${year - turns}-08-31`,
});

const within = (day: string, { from, to }: Span) => day >= from && day <= to;
const spanWords = ({ from, to }: Span) => `${dayWords(from)} to ${dayWords(to)}`;

type Key = "born" | "yearGroup";
interface Judged {
  born: string;
  yearGroup: string | null;
  span: Span;
}

/**
 * The birth days that fit a record: of its own year group, or of all the phase's when it has none of them.
 * `null` when there is no date to judge, which D01 says.
 */
function judge(phase: Phase, cells: Record<Key, string | null>, year: number): Judged | null {
  const { born, yearGroup } = cells;
  if (born === null || !isDay(born)) return null;
  const own = phase.groups.filter((g) => g.yearGroup === yearGroup);
  const spans = (own.length > 0 ? own : phase.groups).map((g) => cohort(year, g.turns));
  const from = spans.map((s) => s.from).sort()[0] ?? "";
  const to =
    spans
      .map((s) => s.to)
      .sort()
      .at(-1) ?? "";
  return { born, yearGroup: own.length > 0 ? yearGroup : null, span: { from, to } };
}

const other = (phase: Phase, judged: Judged, year: number) =>
  judged.yearGroup === null || within(judged.born, judged.span)
    ? undefined
    : phase.groups.find((g) => g.yearGroup !== judged.yearGroup && within(judged.born, cohort(year, g.turns)));

const wide = ({ from, to }: Span): Span => ({ from: yearsLater(from, -1), to: yearsLater(to, 1) });

function realDate(born: string | null): string | null {
  if (born === null)
    return "The date of birth is missing. A day such as 31/01/2020 would be right, in a file 2020-01-31.";
  if (isDay(born)) return null;
  const [, day = "", month = "", year = ""] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(born) ?? [];
  const turned = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const right = isDay(turned) ? `${turned} (year, month, day)` : "a real day such as 31/01/2020, in a file 2020-01-31,";
  return `The date of birth is given as "${born}": ${right} would be right.`;
}

const datePresent: RowCheck<"born"> = {
  scope: "row",
  id: "D01",
  severity: "error",
  title: "Date of birth missing or not a date",
  columns: ["born"],
  find: ({ born }) => {
    const words = realDate(born);
    return words === null ? null : { words };
  },
  good: { cells: {} },
  bad: { cells: { born: "2020-02-30" } },
};

function farOutside(phase: Phase, cells: Record<Key, string | null>, year: number): Finding<Key> | null {
  const judged = judge(phase, cells, year);
  if (!judged || within(judged.born, wide(judged.span)) || other(phase, judged, year)) return null;
  const { born, span } = judged;
  const when = born > `${year}-08-31` ? `after the assessments of ${year}` : "more than a year outside the cohort";
  const words = `Date of birth ${dayWords(born)} is ${when}: ${spanWords(span)} would be expected in ${year}. Look at the year first.`;
  return { words, columns: ["born"] };
}

function littleOutside(phase: Phase, cells: Record<Key, string | null>, year: number): Finding<Key> | null {
  const judged = judge(phase, cells, year);
  if (!judged || within(judged.born, judged.span) || !within(judged.born, wide(judged.span))) return null;
  if (other(phase, judged, year)) return null;
  const [side, why] = judged.born < judged.span.from ? ["before", "started later"] : ["after", "was moved up"];
  const words = `Date of birth ${dayWords(judged.born)} is ${side} the year group's: ${spanWords(judged.span)} would be expected. Correct it, or mark it correct if the child ${why}.`;
  return { words, columns: ["born"] };
}

const EXAMPLE_YEAR = 2025;

/** Date of birth: a real date (D01), not far outside the cohort (D02), not outside it at all (D03). */
export function bornChecks(phase: Phase): RowCheck<Key>[] {
  const oldest = phase.groups.at(-1) ?? { yearGroup: "", turns: 0 };
  const first = cohort(EXAMPLE_YEAR, oldest.turns).from;
  const at = (born: string): Example<Key> => ({ year: EXAMPLE_YEAR, cells: { born, yearGroup: oldest.yearGroup } });
  return [
    datePresent,
    {
      scope: "row",
      id: "D02",
      severity: "error",
      title: "Date of birth more than a year outside the cohort",
      columns: ["born", "yearGroup"],
      find: (cells, { year }: CheckContext) => farOutside(phase, cells, year),
      good: at(yearsLater(first, -1)),
      bad: at(nextDay(yearsLater(first, -1), -1)),
    },
    {
      scope: "row",
      id: "D03",
      severity: "query",
      title: "Date of birth outside the cohort",
      columns: ["born", "yearGroup"],
      find: (cells, { year }: CheckContext) => littleOutside(phase, cells, year),
      good: at(first),
      bad: at(nextDay(first, -1)),
    },
  ];
}

/**
 * Y04: the date of birth is of the phase's other year group. D02 and D03 leave such a record to this check, so that one
 * fact is said once.
 */
export function yearGroupFits(phase: Phase): RowCheck<Key> {
  const young = phase.groups[0] ?? { yearGroup: "", turns: 0 };
  const old = phase.groups.at(-1) ?? young;
  return {
    scope: "row",
    id: "Y04",
    severity: "query",
    title: "Year group does not fit the date of birth",
    columns: ["yearGroup", "born"],
    find: (cells, { year }) => {
      const judged = judge(phase, cells, year);
      const group = judged && other(phase, judged, year);
      if (!group) return null;
      const words = `Year group ${judged.yearGroup} does not fit date of birth ${dayWords(judged.born)}, which is of year ${group.yearGroup}: ${spanWords(judged.span)} would be expected. Correct one of them, or mark it correct if the child is taught out of the year group.`;
      return { words };
    },
    good: { year: EXAMPLE_YEAR, cells: { yearGroup: old.yearGroup, born: cohort(EXAMPLE_YEAR, old.turns).to } },
    bad: { year: EXAMPLE_YEAR, cells: { yearGroup: young.yearGroup, born: cohort(EXAMPLE_YEAR, old.turns).to } },
  };
}

const terms: Record<Term, number[]> = { autumn: [9, 10, 11, 12], spring: [1, 2, 3], summer: [4, 5, 6, 7, 8] };

/** Term of birth as DfE groups it: autumn September to December, spring January to March, summer April to August. */
export function termOf(born: string | null): Term | null {
  if (born === null || !isDay(born)) return null;
  const month = Number(born.slice(5, 7));
  return (Object.keys(terms) as Term[]).find((term) => terms[term].includes(month)) ?? null;
}
