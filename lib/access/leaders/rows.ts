import type { Scope, Tx } from "@/lib/database";
import { Conflict, Forbidden } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { logInFor } from "../log-in";

/** A school's Level 1 as the authority sees them. */
export interface Leader {
  urn: string;
  personId: string;
  name: string;
  email: string;
  since: string;
  lastUsed: string | null;
  /** When somebody last said that they are still right. */
  confirmedAt: string | null;
}

/** Everyone who is a Level 1 now, by school. */
export async function leadersNow({ sql }: Tx, laCode: string): Promise<Map<string, Leader[]>> {
  const rows = await sql<Leader[]>`
    select urn, person_id as "personId", name, email, since::text, last_used::text as "lastUsed", confirmed_at::text as "confirmedAt"
    from app.access where la_code = ${laCode} and level = 1 and removed_at is null and suspended_at is null
      and (until is null or until > now()) order by name`;
  return Map.groupBy(rows, (row) => row.urn);
}

export interface NewLeader {
  urn: string;
  name: string;
  email: string;
  /** The Level 1 in whose place the new one comes. */
  replaces: string | null;
}

/** Throws Conflict where the school has a Level 1 who stays: a further one needs the school's own consent. */
function mustBeFirst(of: NewLeader, now: Leader[]): void {
  const stays = now.find((leader) => leader.personId !== of.replaces);
  if (!stays) return;
  throw new Conflict(
    `${stays.name} is this school’s Level 1 already. A further one needs both the authority and the school: make a request.`,
  );
}

async function enter({ sql }: Tx, scope: Scope, of: NewLeader & { personId: string }): Promise<void> {
  await sql`
    insert into app.access as a (la_code, urn, person_id, name, email, level, purpose, let_in_by, let_in_by_name, confirmed_at)
    values (${scope.laCode}, ${of.urn}, ${of.personId}, ${of.name}, ${of.email}, 1, 'School leader', ${scope.actor}, ${scope.actorName}, now())
    on conflict (la_code, urn, person_id) do update
      set name = excluded.name, email = excluded.email, level = 1, purpose = excluded.purpose, let_in_by = excluded.let_in_by,
        let_in_by_name = excluded.let_in_by_name, confirmed_at = now(), until = null, suspended_at = null,
        since = case when a.removed_at is null then a.since else now() end, removed_at = null, removed_by = null`;
}

async function takeOut(tx: Tx, scope: Scope, of: NewLeader): Promise<void> {
  if (of.replaces === null) return;
  await tx.sql`
    update app.access set removed_at = now(), removed_by = ${scope.actor}
    where la_code = ${scope.laCode} and urn = ${of.urn} and person_id = ${of.replaces}`;
  const ids = { urn: of.urn };
  await queueMail(tx, { laCode: scope.laCode, template: "access-removed", to: { personId: of.replaces }, ids });
}

/**
 * Makes a person the first Level 1 of a school, or the one in another's place, and tells them and the school's own
 * address in the register. Returns the person's id. Throws Conflict, Forbidden (oneself).
 */
export async function makeLeader(tx: Tx, scope: Scope, of: NewLeader, now: Leader[]): Promise<string> {
  mustBeFirst(of, now);
  const { id: personId, signsIn } = await logInFor(tx, of.email);
  if (personId === scope.actor)
    throw new Forbidden("Nobody lets themselves in to a school. Ask another administrator.");
  await takeOut(tx, scope, of);
  await enter(tx, scope, { ...of, personId });
  const ids = { urn: of.urn };
  const template = signsIn ? "access-added" : "invite-school";
  await queueMail(tx, { laCode: scope.laCode, template, to: { personId }, ids });
  await queueMail(tx, { laCode: scope.laCode, template: "level-1-made", to: { urn: of.urn }, ids });
  return personId;
}

/** The authority's other administrators, who are told what one of them does. */
export async function otherAdministrators({ sql }: Tx, scope: Scope): Promise<string[]> {
  const rows = await sql<{ id: string }[]>`
    select person_id as id from app.staff
    where la_code = ${scope.laCode} and admin and removed_at is null and person_id is distinct from ${scope.actor}::uuid`;
  return rows.map((row) => row.id);
}

/** Level 1s are made one after another, so that two administrators do not both make the first. */
export async function inTurn({ sql }: Tx, laCode: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`leaders ${laCode}`}, 0))`;
}
