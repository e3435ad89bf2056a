const zone = { timeZone: "Europe/London" };
const longDay = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", ...zone });
const shortTime = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", ...zone });
const isoDay = new Intl.DateTimeFormat("en-CA", { dateStyle: "short", ...zone });

/** A day or time, as ISO or as the database writes it, as a day: "5 October 2026". Days are read in British time. */
export const dayText = (when: string): string => longDay.format(new Date(when));

/** The same with its hour: "5 Oct 2026, 14:03". */
export const timeText = (when: string): string => shortTime.format(new Date(when));

/** A time's day in Britain as ISO: "2026-10-05". */
export const dayOf = (when: Date): string => isoDay.format(when);
