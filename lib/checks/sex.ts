import type { RowCheck } from "@/lib/datasets/define";

const codes = ["M", "F"];
/** What people and systems write instead, by its first letter: said as a suggestion, never taken for granted. */
const meant = (sex: string) => (/^(m|f|male|female)$/i.test(sex) ? sex.slice(0, 1).toUpperCase() : "M or F");

/** "M" or "F" as received, else `null`: a child whose sex is not sound is in no group. */
export const sexGroup = (sex: string | null): string | null => (sex !== null && codes.includes(sex) ? sex : null);

export const sexGiven: RowCheck<"sex"> = {
  scope: "row",
  id: "G01",
  severity: "error",
  title: "Sex missing or not M or F",
  columns: ["sex"],
  find: ({ sex }) => {
    if (sexGroup(sex) !== null) return null;
    return {
      words:
        sex === null
          ? "The sex is missing. M or F would be right."
          : `The sex is given as "${sex}". ${meant(sex)} would be right.`,
    };
  },
  good: { cells: { sex: "M" } },
  bad: { cells: { sex: "X" } },
};
