import type { Cells } from "../define";
import type { PhonicsKey } from "./columns";
import { highestMark, thresholdOf } from "./thresholds";

type ResultCells = Pick<Cells<PhonicsKey>, "mark" | "outcome">;

/** The mark as a number, 0..40; `null` when it is missing or is none. Zero is a mark. */
export function markOf(mark: string | null): number | null {
  if (mark === null || !/^(0|[1-9][0-9]?)$/.test(mark)) return null;
  const value = Number(mark);
  return value <= highestMark ? value : null;
}

/** "Wa" met the standard, "Wt" did not; `null` without a mark or a threshold. */
export function byMark(mark: number | null, year: number): "Wa" | "Wt" | null {
  const threshold = thresholdOf(year);
  if (mark === null || threshold === undefined) return null;
  return mark >= threshold ? "Wa" : "Wt";
}

/** Absent, did not take it, left: a sound mark beside them contradicts. */
export const withoutMark = ["A", "D", "L"];
/** Outcomes that stand without a mark. */
const standing = [...withoutMark, "Q"];

/**
 * The outcome that counts. A sound mark is worked out to Wa or Wt, whatever Wa or Wt was sent; with A, D or L it
 * contradicts and nothing counts until someone has corrected it (check P04); with Q the result is annulled. Without a
 * sound mark only A, D, L and Q stand by themselves: Wa and Wt are a mark's (P01).
 */
export function resultOf({ mark, outcome }: ResultCells, year: number): string | null {
  const value = markOf(mark);
  const stands = outcome !== null && standing.includes(outcome);
  if (value === null) return stands ? outcome : null;
  if (stands) return outcome === "Q" ? outcome : null;
  return byMark(value, year);
}
