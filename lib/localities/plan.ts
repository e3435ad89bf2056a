import { dayAfter } from "@/lib/days";

/** A school's time in a Locality or Area, from its first to its last day (ISO); null: without a beginning or an end. */
export interface Membership {
  id: string;
  localityId: string;
  from: string | null;
  until: string | null;
}

/** What a move makes of a school's memberships of one kind. */
export interface Move {
  gone: string[];
  cut: { id: string; until: string }[];
  /** Into which from the day on; null: into none. */
  into: string | null;
}

const begins = ({ from }: Membership, day: string) => from !== null && from >= day;
const runsOn = ({ from, until }: Membership, day: string) =>
  (from === null || from < day) && (until === null || until >= day);

/**
 * A school moves on a day: what it was in ends the day before, and what it would be in later is dropped. Null where it
 * is there already and stays. A `day` of null is for a school that has never been in one: it always was.
 */
export function planMove(memberships: Membership[], day: string, into: string | null): Move | null {
  const later = memberships.filter((m) => begins(m, day));
  const running = memberships.filter((m) => runsOn(m, day));
  const [now] = running;
  const stays = later.length === 0 && running.length === 1 && now?.localityId === into && now.until === null;
  if (stays || (into === null && later.length === 0 && running.length === 0)) return null;
  return {
    gone: later.map((m) => m.id),
    cut: running.map((m) => ({ id: m.id, until: dayAfter(day, -1) })),
    into,
  };
}
