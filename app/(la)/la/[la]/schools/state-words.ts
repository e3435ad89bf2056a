import type { Mark } from "@/components/ui/status";
import type { SchoolState } from "@/lib/records/by-school";

interface Words {
  /** None where nothing is asked of the school. */
  mark?: Mark;
  words: string;
  /** The faults that the words speak of. */
  show?: "errors" | "queries";
}

const count = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** How far a school is with a dataset, in words. */
export function stateWords(state: Omit<SchoolState, "urn" | "dataset"> | undefined): Words {
  if (!state) return { words: "–" };
  if (!state.in) return { mark: "clock", words: "Not in" };
  const faults = [
    ...(state.errors > 0 ? [count(state.errors, "error", "errors")] : []),
    ...(state.queries > 0 ? [count(state.queries, "query", "queries")] : []),
  ];
  if (faults.length === 0) return { mark: "arrow", words: "Clean" };
  return { mark: "bell", words: faults.join(", "), show: state.errors > 0 ? "errors" : "queries" };
}
