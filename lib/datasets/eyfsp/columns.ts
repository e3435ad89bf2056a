import type { Column, Columns } from "../define";
import { identityColumns, postcodeColumn } from "../shared/pupil-columns";
import { type GoalKey, goalMarks, goals } from "./goals";

/** By code as in the transfer file, in the national pupil database (FSP_COM_E01) and in systems' exports; or by name. */
const headersOf = ({ code, subject, name }: (typeof goals)[number]) => [
  code,
  code.replace("E", "ELG"),
  `${subject}_${code}`,
  `FSP_${subject}_${code}`,
  name,
];

const goalColumns = Object.fromEntries(
  goals.map((g): [GoalKey, Column] => [
    g.key,
    {
      column: g.key,
      label: g.code,
      about: g.name,
      kind: "choice",
      headers: headersOf(g),
      width: 52,
      options: () => goalMarks,
    },
  ]),
) as Record<GoalKey, Column>;

export const eyfspColumns = {
  ...identityColumns,
  ...postcodeColumn,
  ...goalColumns,
  otherGoals: {
    column: "other_goals",
    label: "Other goals",
    about: "Results of another year's framework (G01 to G17), which do not count",
    kind: "text",
    width: 120,
  },
} satisfies Columns;

export type EyfspKey = keyof typeof eyfspColumns;
