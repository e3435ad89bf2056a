import type { Phase } from "@/lib/checks/born";
import { allPresent, givenOnce, listed, marksInSet } from "@/lib/checks/marks";
import { postcodeFormat } from "@/lib/checks/postcode";
import { yearGroupIn } from "@/lib/checks/year-group";
import type { Cells, RowCheck } from "../define";
import { type GoalKey, goalMarks, goals } from "./goals";

/** Reception: children who turn five in the school year. */
export const eyfspPhase: Phase = { groups: [{ yearGroup: "R", turns: 5 }] };

const keys: GoalKey[] = goals.map((g) => g.key);
const codes = listed([goals[0].code, goals[16].code]).replace(" and ", " to ");

const all = (mark: string) => Object.fromEntries(keys.map((key) => [key, mark])) as Record<GoalKey, string>;
const marked = (cells: Cells<GoalKey>, mark: string) => goals.filter((g) => cells[g.key] === mark);

const exemptInPart: RowCheck<GoalKey> = {
  scope: "row",
  id: "E03",
  severity: "error",
  title: "A in some goals only",
  columns: keys,
  find: (cells) => {
    const exempt = marked(cells, "A");
    const others = goals.filter((g) => cells[g.key] !== null && cells[g.key] !== "A");
    if (exempt.length === 0 || others.length === 0) return null;
    return {
      words: `A is given for ${listed(exempt.map((g) => g.code))} only. An exemption is from the whole profile: 1 or 2 there, or A in all ${goals.length}, would be right.`,
      columns: exempt.map((g) => g.key),
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
    if (year < EXEMPTION_ONLY_SINCE || marked(cells, "A").length < goals.length) return null;
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
  title: "Goals of the framework before 2022",
  columns: ["otherGoals"],
  find: ({ otherGoals }, { year }) =>
    otherGoals === null
      ? null
      : {
          words: `Results of the old goals are given for ${year} (${otherGoals}). Since 2022 only ${codes} are right: ask the school for a new file, or empty this cell.`,
        },
  good: { cells: {} },
  bad: { cells: { otherGoals: "G01=2" } },
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
  allPresent({ id: "E01", title: "Goal without a result", results: goals, instead: "otherGoals" }),
  marksInSet({ id: "E02", title: "Mark not in the year's set", results: goals, marks: () => goalMarks, wrong: "3" }),
  exemptInPart,
  exempt,
  givenOnce({ id: "E06", title: "Goal given twice with different marks", results: goals }),
  otherFramework,
];
