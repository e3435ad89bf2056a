/** An academic year is stored as the year it ends in: 2025 is September 2024 to August 2025. */
export type Year = number;

/** "2024/25" for 2025, as people write it. */
export const yearLabel = (year: Year): string => `${year - 1}/${String(year).slice(2)}`;

/** The academic year that a day lies in; it changes on 1 September. */
export const yearOf = (day: Date): Year => day.getUTCFullYear() + (day.getUTCMonth() >= 8 ? 1 : 0);

/** The newest year whose summer results exist on that day (a year's results start to arrive in June). */
export const latestResultsYear = (day: Date): Year =>
  day.getUTCMonth() >= 5 ? day.getUTCFullYear() : day.getUTCFullYear() - 1;

/** The `count` years that end in `last`, oldest first. */
export const yearsTo = (last: Year, count: number): Year[] =>
  Array.from({ length: count }, (_, i) => last - count + 1 + i);
