import type { Columns } from "../define";
import { identityColumns } from "../shared/pupil-columns";

/** Outcome codes of the check (DfE; Wa and Wt are worked out from the mark and need not be sent). */
export const outcomes = ["Wa", "Wt", "A", "D", "L", "Q"] as const;

export const phonicsColumns = {
  ...identityColumns,
  mark: {
    column: "mark",
    label: "Mark",
    headers: ["Mark", "Phonics mark", "Score"],
    about: "Phonics screening check mark, 0 to 40",
    kind: "mark",
    width: 72,
  },
  outcome: {
    column: "outcome",
    label: "Outcome",
    headers: ["Outcome", "Phonics outcome", "Result"],
    about: "Wa met, Wt not met, A absent, D did not take it, L left, Q maladministration",
    kind: "choice",
    width: 84,
    options: () => outcomes,
  },
} as const satisfies Columns;

export type PhonicsKey = keyof typeof phonicsColumns;
