import type { ReactNode } from "react";

/** The four marks of the product, drawn so that their shapes tell them apart without colour. */
const marks = {
  arrow: { colour: "text-right", path: <path d="M8 13.5V3M3.5 7.5 8 3l4.5 4.5" /> },
  bell: {
    colour: "text-wrong",
    path: (
      <path d="M3 11.5h10c-1-1-1.4-2-1.4-4.2A3.6 3.6 0 0 0 8 3.5a3.6 3.6 0 0 0-3.6 3.8c0 2.2-.4 3.2-1.4 4.2ZM6.6 13.6h2.8" />
    ),
  },
  clock: { colour: "text-muted", path: <path d="M8 2.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11ZM8 5v3.2l2.2 1.4" /> },
  lock: { colour: "text-muted", path: <path d="M4 7.5h8v5.5H4zM5.7 7.5V5.3a2.3 2.3 0 0 1 4.6 0v2.2" /> },
} as const;

export type Mark = keyof typeof marks;

/** A state: a mark and its word, never colour alone. */
export function Status({ mark, children }: { mark: Mark; children: ReactNode }) {
  const { colour, path } = marks[mark];
  return (
    <span className="inline-flex items-start gap-1.5">
      <svg
        viewBox="0 0 16 16"
        aria-hidden="true"
        className={`mt-0.5 h-4 w-4 shrink-0 ${colour}`}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        {path}
      </svg>
      <span>{children}</span>
    </span>
  );
}
