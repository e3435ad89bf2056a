import type { ReactNode } from "react";

/** The page's own content: where "Skip to content" leads. `wide` is for tables and grids. */
export function Main({ wide, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <main id="main" tabIndex={-1} className={`w-full flex-1 px-4 pb-16 pt-6 ${wide ? "" : "mx-auto max-w-6xl"}`}>
      {children}
    </main>
  );
}
