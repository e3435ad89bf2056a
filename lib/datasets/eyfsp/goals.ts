/**
 * The early learning goals from 2022 on: component code, subject of the CTF, area of learning.
 * Order and names as in DfE's EYFS statutory framework (2021); `gld` marks the goals of a good level of development.
 */
export const goals = [
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

export type GoalKey = (typeof goals)[number]["key"];

/** The seven areas of learning, in the framework's order. */
export const areas = [
  { subject: "COM", name: "Communication and language" },
  { subject: "PSE", name: "Personal, social and emotional development" },
  { subject: "PHY", name: "Physical development" },
  { subject: "LIT", name: "Literacy" },
  { subject: "MAT", name: "Mathematics" },
  { subject: "UTW", name: "Understanding the world" },
  { subject: "EXP", name: "Expressive arts and design" },
] as const;

/** Marks from 2022 on: 1 emerging, 2 expected, A exempted. */
export const goalMarks = ["1", "2", "A"] as const;
