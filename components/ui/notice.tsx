import type { ReactNode } from "react";

const kinds = {
  plain: { edge: "border-accent", role: undefined },
  success: { edge: "border-right", role: "status" },
  warning: { edge: "border-query", role: undefined },
} as const;

/** Something the reader should know before going on. */
export function Notice({
  kind = "plain",
  title,
  children,
}: {
  kind?: keyof typeof kinds;
  title?: string;
  children: ReactNode;
}) {
  const { edge, role } = kinds[kind];
  return (
    <div role={role} className={`border-l-4 ${edge} bg-wash px-4 py-3`}>
      {title && <p className="font-bold">{title}</p>}
      {children}
    </div>
  );
}
