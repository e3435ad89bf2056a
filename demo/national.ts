import type { Year } from "@/lib/year";

/** Shares 0..1 that the invented authority is drawn towards. */
export interface Targets {
  /** Good level of development. */
  gld: number;
  /** Met the phonics standard in year 1. */
  year1: number;
  /** Met it by the end of year 2. */
  year2: number;
}

/**
 * England's published figures as far as they are known to us; phonics by the end of year 2 from 2024 and all of 2026 are
 * invented. 2021 was not collected: it stands for what the first children had done before 2022.
 */
const england: Record<Year, Targets> = {
  2021: { gld: 0.65, year1: 0.72, year2: 0.86 },
  2022: { gld: 0.652, year1: 0.75, year2: 0.87 },
  2023: { gld: 0.672, year1: 0.79, year2: 0.89 },
  2024: { gld: 0.677, year1: 0.8, year2: 0.89 },
  2025: { gld: 0.683, year1: 0.8, year2: 0.89 },
  2026: { gld: 0.69, year1: 0.807, year2: 0.895 },
};

/** The targets of a year; before and after the table its first and last row. */
export function targetsOf(year: Year): Targets {
  const known = Object.keys(england).map(Number);
  const near = Math.min(Math.max(year, Math.min(...known)), Math.max(...known));
  const targets = england[near];
  if (!targets) throw new RangeError(`There are no figures for ${near}.`);
  return targets;
}

export type Term = "autumn" | "spring" | "summer";

/** What a group's share lies above or below that of all children; England's gaps, rounded. */
export const gaps = {
  gld: { sex: { F: 0.07, M: -0.07 }, term: { autumn: 0.075, spring: 0.005, summer: -0.08 } },
  year1: { sex: { F: 0.03, M: -0.03 }, term: { autumn: 0.047, spring: 0, summer: -0.047 } },
} as const;
