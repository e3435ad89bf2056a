import { and, eq, not, type SQL, sql } from "drizzle-orm";
import { areas, goals } from "@/lib/datasets/eyfsp/goals";
import { eyfspRows, type Measure, measure } from "./define";

const { t } = eyfspRows;
const every = (conditions: SQL[]): SQL => and(...conditions) ?? sql`true`;
/** One condition for all, so that the query counts it once. */
const assessed = not(t.exempt);
const exempted = sql`${t.exempt}`;
const expected = Object.fromEntries(goals.map((g) => [g.key, eq(t[g.key], "2")])) as Record<string, SQL>;

const counted = "Children exempted from the profile (A in every goal) are left out and counted beside.";
const missing = "A goal without a mark counts as not at the expected level.";
const standing = {
  better: "higher",
  source: "DfE, early years foundation stage profile: framework of 2021, in force since 2022",
  since: 2022,
  until: 2026,
  counts: () => assessed,
  aside: () => exempted,
} as const;

const share = (id: string, words: { label: string; verb: string; about: string }, meets: SQL): Measure =>
  measure(eyfspRows, {
    ...standing,
    ...words,
    about: `${words.about} ${counted} ${missing}`,
    id,
    unit: "percent",
    max: 100,
    meets: () => meets,
  });

export const goalMeasures = goals.map((g) =>
  share(
    `eyfsp.goal.${g.key}`,
    {
      label: g.name,
      verb: `were at the expected level in ${g.name.toLowerCase()}`,
      about: `Children with mark 2 (expected) in ${g.code}, ${g.name}, of all children assessed.`,
    },
    expected[g.key] ?? sql`false`,
  ),
);

export const areaMeasures = areas.map((area) =>
  share(
    `eyfsp.area.${area.subject.toLowerCase()}`,
    {
      label: area.name,
      verb: `were at the expected level in every goal of ${area.name.toLowerCase()}`,
      about: `Children at the expected level in every goal of ${area.name}, of all children assessed.`,
    },
    every(goals.filter((g) => g.subject === area.subject).map((g) => expected[g.key] ?? sql`false`)),
  ),
);

export const gld = share(
  "eyfsp.gld",
  {
    label: "Good level of development",
    verb: "reached a good level of development",
    about:
      "Children at the expected level in all twelve goals of communication and language; personal, social and emotional development; physical development; literacy; and mathematics, of all children assessed.",
  },
  sql`${t.gld}`,
);

export const allGoals = share(
  "eyfsp.all-goals",
  {
    label: "Expected level in all 17 goals",
    verb: "were at the expected level in all 17 goals",
    about: "Children at the expected level in each of the 17 early learning goals, of all children assessed.",
  },
  eq(t.expectedGoals, goals.length),
);

export const meanGoals = measure(eyfspRows, {
  ...standing,
  id: "eyfsp.mean-goals",
  label: "Mean number of goals at the expected level",
  verb: "goals at the expected level",
  about: `Goals at the expected level per child assessed, of 17. ${counted}`,
  unit: "mean",
  max: 17,
  value: (rows) => sql`${rows.expectedGoals}`,
  sumOf: goals.map((g) => `eyfsp.goal.${g.key}`),
});

export const eyfspMeasures: Measure[] = [gld, allGoals, meanGoals, ...areaMeasures, ...goalMeasures];
