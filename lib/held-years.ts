import { type Year, yearLabel, yearsTo } from "./year";

/** Years whose results can be compared with one another, both included. */
export interface Period {
  first: Year;
  last: Year;
}

/** The years in which a dataset is held. Results of two periods are never set side by side. */
export interface HeldYears {
  /** Oldest first. */
  periods: readonly [Period, ...Period[]];
  /** Why there are years between them without results: a sentence. */
  between?: string;
}

const within = (year: Year, { first, last }: Period) => year >= first && year <= last;

/** The period that a year belongs to; undefined for a year that is not held. */
export const periodOf = ({ periods }: HeldYears, year: Year): Period | undefined =>
  periods.find((period) => within(year, period));

export const holds = (years: HeldYears, year: Year): boolean => periodOf(years, year) !== undefined;

/** Are results of both years held, and comparable? */
export const comparable = (years: HeldYears, a: Year, b: Year): boolean => {
  const period = periodOf(years, a);
  return period !== undefined && within(b, period);
};

/** Every year that is held, oldest first. */
export const yearsHeld = ({ periods }: HeldYears): Year[] =>
  periods.flatMap(({ first, last }) => yearsTo(last, last - first + 1));

export const newestHeld = ({ periods }: HeldYears): Year => periods.at(-1)?.last ?? periods[0].last;

/** Each run of years that follow one another, oldest first, as `said` says a year: "2013 to 2019 and 2022 to 2026". */
export function spansOf(years: readonly Year[], said: (year: Year) => string = String): string {
  const runs: Year[][] = [];
  for (const year of years) {
    const run = runs.at(-1);
    if (run && run.at(-1) === year - 1) run.push(year);
    else runs.push([year]);
  }
  const words = runs.map((run) => [...new Set([run[0] ?? 0, run.at(-1) ?? 0])].map(said).join(" to "));
  return words.join(" and ");
}

/** Why a year between the periods is not held, as a sentence; undefined for every other year. */
export function whyNot(years: HeldYears, asked: Year): string | undefined {
  const isBetween = asked > years.periods[0].first && asked < newestHeld(years) && !holds(years, asked);
  return isBetween ? years.between : undefined;
}

/** For which years a dataset is held, and why not for one between them. */
export const heldWords = (title: string, years: HeldYears, asked: Year): string =>
  [`${title} is held for ${spansOf(yearsHeld(years), yearLabel)}.`, whyNot(years, asked) ?? ""].join(" ").trim();
