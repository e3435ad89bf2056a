"use client";

import type { Counts, Show } from "./types";

const chips: { show: Show; label: string; count(c: Counts): number }[] = [
  { show: "all", label: "All records", count: (c) => c.records },
  { show: "errors", label: "Errors", count: (c) => c.errors },
  { show: "queries", label: "Open queries", count: (c) => c.queries },
  { show: "marked", label: "Marked correct", count: (c) => c.marked },
];

/** How much is open, falling as one works; each count shows its records. */
export function CountChips({ counts, show, onShow }: { counts: Counts; show: Show; onShow(show: Show): void }) {
  return (
    <fieldset className="flex flex-wrap gap-2">
      <legend className="sr-only">Show</legend>
      {chips.map((chip) => (
        <button
          key={chip.show}
          type="button"
          aria-pressed={chip.show === show}
          onClick={() => onShow(chip.show)}
          className="min-h-9 cursor-pointer rounded-small border border-edge px-3 text-dense hover:bg-wash aria-pressed:border-accent aria-pressed:bg-accent aria-pressed:text-paper"
        >
          {chip.label} <strong>{chip.count(counts).toLocaleString("en-GB")}</strong>
        </button>
      ))}
    </fieldset>
  );
}
