import { Invalid } from "@/lib/errors";
import { latestResultsYear, yearsTo } from "@/lib/year";

/** The seasons that there are, oldest first. */
export const seasonYears = (): number[] => yearsTo(latestResultsYear(new Date()), 5);

/** The season that an address asks for, the newest where it asks for none. Throws Invalid. */
export function seasonYear(given: string | string[] | undefined): number {
  const years = seasonYears();
  if (given === undefined) return latestResultsYear(new Date());
  const year = Number(given);
  if (!years.includes(year)) throw new Invalid(`The year must be one of ${years.join(", ")}.`, { year: "unknown" });
  return year;
}
