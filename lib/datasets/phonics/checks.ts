import { type Phase, yearGroupFits } from "@/lib/checks/born";
import { isTwice } from "@/lib/checks/marks";
import { yearGroupIn } from "@/lib/checks/year-group";
import type { Cells, CheckContext, Finding, RowCheck } from "../define";
import { outcomes } from "./columns";
import { byMark, markOf, withoutMark } from "./result";
import { highestMark, thresholdOf } from "./thresholds";

/** Year 1, and those of year 2 who did not meet the standard or did not take the check in year 1. */
export const phonicsPhase: Phase = {
  groups: [
    { yearGroup: "1", turns: 6 },
    { yearGroup: "2", turns: 7 },
  ],
};

type Key = "mark" | "outcome";
type Result = Cells<Key>;
const both: Key[] = ["mark", "outcome"];
const right = `a whole number from 0 to ${highestMark}`;
const codes = `${outcomes.slice(0, -1).join(", ")} or ${outcomes.at(-1)}`;
const alone = "A (absent), D (did not take it), L (left) or Q (maladministration)";

function resultMissing({ mark, outcome }: Result): Finding<Key> | null {
  if (mark !== null) return null;
  if (outcome === null) return { words: `There is no result. The mark, or without one ${alone}, would be right.` };
  if (outcome !== "Wa" && outcome !== "Wt") return null;
  return { words: `Outcome ${outcome} needs its mark: ${right} would be right.`, columns: ["mark"] };
}

function markSound({ mark }: Pick<Result, "mark">): Finding<"mark"> | null {
  if (mark === null || markOf(mark) !== null) return null;
  if (isTwice(mark))
    return { words: `Different marks are given (${mark}). One of them would be right: ask the school which.` };
  return { words: `The mark is given as "${mark}": ${right} would be right.` };
}

function outcomeSound({ outcome }: Pick<Result, "outcome">): Finding<"outcome"> | null {
  if (outcome === null || outcomes.some((code) => code === outcome)) return null;
  if (isTwice(outcome)) {
    return { words: `Different outcomes are given (${outcome}). One of them would be right: ask the school which.` };
  }
  const meant = outcomes.find((code) => code.toLowerCase() === outcome.toLowerCase());
  return { words: `The outcome is given as "${outcome}": ${meant ?? codes} would be right.` };
}

function contradiction({ mark, outcome }: Result, year: number): Finding<Key> | null {
  const value = markOf(mark);
  if (value === null || outcome === null) return null;
  if (withoutMark.includes(outcome)) {
    return {
      words: `Mark ${value} and outcome ${outcome} contradict each other: a child with outcome A, D or L has no mark. One of the two would be right.`,
    };
  }
  const worked = byMark(value, year);
  if (worked === null || outcome === worked || (outcome !== "Wa" && outcome !== "Wt")) return null;
  return {
    words: `Outcome ${outcome} does not fit mark ${value}: with ${thresholdOf(year)} needed in ${year} it would be ${worked}. Correct the mark, or leave the outcome empty.`,
  };
}

const maladministration = ({ mark, outcome }: Result): Finding<Key> | null =>
  outcome === "Q" && markOf(mark) !== null
    ? {
        words: `Outcome Q (maladministration) has a mark (${mark}). The mark does not count: remove it, or mark it correct if DfE annulled this result.`,
      }
    : null;

export const phonicsChecks: (RowCheck<Key> | RowCheck<"yearGroup"> | RowCheck<"yearGroup" | "born">)[] = [
  yearGroupIn({ id: "Y01", severity: "error", groups: phonicsPhase.groups.map((g) => g.yearGroup), needed: true }),
  yearGroupFits(phonicsPhase),
  {
    scope: "row",
    id: "P01",
    severity: "error",
    title: "Result missing",
    columns: both,
    find: resultMissing,
    good: { cells: { mark: null, outcome: "A" } },
    bad: { cells: { mark: null, outcome: null } },
  },
  {
    scope: "row",
    id: "P02",
    severity: "error",
    title: `Mark is not ${right}`,
    columns: ["mark"],
    find: markSound,
    good: { cells: { mark: "0" } },
    bad: { cells: { mark: "41" } },
  },
  {
    scope: "row",
    id: "P03",
    severity: "error",
    title: "Outcome not recognised",
    columns: ["outcome"],
    find: outcomeSound,
    good: { cells: { mark: "32", outcome: "Wa" } },
    bad: { cells: { outcome: "M" } },
  },
  {
    scope: "row",
    id: "P04",
    severity: "error",
    title: "Mark and outcome contradict each other",
    columns: both,
    find: (cells: Result, { year }: CheckContext) => contradiction(cells, year),
    good: { cells: { mark: "31", outcome: "Wt" } },
    bad: { cells: { mark: "31", outcome: "A" } },
  },
  {
    scope: "row",
    id: "P05",
    severity: "query",
    title: "Maladministration with a mark",
    columns: both,
    find: maladministration,
    good: { cells: { mark: null, outcome: "Q" } },
    bad: { cells: { mark: "31", outcome: "Q" } },
  },
];
