const words = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "short",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "Europe/London",
});

/** "24 Jun 2026, 15:05" in the schools' time, from a timestamp of the database. */
export function whenWords(timestamp: string): string {
  const iso = timestamp.replace(" ", "T").replace(/([+-]\d\d)$/, "$1:00");
  return words.format(new Date(iso));
}
