import { and, eq, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { type Measure, measure, phonicsRows } from "./define";

const { t } = phonicsRows;
const both = (...conditions: SQL[]): SQL => and(...conditions) ?? sql`true`;
const either = (...conditions: SQL[]): SQL => or(...conditions) ?? sql`false`;

/**
 * Columns that the query adds for the end of year 2 (lib/measures/source.ts): `prior` is a row of last summer's year 1
 * who met the standard and has no result this year; `met_before` says that about a row of this year.
 */
const prior = sql`t.prior`;
const current = sql`not t.prior`;
const metBefore = sql`t.met_before`;

/** Outcomes of the denominator; L (left) and no result are out. */
const taken = inArray(t.result, ["Wa", "Wt", "A", "D", "Q"]);
const met = eq(t.result, "Wa");
const source = "DfE, phonics screening check: method of the national statistics (threshold 32 of 40)";
const standing = { better: "higher", source, since: 2022, until: 2026 } as const;
const yearOne = both(current, eq(t.ncYear, 1), taken);
const marked = both(current, eq(t.ncYear, 1), isNotNull(t.markValue));
const unmarked = both(yearOne, isNull(t.markValue));
const ofMarks = { counts: () => marked, aside: () => unmarked, asideShown: true } as const;

export const year1 = measure(phonicsRows, {
  ...standing,
  id: "phonics.year1",
  label: "Met the phonics standard in year 1",
  verb: "met the phonics standard in year 1",
  about:
    "Year 1 pupils with 32 or more of 40 marks (Wa), of all who met it, did not meet it, were absent, did not take the check or whose check was annulled (Wa, Wt, A, D, Q). Pupils who left and pupils without a result are not counted.",
  unit: "percent",
  max: 100,
  counts: () => yearOne,
  meets: () => met,
});

export const year2 = measure(phonicsRows, {
  ...standing,
  id: "phonics.year2",
  label: "Met the phonics standard by the end of year 2",
  verb: "had met the phonics standard by the end of year 2",
  about:
    "Our rule: last summer's year 1 pupils of the place who met the standard then and have no result this summer, and this summer's year 2 pupils with Wa, Wt, A, D or Q; met is Wa in either year. Only schools of which both summers are held count. DfE finds its cohort by matching to the school census and has used another method since 2024, so its figures can differ.",
  source: `${source}; cohort by our own rule`,
  unit: "percent",
  max: 100,
  lastSummer: true,
  counts: () => either(prior, both(current, eq(t.ncYear, 2), taken)),
  meets: () => either(prior, met, metBefore),
});

export const meanMark = measure(phonicsRows, {
  ...standing,
  id: "phonics.mean-mark",
  label: "Mean phonics mark in year 1",
  verb: "marks of 40 in year 1",
  about: "Marks per year 1 pupil with a mark, of 40. Pupils without a mark are not counted.",
  unit: "mean",
  max: 40,
  ...ofMarks,
  value: (rows) => sql`${rows.markValue}`,
});

export const marks = measure(phonicsRows, {
  ...standing,
  id: "phonics.marks",
  label: "Phonics marks in year 1",
  verb: "had such a mark in year 1",
  about: "Year 1 pupils by their mark, of all year 1 pupils with a mark.",
  unit: "percent",
  max: 100,
  spread: true,
  ...ofMarks,
  meets: () => sql`true`,
});

export const phonicsMeasures: Measure[] = [year1, year2, meanMark, marks];
