import type { Context } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { Conflict, Forbidden, NotFound } from "@/lib/errors";

/** An entry of the register as the verbs see it. */
export interface Entry {
  urn: string;
  person: string;
  name: string;
  email: string;
  level: 1 | 2 | 3;
  purpose: string | null;
  until: string | null;
  removed: boolean;
  suspended: boolean;
  /** Its end date has passed, by the database's clock. */
  ended: boolean;
}

export const isLive = (entry: Entry): boolean => !entry.removed && !entry.suspended && !entry.ended;

export interface School {
  urn: string;
  name: string;
  laName: string;
}

/** The school whose register this is. Throws NotFound where it is not the authority's or not the caller's. */
export async function mustReach({ sql, scope }: Context, urn: string): Promise<School> {
  const reached = scope.urns === "*" || scope.urns.includes(urn);
  const [school] = reached
    ? await sql<School[]>`
        select s.urn, r.name, a.name as "laName" from app.schools s join ref.schools r on r.urn = s.urn
        join ref.authorities a on a.code = s.la_code where s.la_code = ${scope.laCode} and s.urn = ${urn}`
    : [];
  if (!school) throw new NotFound("There is no such school in this authority.");
  return school;
}

/** The verbs of one school's register run one after another. */
export const waitTurn = ({ sql }: Tx, laCode: string, urn: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`register ${laCode} ${urn}`}, 0))`;

/**
 * Waits for its turn, and looks again whether the caller still runs the register: two who remove each other at the same
 * time do not leave a school without a Level 1.
 */
export async function turnAt(context: Context, urn: string): Promise<School> {
  const school = await mustReach(context, urn);
  const { scope } = context;
  await waitTurn(context, scope.laCode, urn);
  if (scope.hat !== "school") return school;
  const own = scope.actor ? await entryOf(context, { laCode: scope.laCode, urn, person: scope.actor }) : null;
  if (!own || !isLive(own) || own.level !== 1) throw new Forbidden("You no longer run this school's Access Register.");
  return school;
}

interface Key {
  laCode: string;
  urn: string;
  person: string;
}

export async function entryOf({ sql }: Tx, { laCode, urn, person }: Key): Promise<Entry | null> {
  const [entry] = await sql<Entry[]>`
    select urn, person_id as person, name, email, level, purpose, until::text, removed_at is not null as removed,
      suspended_at is not null as suspended, coalesce(until <= now(), false) as ended
    from app.access where la_code = ${laCode} and urn = ${urn} and person_id = ${person}`;
  return entry ?? null;
}

/** The entry of somebody else who has not been removed. Throws NotFound; Forbidden for one's own. */
export async function mustChange(context: Context, urn: string, person: string): Promise<Entry> {
  const { scope } = context;
  if (scope.actor === person) throw new Forbidden("Nobody changes an entry of their own.");
  const entry = await entryOf(context, { laCode: scope.laCode, urn, person });
  if (!entry || entry.removed) throw new NotFound("This person is not in the school's Access Register.");
  return entry;
}

/** Throws Conflict where this is the only one left who runs the school's register. */
export async function mustNotBeLast({ sql }: Tx, { laCode, urn, person }: Key): Promise<void> {
  const [others] = await sql<{ n: number }[]>`
    select count(*)::int as n from app.access
    where la_code = ${laCode} and urn = ${urn} and person_id <> ${person} and level = 1
      and removed_at is null and suspended_at is null and (until is null or until > now())`;
  if ((others?.n ?? 0) > 0) return;
  throw new Conflict("This is the school's last Level 1, who cannot be removed. Let another one in first.");
}

export interface NewEntry extends Key {
  name: string;
  email: string;
  level: 1 | 2 | 3;
  organisation?: string | null;
  purpose?: string | null;
  /** The last day, in England; none: without an end. */
  until?: string | null;
  letInBy: string | null;
  letInByName: string | null;
}

/** Enters a person, or one anew who was there before; it holds from their next request on. */
export async function letIn({ sql }: Tx, of: NewEntry): Promise<void> {
  const { organisation = null, purpose = null, until = null } = of;
  await sql`
    insert into app.access as e (la_code, urn, person_id, name, email, level, organisation, purpose, until, let_in_by, let_in_by_name)
    values (${of.laCode}, ${of.urn}, ${of.person}, ${of.name}, ${of.email}, ${of.level}, ${organisation}, ${purpose},
      ${endOf(sql, until)}, ${of.letInBy}, ${of.letInByName})
    on conflict (la_code, urn, person_id) do update set name = excluded.name, email = excluded.email, level = excluded.level,
      organisation = excluded.organisation, purpose = excluded.purpose, until = excluded.until, since = now(),
      let_in_by = excluded.let_in_by, let_in_by_name = excluded.let_in_by_name, confirmed_at = null, suspended_at = null,
      removed_at = null, removed_by = null`;
}

/** The moment at which access until a day ends: midnight in England after it. */
export const endOf = (sql: Tx["sql"], day: string | null) =>
  sql`((${day}::date + 1)::timestamp at time zone 'Europe/London')`;

/** Takes a person out. Throws NotFound, and Conflict for the last Level 1. */
export async function takeOut(tx: Tx, of: Key & { by: string | null }): Promise<void> {
  await waitTurn(tx, of.laCode, of.urn);
  const entry = await entryOf(tx, of);
  if (!entry || entry.removed) throw new NotFound("This person is not in the school's Access Register.");
  if (entry.level === 1) await mustNotBeLast(tx, of);
  await tx.sql`
    update app.access set removed_at = now(), removed_by = ${of.by}
    where la_code = ${of.laCode} and urn = ${of.urn} and person_id = ${of.person}`;
}
