import type { RecordIssue } from "./types";

export type Worst = "error" | "query" | "marked";

/** The worst of a cell's issues; an error before a query, an open query before one that is marked correct. */
export function worstOf(issues: RecordIssue[]): Worst | null {
  if (issues.some((i) => i.severity === "error")) return "error";
  if (issues.some((i) => !i.marked)) return "query";
  return issues.length > 0 ? "marked" : null;
}

export const markWords: Record<Worst, string> = { error: "Error", query: "Query", marked: "Marked correct" };

const shapes = {
  error: {
    colour: "text-wrong",
    path: (
      <path
        d="M2.5 11.5h11c-1.1-1-1.6-2.2-1.6-4.3A3.9 3.9 0 0 0 8 3a3.9 3.9 0 0 0-3.9 4.2c0 2.1-.5 3.3-1.6 4.3ZM6.3 13h3.4a1.7 1.7 0 0 1-3.4 0Z"
        fill="currentColor"
      />
    ),
  },
  query: {
    colour: "text-query",
    path: (
      <>
        <circle cx="8" cy="8" r="6" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path
          d="M6.2 6.6a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.6-.9 1.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
        <circle cx="8" cy="11.4" r="0.9" fill="currentColor" />
      </>
    ),
  },
  marked: {
    colour: "text-muted",
    path: <path d="M3 8.5 6.5 12 13 4.5" fill="none" stroke="currentColor" strokeWidth="2" />,
  },
} as const;

/** A bell for an error, a question mark for a query, a tick for one that is marked correct; its word stands beside it or is hidden. */
export function IssueMark({ worst }: { worst: Worst }) {
  const { colour, path } = shapes[worst];
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true" className={`h-4 w-4 shrink-0 ${colour}`}>
      {path}
    </svg>
  );
}
