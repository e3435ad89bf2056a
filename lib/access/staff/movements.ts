import { z } from "zod";
import { query } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { dayInput } from "@/lib/days";
import { type Rights, rightsText } from "../domains";

export const movementKinds = { joined: "Joined", moved: "Moved", left: "Left" } as const;
export type MovementKind = keyof typeof movementKinds;

/** Somebody came to the authority's staff or into a school's Access Register, got other rights there, or left. */
export interface Movement {
  kind: MovementKind;
  at: string;
  personId: string;
  name: string;
  email: string;
  /** "Staff", or the school. */
  where: string;
  /** With which rights, from which to which, or how they left. */
  what: string;
  lastUsed: string | null;
}

interface Entry extends Omit<Movement, "kind" | "at" | "what"> {
  urn: string | null;
  level: number | null;
  see: Rights["see"];
  edit: Rights["edit"];
  admin: boolean;
  since: string;
  leftAt: string | null;
  how: string | null;
}

async function entries({ sql }: Tx, laCode: string): Promise<Entry[]> {
  const rows = await sql<Entry[]>`
    select null as urn, person_id as "personId", name, email, 'Staff' as "where", null::int as level, see, edit, admin,
      since::text, last_used::text as "lastUsed", removed_at::text as "leftAt", 'Removed' as how
    from app.staff where la_code = ${laCode}
    union all
    select a.urn, a.person_id, a.name, a.email, r.name, a.level, '{}', '{}', false, a.since::text, a.last_used::text,
      coalesce(a.removed_at, a.suspended_at, case when a.until <= now() then a.until end)::text,
      case when a.removed_at is not null then 'Removed' when a.suspended_at is not null then 'Suspended' else 'Came to its end' end
    from app.access a join ref.schools r on r.urn = a.urn where a.la_code = ${laCode}`;
  return [...rows];
}

interface Change {
  at: string;
  person: string;
  urn: string | null;
  note: { from?: Rights | number; to?: Rights; level?: number };
}

/** Acts that gave somebody other rights, or another level. */
async function changes({ sql }: Tx, laCode: string, since: string | null): Promise<Change[]> {
  const rows = await sql<Change[]>`
    select at::text, note ->> 'person' as person, urn, note from audit.acts
    where la_code = ${laCode} and door in ('staff.change', 'access.change-level')
      and (${since}::date is null or at >= ${since}::date)`;
  return [...rows];
}

function changeText({ from, to, level }: Change["note"]): string {
  if (typeof from === "number") return `Level ${from} to Level ${level}`;
  return from && to ? `${rightsText(from)} → ${rightsText(to)}` : "";
}

const base = ({ personId, name, email, where, lastUsed }: Entry) => ({ personId, name, email, where, lastUsed });
const has = (e: Entry): string => (e.level === null ? rightsText(e) : `Level ${e.level}`);

function comings(e: Entry): Movement[] {
  const joined: Movement = { ...base(e), kind: "joined", at: e.since, what: e.leftAt ? "" : `Now: ${has(e)}` };
  return e.leftAt ? [joined, { ...base(e), kind: "left", at: e.leftAt, what: e.how ?? "" }] : [joined];
}

function changesOf(all: Entry[], acts: Change[]): Movement[] {
  const key = (personId: string, urn: string | null) => `${personId} ${urn}`;
  const byKey = new Map(all.map((e) => [key(e.personId, e.urn), e]));
  return acts.flatMap((act) => {
    const entry = byKey.get(key(act.person, act.urn));
    return entry ? [{ ...base(entry), kind: "moved" as const, at: act.at, what: changeText(act.note) }] : [];
  });
}

/** Joiners, movers and leavers of the staff and of the schools' Access Registers since a day, newest first. */
export const listMovements = query({
  name: "staff.movements",
  needs: "administer",
  input: z.object({ since: dayInput("Enter a day").nullable() }),
  run: async ({ scope, ...tx }, { since }): Promise<Movement[]> => {
    const all = await entries(tx, scope.laCode);
    const moved = changesOf(all, await changes(tx, scope.laCode, since));
    const first = since === null ? 0 : Date.parse(`${since}T00:00:00Z`);
    return (
      [...all.flatMap(comings), ...moved]
        .map((m) => ({ ...m, time: Date.parse(new Date(m.at).toISOString()) }))
        .filter((m) => m.time >= first)
        // Within a millisecond the database's text has the microseconds.
        .sort((a, b) => b.time - a.time || (a.at < b.at ? 1 : -1))
        .map(({ time: _, ...m }) => m)
    );
  },
});
