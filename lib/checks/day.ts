export type Term = "autumn" | "spring" | "summer";

const utc = (text: string) => new Date(`${text}T00:00:00Z`);

/** Is it a real day, written YYYY-MM-DD? */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = utc(text).getTime();
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** "1 September 2019" for 2019-09-01. */
export const dayWords = (day: string): string =>
  utc(day).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** The same day of another year; cohorts begin and end on days that every year has. */
export const yearsLater = (day: string, years: number): string => `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;

/** The day `days` after (or before) it. */
export const nextDay = (day: string, days = 1): string =>
  new Date(utc(day).getTime() + days * 86_400_000).toISOString().slice(0, 10);
