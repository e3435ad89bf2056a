import { z } from "zod";
import { dayOf } from "@/lib/when";

/** Terms by the day on which each begins; they end where the next begins. Local dates differ by a week or two. */
const terms = [
  { name: "spring", begins: "01-01" },
  { name: "summer", begins: "04-16" },
  { name: "autumn", begins: "09-01" },
] as const;

const today = (): string => dayOf(new Date());

const shifted = (day: string, { days = 0, months = 0 }: { days?: number; months?: number }): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  if (months === 0) return date.toISOString().slice(0, 10);
  const [wanted, moved] = [date.getUTCDate(), new Date(date)];
  moved.setUTCDate(1);
  moved.setUTCMonth(moved.getUTCMonth() + months);
  const last = new Date(Date.UTC(moved.getUTCFullYear(), moved.getUTCMonth() + 1, 0)).getUTCDate();
  moved.setUTCDate(Math.min(wanted, last));
  return moved.toISOString().slice(0, 10);
};

export interface Term {
  /** "2026-autumn" */
  id: string;
  /** Its first day. */
  begins: string;
}

/** The term that a day lies in. */
export function termOf(day: string): Term {
  const year = day.slice(0, 4);
  const term = terms.findLast(({ begins }) => `${year}-${begins}` <= day) ?? terms[0];
  return { id: `${year}-${term.name}`, begins: `${year}-${term.begins}` };
}

function lastDayOfTerm(day: string): string {
  const year = Number(day.slice(0, 4));
  const next = terms.map(({ begins }) => `${year}-${begins}`).find((begins) => begins > day) ?? `${year + 1}-01-01`;
  return shifted(next, { days: -1 });
}

/** The end that is suggested, of about one term: the last day of the term that goes on for six weeks at least. */
export const suggestedEnd = (now = today()): string => lastDayOfTerm(shifted(now, { days: 42 }));

/** The furthest end: twelve months on. */
export const latestEnd = (now = today()): string => shifted(now, { months: 12 });

const enterDay = "Enter a date, like 31 March 2027";

/** Days as forms send them: 2027-03-31, or written 31/3/2027 where the browser has no field for dates. */
const day = z
  .string({ error: enterDay })
  .trim()
  .transform((text) =>
    text.replace(
      /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/,
      (_, d, m, y) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`,
    ),
  )
  .pipe(z.iso.date({ error: enterDay }));

/** The last day of somebody's access. */
export const endDay = day
  .refine((d) => d >= today(), "The end date must be today or later")
  .refine((d) => d <= latestEnd(), {
    error: () => `The end date can be ${dayWords(latestEnd())} at the latest, twelve months from today`,
  });

/** A day on which something was seen. */
export const pastDay = day.refine((d) => d <= today(), "The date cannot be in the future");

const long = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" });

/** "31 March 2027" */
export const dayWords = (iso: string): string => long.format(new Date(`${iso.slice(0, 10)}T00:00:00Z`));
