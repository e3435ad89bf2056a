const words = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "Europe/London",
});

const dateOf = (timestamp: string) => new Date(timestamp.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00"));

/** "24 Jun 2026, 15:05" in the schools' time, from a timestamp of the database. */
export const whenWords = (timestamp: string): string => words.format(dateOf(timestamp));

const day = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeZone: "Europe/London" });

/** "24 Jun 2026" in the schools' time. */
export const dayWords = (timestamp: string): string => day.format(dateOf(timestamp));
