import type { Tx } from "@/lib/database";
import type { Values } from "./render";

export interface Mail {
  laCode: string;
  id: string;
  template: string;
  personId: string | null;
  urn: string | null;
  ids: Record<string, string>;
}

interface Found {
  authority: string;
  sender: string | null;
  replyTo: string | null;
  school: string | null;
  name: string | null;
  level: 1 | 2 | 3 | null;
  until: string | null;
  due: string | null;
}

const levels = { 1: "Level 1 (school leader)", 2: "Level 2 (pupils by name)", 3: "Level 3 (figures, no names)" };

const longDay = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "Europe/London" });
const dayOf = (text: string | null): string | undefined => (text ? longDay.format(new Date(text)) : undefined);

/** Access ends at midnight, and is said to be until the day before. */
const lastDayOf = (until: string | null): string | undefined =>
  until ? longDay.format(new Date(new Date(until).getTime() - 1000)) : undefined;

/** In how many days, as it is said: "tomorrow". */
function inDays(days: string | undefined): string | undefined {
  if (days === undefined) return undefined;
  const near: Record<string, string> = { "0": "today", "1": "tomorrow" };
  return near[days] ?? `in ${days} days`;
}

async function find({ sql }: Tx, { laCode, personId, urn, ids }: Mail): Promise<Found> {
  const about = ids.urn ?? urn;
  const [row] = await sql<Found[]>`
    select a.name as authority, s.sender_name as sender, s.reply_to as "replyTo",
      (select r.name from ref.schools r where r.urn = ${about}) as school,
      coalesce(e.name, (select t.name from app.staff t where t.la_code = ${laCode} and t.person_id = ${personId}),
        (select n.name from app.access n where n.la_code = ${laCode} and n.person_id = ${personId} order by n.since desc limit 1)) as name,
      e.level, e.until, (select v.due from app.reviews v where v.la_code = ${laCode} and v.urn = ${about} order by v.opened_at desc limit 1) as due
    from ref.authorities a left join app.settings s on s.la_code = a.code
      left join app.access e on e.la_code = a.code and e.urn = ${about} and e.person_id = ${personId}
    where a.code = ${laCode}`;
  if (!row) throw new Error("There is no such authority.");
  return row;
}

export interface Looked {
  /** The addressee's name; null for a school's own address. */
  name: string | null;
  /** Who signs, and where answers go. */
  sender: string;
  replyTo: string | null;
  values: Values;
}

/** What a mail's template may speak of, as it is at this moment. */
export async function lookUp(tx: Tx, mail: Mail): Promise<Looked> {
  const found = await find(tx, mail);
  const until = lastDayOf(found.until);
  const values: Values = {
    ...mail.ids,
    la: mail.laCode,
    urn: mail.ids.urn ?? mail.urn ?? undefined,
    authority: found.authority,
    school: found.school ?? undefined,
    level: found.level === null ? undefined : levels[found.level],
    until: until ? `until ${until}` : "without an end date",
    due: dayOf(found.due),
    inDays: inDays(mail.ids.days),
  };
  return { name: found.name, sender: found.sender ?? found.authority, replyTo: found.replyTo, values };
}
