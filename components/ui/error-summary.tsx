"use client";

import { useEffect, useRef } from "react";

/** What is wrong with a form, above it: takes the focus when it appears and leads to each field. */
export function ErrorSummary({ faults }: { faults: { field: string; words: string }[] }) {
  const box = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list of faults is a new answer, and takes the focus again
  useEffect(() => box.current?.focus(), [faults]);
  return (
    <div ref={box} role="alert" tabIndex={-1} className="mb-6 border-2 border-wrong p-4">
      <h2 className="text-large">There is a problem</h2>
      <ul className="mt-2">
        {faults.map(({ field, words }) => (
          <li key={field}>
            <a href={`#${field}`} className="font-semibold text-wrong underline underline-offset-4">
              {words}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
