import { writeAct } from "@/lib/access/act";
import { authorityCodes } from "@/lib/access/authorities";
import { systemScope } from "@/lib/access/scope-of";
import { type Scope, type Tx, withScope } from "@/lib/database";
import { queueMail } from "@/lib/mail/queue";
import { dayOf } from "@/lib/when";
import { termOf } from "./days";
import { waitTurn } from "./entry";
import { level1Of } from "./mail";

/** A review waits so long for answers. */
const reviewDays = 28;

/** A school's review that is open. It asks of everyone of Levels 2 and 3 who was let in before it opened. */
export interface Review {
  id: string;
  openedAt: string;
  due: string;
}

export async function openReview({ sql }: Tx, laCode: string, urn: string): Promise<Review | null> {
  const [review] = await sql<Review[]>`
    select id, opened_at::text as "openedAt", due::text from app.reviews
    where la_code = ${laCode} and urn = ${urn} and closed_at is null order by opened_at desc limit 1`;
  return review ?? null;
}

/** Rows of `app.access` of which a review that opened at `since` asks, and nobody has answered. */
export const unanswered = (sql: Tx["sql"], since: string | null) => sql`
  level in (2, 3) and removed_at is null and suspended_at is null and (until is null or until > now())
    and since < ${since}::timestamptz and (confirmed_at is null or confirmed_at < ${since}::timestamptz)`;

async function openDue(tx: Tx, scope: Scope, day: string): Promise<void> {
  const { sql } = tx;
  const term = termOf(day);
  const opened = await sql<{ urn: string }[]>`
    insert into app.reviews (la_code, urn, term, due)
    select ${scope.laCode}, urn, ${term.id}, now() + make_interval(days => ${reviewDays}) from (
      select distinct urn from app.access
      where la_code = ${scope.laCode} and ${unanswered(sql, `${term.begins} 00:00 Europe/London`)} order by urn) as asked
    on conflict (la_code, urn, term) do nothing returning urn`;
  for (const { urn } of opened) {
    await writeAct(tx, scope, { door: "review.open", note: { urn, term: term.id } });
    for (const to of await level1Of(tx, scope.laCode, urn))
      await queueMail(tx, { laCode: scope.laCode, template: "review-open", to, ids: { urn } });
  }
}

async function closeOne(tx: Tx, scope: Scope, { urn, openedAt, id }: Review & { urn: string }): Promise<void> {
  const { sql } = tx;
  await waitTurn(tx, scope.laCode, urn);
  const suspended = await sql<{ person: string }[]>`
    update app.access set suspended_at = now()
    where la_code = ${scope.laCode} and urn = ${urn} and ${unanswered(sql, openedAt)} returning person_id as person`;
  await sql`update app.reviews set suspended = ${suspended.length} where la_code = ${scope.laCode} and id = ${id}`;
  await writeAct(tx, scope, { door: "review.close", note: { urn, suspended: suspended.map((s) => s.person) } });
  for (const { person } of suspended) {
    const to = { personId: person };
    await queueMail(tx, { laCode: scope.laCode, template: "access-suspended", to, ids: { urn } });
  }
}

async function closeDue(tx: Tx, scope: Scope): Promise<void> {
  const closed = await tx.sql<(Review & { urn: string })[]>`
    update app.reviews set closed_at = now() where la_code = ${scope.laCode} and closed_at is null and due <= now()
    returning id, urn, opened_at::text as "openedAt", due::text`;
  for (const review of closed) await closeOne(tx, scope, review);
}

/**
 * Opens the term's reviews in every school that let somebody in before the term, and ends those that are due: who was not
 * confirmed is suspended, not deleted. Level 1 is the authority's to review. Once each, however many workers do it.
 */
export async function keepReviews(day = dayOf(new Date())): Promise<void> {
  for (const laCode of await authorityCodes()) {
    const scope = systemScope(laCode);
    await withScope(scope, (tx) => closeDue(tx, scope));
    await withScope(scope, (tx) => openDue(tx, scope, day));
  }
}
