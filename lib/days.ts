import { z } from "zod";

/** A day as ISO, that there is: "2026-02-30" is none. */
export const isDay = (text: string): boolean => {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

/** A day as a door takes it, in this century; `words` say what to enter. */
export const dayInput = (words: string) =>
  z.string().refine((day) => isDay(day) && day >= "2000-01-01" && day <= "2099-12-31", words);

/** The day so many days after another, as ISO. */
export const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
