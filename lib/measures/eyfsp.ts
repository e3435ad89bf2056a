import { and, eq, inArray, isNotNull, isNull, not, type SQL, sql } from "drizzle-orm";
import { type Framework, framework2013, framework2022, type Goal } from "@/lib/datasets/eyfsp/goals";
import { eyfspRows, type Measure, measure } from "./define";

const { t } = eyfspRows;
const every = (conditions: SQL[]): SQL => and(...conditions) ?? sql`true`;
/** One condition for all, so that the query counts it once. */
const assessed = not(t.exempt);
const exempted = sql`${t.exempt}`;

/** A framework's measures and how they are spoken of. */
interface Edition {
  /** Start of the measures' ids. */
  id: string;
  framework: Framework;
  source: string;
  until: number;
  /** "at the expected level" where nothing is above it. */
  level: string;
  /** "mark 2 (expected)". */
  mark: string;
  /** Who is left out, for sentences. */
  leftOut: string;
}

const standing = ({ framework: { since }, until, source }: Edition) =>
  ({ better: "higher", source, since, until, counts: () => assessed, aside: () => exempted }) as const;

const counted = ({ leftOut }: Edition) => `Children ${leftOut} (A in every goal) are left out and counted beside.`;
const missing = ({ level }: Edition) => `A goal without a mark counts as not ${level}.`;

interface Words {
  label: string;
  verb: string;
  about: string;
}

const share = (of: Edition, id: string, { words, meets }: { words: Words; meets: SQL }): Measure =>
  measure(eyfspRows, {
    ...standing(of),
    ...words,
    about: `${words.about} ${counted(of)} ${missing(of)}`,
    id: `${of.id}.${id}`,
    unit: "percent",
    max: 100,
    meets: () => meets,
  });

const reached = ({ expected }: Framework, { key }: Goal): SQL =>
  expected.length === 1 ? eq(t[key], expected[0] ?? "") : inArray(t[key], [...expected]);

const goalShare = (of: Edition, g: Goal): Measure =>
  share(of, `goal.${g.key}`, {
    words: {
      label: g.name,
      verb: `were ${of.level} in ${g.name.toLowerCase()}`,
      about: `Children with ${of.mark} in ${g.code}, ${g.name}, of all children assessed.`,
    },
    meets: reached(of.framework, g),
  });

function areaShare(of: Edition, { subject, name }: Framework["areas"][number]): Measure {
  const goals = of.framework.goals.filter((g) => g.subject === subject);
  return share(of, `area.${subject.toLowerCase()}`, {
    words: {
      label: name,
      verb: `were ${of.level} in every goal of ${name.toLowerCase()}`,
      about: `Children ${of.level} in every goal of ${name}, of all children assessed.`,
    },
    meets: every(goals.map((g) => reached(of.framework, g))),
  });
}

/** The measures that both frameworks have, each by its own goals and marks. */
function profile(of: Edition) {
  const { framework, level } = of;
  const { goals } = framework;
  const gld = share(of, "gld", {
    words: {
      label: "Good level of development",
      verb: "reached a good level of development",
      about: `Children ${level} in all twelve goals of communication and language; personal, social and emotional development; physical development; literacy; and mathematics, of all children assessed.`,
    },
    meets: sql`${t.gld}`,
  });
  const allGoals = share(of, "all-goals", {
    words: {
      label: `${level.startsWith("at least") ? "At least the expected" : "Expected"} level in all 17 goals`,
      verb: `were ${level} in all 17 goals`,
      about: `Children ${level} in each of the 17 early learning goals, of all children assessed.`,
    },
    meets: eq(t.expectedGoals, goals.length),
  });
  const meanGoals = measure(eyfspRows, {
    ...standing(of),
    id: `${of.id}.mean-goals`,
    label: `Mean number of goals ${level}`,
    verb: `goals ${level}`,
    about: `Goals ${level} per child assessed, of 17. ${counted(of)}`,
    unit: "mean",
    max: 17,
    value: (rows) => sql`${rows.expectedGoals}`,
    sumOf: goals.map((g) => `${of.id}.goal.${g.key}`),
  });
  return {
    framework,
    /** "Expected level", to begin a title with. */
    level: `${level.startsWith("at least") ? "At least the expected" : "Expected"} level`,
    gld,
    allGoals,
    meanGoals,
    areas: framework.areas.map((area) => areaShare(of, area)),
    goals: goals.map((g) => goalShare(of, g)),
  };
}

const newEdition: Edition = {
  id: "eyfsp",
  framework: framework2022,
  source: "DfE, early years foundation stage profile: framework of 2021, in force since 2022",
  until: 2026,
  level: "at the expected level",
  mark: "mark 2 (expected)",
  leftOut: framework2022.exempt,
};

const oldEdition: Edition = {
  id: "eyfsp13",
  framework: framework2013,
  source: "DfE, early years foundation stage profile: framework of 2013 to 2019",
  until: 2019,
  level: "at least at the expected level",
  mark: "mark 2 (expected) or 3 (exceeding)",
  leftOut: framework2013.exempt,
};

export const profile2022 = profile(newEdition);

/** Of the years 2013 to 2019 alone: mark 3 was exceeding, and the marks were summed to points. */
const exceeding = framework2013.goals.map((g) =>
  share(oldEdition, `exceeding.${g.key}`, {
    words: {
      label: g.name,
      verb: `were exceeding the expected level in ${g.name.toLowerCase()}`,
      about: `Children with mark 3 (exceeding) in ${g.code}, ${g.name}, of all children assessed.`,
    },
    meets: eq(t[g.key], "3"),
  }),
);

const old = profile(oldEdition);
const withPoints = isNotNull(t.points);
const withoutPoints = every([assessed, isNull(t.points)]);

const meanPoints = measure(eyfspRows, {
  ...standing(oldEdition),
  id: "eyfsp13.mean-points",
  label: "Average total points",
  verb: "points over the 17 goals",
  about:
    "Points over the 17 goals (1 emerging, 2 expected, 3 exceeding; so 17 to 51), per child with a mark in every goal. A child without a mark in one of them, or not assessed in it, is not counted. DfE published points until 2019 alone.",
  unit: "mean",
  min: framework2013.goals.length,
  max: 3 * framework2013.goals.length,
  counts: () => withPoints,
  aside: () => withoutPoints,
  asideShown: true,
  value: (rows) => sql`${rows.points}`,
  sumOf: [...old.goals, ...exceeding].map((m) => m.id),
});

export const profile2013 = { ...old, exceeding, meanPoints };

/** What a profile's measures have in common. */
export type Profile = ReturnType<typeof profile> & Partial<Pick<typeof profile2013, "exceeding" | "meanPoints">>;

/** A profile's measures, the headlines first. */
export const measuresIn = ({
  gld,
  allGoals,
  meanGoals,
  meanPoints: points,
  areas,
  goals,
  ...of
}: Profile): Measure[] => [
  ...[gld, allGoals, meanGoals],
  ...(points ? [points] : []),
  ...areas,
  ...goals,
  ...(of.exceeding ?? []),
];
