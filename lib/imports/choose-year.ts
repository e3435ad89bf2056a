import { yearMeant } from "@/lib/checks/header";
import type { FileClaim } from "@/lib/datasets/define";
import { yearLabel } from "@/lib/year";

/**
 * Which year's results of a file are meant. The person's word wins; else the header's year where there are results of it;
 * else the newest (systems change the header's year in August or September, so a summer's file can carry the next one).
 */
export function chooseYear(claim: FileClaim, wished?: number): { year: number | null; words: string | null } {
  const years = claim.resultYears.map((y) => y.year).sort((a, b) => a - b);
  if (wished !== undefined && !years.includes(wished)) {
    return {
      year: null,
      words: `H03: you said ${yearLabel(wished)}, but the results in the file are of ${years.map(yearLabel).join(", ") || "no year"}.`,
    };
  }
  const year = years.length > 0 ? yearMeant(claim, wished) : null;
  if (year === null) return { year, words: "H03: the results do not say their year. Ask the school for a new copy." };
  const left = claim.resultYears.filter((y) => y.year !== year).reduce((n, y) => n + y.rows, 0);
  return { year, words: left > 0 ? `${left} rows of other years in the file were left out.` : null };
}

/** Words for a sound transfer file that holds nothing of a dataset that is taken. */
export const noResults = (pupils: number): string =>
  pupils === 0
    ? "The file holds no pupils. Ask the school for a new copy."
    : `The file is a sound transfer file of ${pupils} pupil${pupils === 1 ? "" : "s"}, but holds no EYFSP and no phonics results, which are what is taken here. Key stage 1 results and others are not taken yet.`;
