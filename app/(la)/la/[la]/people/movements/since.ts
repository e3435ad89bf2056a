import { dayAfter } from "@/lib/days";
import { dayOf } from "@/lib/when";

/** How far back the list may look, by what the address says. */
export const spans = [
  { id: "30", label: "Last 30 days", days: 30 },
  { id: "120", label: "Last four months", days: 120 },
  { id: "365", label: "Last twelve months", days: 365 },
  { id: "all", label: "All", days: null },
] as const;

/** The span of an address, and the day on which it begins; null: from the start. */
export function spanOf(given: unknown): { id: string; since: string | null } {
  const span = spans.find(({ id }) => id === given) ?? spans[1];
  return { id: span.id, since: span.days === null ? null : dayAfter(dayOf(new Date()), -span.days) };
}
