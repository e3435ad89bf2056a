import { writeAct } from "@/lib/access/act";
import { authorityCodes } from "@/lib/access/authorities";
import { systemScope } from "@/lib/access/scope-of";
import { type Scope, type Tx, withScope } from "@/lib/database";
import { queueMail } from "@/lib/mail/queue";
import { level1Of } from "./mail";

/** So many days before an entry's end its school and its person are reminded. */
const remindDays = [30, 7, 1] as const;
/** Entries per transaction. */
const slice = 100;

interface Reminded {
  urn: string;
  person: string;
  /** Days left, counted in England's calendar. */
  left: number;
}

/**
 * Enters the reminders that are due: for each end the nearest of the numbers of days, unless it was sent, or that day had
 * passed when the person was let in. Always in one order, so that workers wait for each other and none is stuck.
 */
const due = ({ sql }: Tx, laCode: string) => sql<Reminded[]>`
  with ending as (
    select la_code, urn, person_id, until, (since at time zone 'Europe/London')::date as began,
      ((until - interval '1 second') at time zone 'Europe/London')::date as last_day,
      (now() at time zone 'Europe/London')::date as today
    from app.access where la_code = ${laCode} and removed_at is null and suspended_at is null
      and until > now() and until < now() + make_interval(days => ${remindDays[0] + 2})),
  near as (
    select e.*, (select min(d) from unnest(${[...remindDays]}::int[]) as d where d >= last_day - today) as days from ending e),
  entered as (
    insert into app.reminders (la_code, urn, person_id, until, days)
    select la_code, urn, person_id, until, days from near n
    where days is not null and began <= last_day - days
      and not exists (select from app.reminders r where r.la_code = n.la_code and r.urn = n.urn
        and r.person_id = n.person_id and r.until = n.until and r.days = n.days)
    order by urn, person_id limit ${slice}
    on conflict do nothing returning urn, person_id)
  select urn, person_id as person, last_day - today as left from entered join near using (urn, person_id)`;

async function remindSome(tx: Tx, scope: Scope): Promise<number> {
  const reminded = await due(tx, scope.laCode);
  const schools = Map.groupBy(reminded, ({ urn }) => urn);
  for (const [urn, people] of schools) {
    const leaders = await level1Of(tx, scope.laCode, urn);
    for (const { person, left } of people) {
      const ids = { urn, days: String(left) };
      await queueMail(tx, { laCode: scope.laCode, template: "access-ending", to: { personId: person }, ids });
      for (const to of leaders)
        await queueMail(tx, { laCode: scope.laCode, template: "access-ending-school", to, ids: { ...ids, person } });
    }
    await writeAct(tx, scope, { door: "access.remind", note: { urn, people: people.map((p) => p.person) } });
  }
  return reminded.length;
}

/** Reminds of ends that come in 30, 7 and 1 days: each once, in the transaction of its mails, however many workers do it. */
export async function remindOfEnds(): Promise<void> {
  for (const laCode of await authorityCodes()) {
    const scope = systemScope(laCode);
    for (let more = true; more; ) more = (await withScope(scope, (tx) => remindSome(tx, scope))) > 0;
  }
}
