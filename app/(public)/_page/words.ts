import { type FoundSchool, METRES_A_MILE } from "@/lib/schools/search";

const dayFormat = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** The register writes 1 January 1900 where it does not know since when. */
const UNKNOWN_SINCE = "1900-01-01";

/** "1 September 2016" for 2016-09-01. */
export const dayWords = (day: string | null): string | null =>
  day === null || day === UNKNOWN_SINCE ? null : dayFormat.format(new Date(`${day}T00:00:00Z`));

const nothing = new Set(["not applicable", "does not apply", "not recorded", "none", "unknown"]);

/** A value of the register, or null where it only says that there is none. */
export const said = (value: string | null): string | null =>
  value === null || nothing.has(value.toLowerCase()) ? null : value;

/** What is not ordinary about a school's state: closed, closing, or still to open. */
export function stateWords(school: Pick<FoundSchool, "closed" | "closeDate" | "status">): string | null {
  if (!school.closed) return school.status === "Open" ? null : school.status;
  const day = dayWords(school.closeDate);
  return day ? `Closed on ${day}` : "Closed";
}

/** What kind of school it is: its phase where it has one, and its type. */
export const kindWords = (school: Pick<FoundSchool, "phase" | "type">): string =>
  [said(school.phase), school.type].filter(Boolean).join(" · ");

/** "0.4 miles", or "about 0.4 miles" where one end is only roughly known. */
export function milesWords(metres: number, about: boolean): string {
  const miles = metres / METRES_A_MILE;
  const number = miles < 10 ? miles.toFixed(1) : Math.round(miles).toLocaleString("en-GB");
  if (miles < 0.05) return "less than 0.1 miles";
  return `${about ? "about " : ""}${number} miles`;
}
