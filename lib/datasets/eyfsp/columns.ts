import type { Column, Columns } from "../define";
import { identityColumns, postcodeColumn } from "../shared/pupil-columns";
import { type Framework, frameworks, type Goal, type GoalKey } from "./goals";

/** By code as in the transfer file, in the national pupil database (FSP_COM_E01) and in systems' exports; or by name. */
const headersOf = ({ code, subject, name }: Goal) => [
  code,
  code.replace(/^[EG]/, "ELG"),
  `${subject}_${code}`,
  `FSP_${subject}_${code}`,
  name,
];

const goalColumn = (goal: Goal, { since, until, marks }: Framework): Column => ({
  column: goal.key,
  label: goal.code,
  about: goal.name,
  kind: "choice",
  headers: headersOf(goal),
  width: 52,
  options: () => marks,
  since,
  ...(until !== undefined && { until }),
});

const goalColumns = Object.fromEntries(
  frameworks.flatMap((framework) => framework.goals.map((g) => [g.key, goalColumn(g, framework)])),
) as Record<GoalKey, Column>;

export const eyfspColumns = {
  ...identityColumns,
  ...postcodeColumn,
  ...goalColumns,
  otherGoals: {
    column: "other_goals",
    label: "Other goals",
    about:
      "Results of goals that are not the year's (G01 to G17 until 2019, E01 to E17 since 2022), which do not count",
    kind: "text",
    width: 120,
  },
} satisfies Columns;

export type EyfspKey = keyof typeof eyfspColumns;
