import type { ReactNode } from "react";

/** Where there is nothing yet: why, and what would change it. */
export function EmptyState({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="border border-dashed border-edge px-4 py-6">
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 max-w-[72ch] text-muted">{children}</div>}
    </div>
  );
}
