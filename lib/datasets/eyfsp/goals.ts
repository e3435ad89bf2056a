/**
 * The early learning goals until 2021: component code, subject of the CTF, area of learning. Order and names as in DfE's
 * EYFS statutory framework (2012 to 2017); `gld` marks the goals of a good level of development.
 */
const goals2013 = [
  { key: "g01", code: "G01", subject: "COM", name: "Listening and attention", gld: true },
  { key: "g02", code: "G02", subject: "COM", name: "Understanding", gld: true },
  { key: "g03", code: "G03", subject: "COM", name: "Speaking", gld: true },
  { key: "g04", code: "G04", subject: "PHY", name: "Moving and handling", gld: true },
  { key: "g05", code: "G05", subject: "PHY", name: "Health and self-care", gld: true },
  { key: "g06", code: "G06", subject: "PSE", name: "Self-confidence and self-awareness", gld: true },
  { key: "g07", code: "G07", subject: "PSE", name: "Managing feelings and behaviour", gld: true },
  { key: "g08", code: "G08", subject: "PSE", name: "Making relationships", gld: true },
  { key: "g09", code: "G09", subject: "LIT", name: "Reading", gld: true },
  { key: "g10", code: "G10", subject: "LIT", name: "Writing", gld: true },
  { key: "g11", code: "G11", subject: "MAT", name: "Numbers", gld: true },
  { key: "g12", code: "G12", subject: "MAT", name: "Shape, space and measures", gld: true },
  { key: "g13", code: "G13", subject: "UTW", name: "People and communities", gld: false },
  { key: "g14", code: "G14", subject: "UTW", name: "The world", gld: false },
  { key: "g15", code: "G15", subject: "UTW", name: "Technology", gld: false },
  { key: "g16", code: "G16", subject: "EXP", name: "Exploring and using media and materials", gld: false },
  { key: "g17", code: "G17", subject: "EXP", name: "Being imaginative", gld: false },
] as const;

/** The same from 2022 on, as in the framework of 2021. */
const goals2022 = [
  { key: "e01", code: "E01", subject: "COM", name: "Listening, attention and understanding", gld: true },
  { key: "e02", code: "E02", subject: "COM", name: "Speaking", gld: true },
  { key: "e03", code: "E03", subject: "PSE", name: "Self-regulation", gld: true },
  { key: "e04", code: "E04", subject: "PSE", name: "Managing self", gld: true },
  { key: "e05", code: "E05", subject: "PSE", name: "Building relationships", gld: true },
  { key: "e06", code: "E06", subject: "PHY", name: "Gross motor skills", gld: true },
  { key: "e07", code: "E07", subject: "PHY", name: "Fine motor skills", gld: true },
  { key: "e08", code: "E08", subject: "LIT", name: "Comprehension", gld: true },
  { key: "e09", code: "E09", subject: "LIT", name: "Word reading", gld: true },
  { key: "e10", code: "E10", subject: "LIT", name: "Writing", gld: true },
  { key: "e11", code: "E11", subject: "MAT", name: "Number", gld: true },
  { key: "e12", code: "E12", subject: "MAT", name: "Numerical patterns", gld: true },
  { key: "e13", code: "E13", subject: "UTW", name: "Past and present", gld: false },
  { key: "e14", code: "E14", subject: "UTW", name: "People, culture and communities", gld: false },
  { key: "e15", code: "E15", subject: "UTW", name: "The natural world", gld: false },
  { key: "e16", code: "E16", subject: "EXP", name: "Creating with materials", gld: false },
  { key: "e17", code: "E17", subject: "EXP", name: "Being imaginative and expressive", gld: false },
] as const;

type GoalOf<G extends readonly { key: string }[]> = G[number]["key"];
export type GoalKey = GoalOf<typeof goals2013> | GoalOf<typeof goals2022>;

export interface Goal {
  key: GoalKey;
  code: string;
  subject: "COM" | "PSE" | "PHY" | "LIT" | "MAT" | "UTW" | "EXP";
  name: string;
  gld: boolean;
}

/** What the profile is made of in a run of years. Results of two frameworks are never set side by side. */
export interface Framework {
  /** First and last year in which its goals exist; the one in force has no last. */
  since: number;
  until?: number;
  goals: readonly Goal[];
  /** Areas of learning, in the framework's order. */
  areas: readonly { subject: Goal["subject"]; name: string }[];
  /** Marks that may be given; those of them that are at least the expected level. */
  marks: readonly string[];
  expected: readonly string[];
  /** What A in every goal means, after "was"; and what is said where nobody has it. */
  exempt: string;
  noneExempt: string;
}

const areaNames = {
  COM: "Communication and language",
  PSE: "Personal, social and emotional development",
  PHY: "Physical development",
  LIT: "Literacy",
  MAT: "Mathematics",
  UTW: "Understanding the world",
  EXP: "Expressive arts and design",
} as const;

/** In the order in which the goals come. */
const areasOf = (goals: readonly Goal[]): Framework["areas"] =>
  [...new Set(goals.map((g) => g.subject))].map((subject) => ({ subject, name: areaNames[subject] }));

/** 2013 to 2021 (collected until 2019): 1 emerging, 2 expected, 3 exceeding, A not assessed. */
export const framework2013: Framework = {
  since: 2013,
  until: 2021,
  goals: goals2013,
  areas: areasOf(goals2013),
  marks: ["1", "2", "3", "A"],
  expected: ["2", "3"],
  exempt: "not assessed",
  noneExempt: "Every child was assessed",
};

/** From 2022 on: 1 emerging, 2 expected, A exempted. */
export const framework2022: Framework = {
  since: 2022,
  goals: goals2022,
  areas: areasOf(goals2022),
  marks: ["1", "2", "A"],
  expected: ["2"],
  exempt: "exempted from the profile",
  noneExempt: "No child was exempted from the profile",
};

export const frameworks = [framework2022, framework2013] as const;

export const frameworkOf = (year: number): Framework => (year <= 2021 ? framework2013 : framework2022);
