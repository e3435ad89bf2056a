import type { Phase } from "@/lib/checks/born";
import { allPresent, givenOnce, listed, marksInSet } from "@/lib/checks/marks";
import { postcodeFormat } from "@/lib/checks/postcode";
import { yearGroupIn } from "@/lib/checks/year-group";
import type { Cells, RowCheck } from "../define";
import { type Framework, framework2013, framework2022, frameworkOf, frameworks, type GoalKey } from "./goals";

/** Reception: children who turn five in the school year. */
export const eyfspPhase: Phase = { groups: [{ yearGroup: "R", turns: 5 }] };

/** The goals of both frameworks with the years in which they exist. */
const results = frameworks.flatMap(({ goals, since, until }) => goals.map((g) => ({ ...g, since, until })));
const keys: GoalKey[] = results.map((g) => g.key);
const codesOf = ({ goals }: Framework) => `${goals[0]?.code} to ${goals.at(-1)?.code}`;

const all = (mark: string, { goals }: Framework = framework2022): Partial<Cells<GoalKey>> =>
  Object.fromEntries(goals.map((g) => [g.key, mark]));

/** In words: until 2021 a goal may have been left unassessed by itself, which we ask about. */
const wholeOrNot = (year: number, exempt: string, { goals }: Framework) =>
  year >= framework2022.since
    ? `A is given for ${exempt} only. An exemption is from the whole profile: 1 or 2 there, or A in all ${goals.length}, would be right.`
    : `A (not assessed) is given for ${exempt} only. Correct it to 1, 2 or 3, or mark it correct if only these could not be assessed.`;

const exemptInPart: RowCheck<GoalKey> = {
  scope: "row",
  id: "E03",
  severity: "error",
  title: "A in some goals only",
  columns: keys,
  find: (cells, { year }) => {
    const framework = frameworkOf(year);
    const given = framework.goals.filter((g) => cells[g.key] !== null);
    const exempt = given.filter((g) => cells[g.key] === "A");
    if (exempt.length === 0 || exempt.length === given.length) return null;
    return {
      words: wholeOrNot(year, listed(exempt.map((g) => g.code)), framework),
      columns: exempt.map((g) => g.key),
      ...(year < framework2022.since && { severity: "query" as const }),
    };
  },
  good: { year: 2022, cells: all("A") },
  bad: { cells: { e09: "A" } },
};

/** Up to 2022 A also stood for long absence and late arrival. */
const EXEMPTION_ONLY_SINCE = 2023;

const exempt: RowCheck<GoalKey> = {
  scope: "row",
  id: "E04",
  severity: "query",
  title: "Exempted from the profile",
  columns: keys,
  find: (cells, { year }) => {
    if (year < EXEMPTION_ONLY_SINCE || framework2022.goals.some((g) => cells[g.key] !== "A")) return null;
    return {
      words:
        "A is given for every goal. It stands for an exemption granted by the Secretary of State and not for absence or late arrival, where 1 is right if there is no evidence. Correct it, or mark it correct if the exemption was granted.",
    };
  },
  good: { year: 2022, cells: all("A") },
  bad: { year: 2023, cells: all("A") },
};

const otherFramework: RowCheck<"otherGoals"> = {
  scope: "row",
  id: "E07",
  severity: "error",
  title: "Goals of another year's framework",
  columns: ["otherGoals"],
  find: ({ otherGoals }, { year }) => {
    if (otherGoals === null) return null;
    const [which, since] = year >= framework2022.since ? ["old", "Since 2022"] : ["new", "Until 2019"];
    return {
      words: `Results of the ${which} goals are given for ${year} (${otherGoals}). ${since} only ${codesOf(frameworkOf(year))} are right: look at the year first, then ask the school for a new file, or empty this cell.`,
    };
  },
  good: { cells: {} },
  bad: [{ cells: { otherGoals: "G01=2" } }, { year: framework2013.since, cells: { otherGoals: "E01=2" } }],
};

export const eyfspChecks: (
  | RowCheck<GoalKey>
  | RowCheck<GoalKey | "otherGoals">
  | RowCheck<"yearGroup">
  | RowCheck<"postcode">
)[] = [
  // The profile's return has no year group: a missing one is no fault.
  yearGroupIn({
    id: "Y03",
    severity: "query",
    groups: ["R"],
    needed: false,
    unless: "is taught in another year group",
  }),
  postcodeFormat,
  allPresent({ id: "E01", title: "Goal without a result", results, instead: "otherGoals" }),
  marksInSet({
    id: "E02",
    title: "Mark not in the year's set",
    results,
    marks: (year) => frameworkOf(year).marks,
    wrong: (year) => (year >= framework2022.since ? "3" : "4"),
  }),
  exemptInPart,
  exempt,
  givenOnce({ id: "E06", title: "Goal given twice with different marks", results }),
  otherFramework,
];
