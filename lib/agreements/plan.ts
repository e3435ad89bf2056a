import { dayAfter } from "@/lib/days";

/** One agreement of a school, from its first to its last day (ISO). */
export interface Period {
  id: string;
  from: string;
  until: string;
}

export interface Span {
  from: string;
  until: string;
}

/** What a new agreement, or an end, makes of those that a school has. */
export interface Plan {
  gone: string[];
  cut: { id: string; until: string }[];
  added: Span | null;
}

/** A new agreement takes the place of what it overlaps: what began before it ends the day before. */
export function planSet(periods: Period[], span: Span): Plan {
  const over = periods.filter((p) => p.from <= span.until && p.until >= span.from);
  const [same] = over;
  if (over.length === 1 && same?.from === span.from && same.until === span.until)
    return { gone: [], cut: [], added: null };
  return {
    gone: over.filter((p) => p.from >= span.from).map((p) => p.id),
    cut: over.filter((p) => p.from < span.from).map((p) => ({ id: p.id, until: dayAfter(span.from, -1) })),
    added: span,
  };
}

/** An end on a last day: what runs then ends on it, what would begin later does not. */
export const planEnd = (periods: Period[], last: string): Plan => ({
  gone: periods.filter((p) => p.from > last).map((p) => p.id),
  cut: periods.filter((p) => p.from <= last && p.until > last).map((p) => ({ id: p.id, until: last })),
  added: null,
});

export const changesNothing = ({ gone, cut, added }: Plan): boolean =>
  gone.length === 0 && cut.length === 0 && added === null;

/** What the school has once a plan is carried out, oldest first. */
export function after(periods: Period[], { gone, cut, added }: Plan): Span[] {
  const kept = periods
    .filter((p) => !gone.includes(p.id))
    .map((p) => ({ from: p.from, until: cut.find((c) => c.id === p.id)?.until ?? p.until }));
  return [...kept, ...(added ? [added] : [])].sort((a, b) => a.from.localeCompare(b.from));
}
