import type { Scope, Tx } from "@/lib/database";
import { Forbidden } from "@/lib/errors";
import { dayText } from "@/lib/when";
import type { Span } from "./plan";

/** What a school has of the authority's service level agreement today. */
export interface Standing {
  /** Does the authority open reports within an agreement only? */
  needed: boolean;
  /** In force today; past its end, the last one; before its beginning, the next. */
  current: Span | null;
  last: Span | null;
  next: Span | null;
  /** Whom to ask, in words. */
  ask: string;
}

interface Row {
  needed: boolean;
  authority: string;
  sender: string | null;
  replyTo: string | null;
  current: Span | null;
  last: Span | null;
  next: Span | null;
}

const span = (order: "asc" | "desc", which: string, urn: string, { sql }: Tx, laCode: string) => sql`(
  select json_build_object('from', p."from", 'until', p.until) from app.sla p
  where p.la_code = ${laCode} and p.urn = ${urn} and ${sql.unsafe(which)} order by p."from" ${sql.unsafe(order)} limit 1)`;

/** Reads a school's standing within the caller's transaction; days are British ones, by the database's clock. */
export async function standingOf(tx: Tx, laCode: string, urn: string): Promise<Standing> {
  const { sql } = tx;
  const [row] = await sql<Row[]>`
    with today as (select (now() at time zone 'Europe/London')::date as day)
    select coalesce(s.needs_agreement, false) as needed, a.name as authority, s.sender_name as sender, s.reply_to as "replyTo",
      ${span("desc", 'today.day between p."from" and p.until', urn, tx, laCode)} as current,
      ${span("desc", "p.until < today.day", urn, tx, laCode)} as last,
      ${span("asc", 'p."from" > today.day', urn, tx, laCode)} as next
    from today, ref.authorities a left join app.settings s on s.la_code = a.code where a.code = ${laCode}`;
  const { needed = false, authority = laCode, sender, replyTo, current, last, next } = row ?? ({} as Partial<Row>);
  const who = sender ?? authority;
  const ask = replyTo ? `${who}, ${replyTo}` : who;
  return { needed, current: current ?? null, last: last ?? null, next: next ?? null, ask };
}

/** Do S2 to S5 open for the school's own people? */
export const isOpen = ({ needed, current }: Standing): boolean => !needed || current !== null;

/** What the school has, and until when, in a sentence or two. */
export function standingWords({ current, last, next }: Standing): string {
  if (current) return `The agreement with the authority runs until ${dayText(current.until)}.`;
  const was = last ? `The last agreement with the authority ended on ${dayText(last.until)}.` : "";
  const willBe = next ? `The next one begins on ${dayText(next.from)}.` : "";
  return [was || "The school has no agreement with the authority for them.", willBe].filter(Boolean).join(" ");
}

/**
 * Throws Forbidden, in words, where a school's own person asks for what its agreement does not cover today. The
 * authority's staff and its batches never need one.
 */
export async function mustBeOpen(scope: Scope, tx: Tx, urn: string): Promise<void> {
  if (scope.hat !== "school" || scope.urns === "*" || !scope.urns.includes(urn)) return;
  const standing = await standingOf(tx, scope.laCode, urn);
  if (isOpen(standing)) return;
  throw new Forbidden(
    `Reports open within the authority’s service level agreement. ${standingWords(standing)} Ask ${standing.ask}.`,
  );
}
