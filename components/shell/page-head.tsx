import type { ReactNode } from "react";

/** The page's title, with what it says below and what can be done to the right. */
export function PageHead({ title, below, children }: { title: string; below?: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-8 flex flex-wrap items-start justify-between gap-x-8 gap-y-4">
      <div>
        <h1 className="text-title">{title}</h1>
        {below && <p className="mt-1 text-muted">{below}</p>}
      </div>
      {children}
    </div>
  );
}
