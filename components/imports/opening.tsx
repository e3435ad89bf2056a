"use client";

import { usePathname, useRouter, useSearchParams } from "next/navigation";
import { type ReactNode, type SyntheticEvent, useTransition } from "react";
import { TextLink } from "@/components/ui/text-link";

interface Props {
  id: string;
  /** Ids of the uploads that are open, as the address has them. */
  open: string[];
  summary: ReactNode;
  /** What it opens to; null until it was asked for. */
  children: ReactNode;
}

const listed = (open: string[], id: string, on: boolean) => [...open.filter((o) => o !== id), ...(on ? [id] : [])];

/** A row that opens; what is in it is drawn when it is opened, for an upload may hold two hundred schools. */
export function Opening({ id, open, summary, children }: Props) {
  const router = useRouter();
  const path = usePathname();
  const query = useSearchParams();
  const [busy, start] = useTransition();
  const address = (ids: string[]) => {
    const next = new URLSearchParams(query);
    next.set("open", ids.join(","));
    return `${path}?${next}`;
  };
  const onToggle = (event: SyntheticEvent<HTMLDetailsElement>) => {
    const on = event.currentTarget.open;
    if (on === open.includes(id)) return;
    start(() => router.replace(address(listed(open, id, on)), { scroll: false }));
  };
  return (
    <details open={open.includes(id) || undefined} onToggle={onToggle} className="group">
      {summary}
      <div className="pb-4">
        {children ?? (
          <p className="py-2 text-muted">
            {busy ? (
              "Looking its schools up."
            ) : (
              <TextLink href={address(listed(open, id, true))}>Show its schools</TextLink>
            )}
          </p>
        )}
      </div>
    </details>
  );
}
