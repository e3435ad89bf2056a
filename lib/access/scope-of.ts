import type { Domain } from "@/db/dataset-table";
import { type Scope, withSelf } from "@/lib/database";

/** One of the hats a person may wear: an authority's staff (`urn` null) or a school at a level. */
export interface Hat {
  laCode: string;
  laName: string;
  urn: string | null;
  schoolName: string | null;
  name: string;
  level: 1 | 2 | 3;
  see: Domain[];
  edit: Domain[];
  admin: boolean;
  /** The last use that is noted lies back far enough for another. */
  useDue: boolean;
}

/** Everything a person is let into now: entries that ended or were removed are not there. Authorities first, then schools by name. */
export async function hatsOf(personId: string): Promise<Hat[]> {
  return withSelf(personId, async ({ sql }) => {
    const staff = await sql<Hat[]>`
      select s.la_code as "laCode", a.name as "laName", null as urn, null as "schoolName", s.name, 1 as level, s.see, s.edit, s.admin,
        (s.last_used is null or s.last_used < now() - interval '5 minutes') as "useDue"
      from app.staff s join ref.authorities a on a.code = s.la_code
      where s.person_id = ${personId} and s.removed_at is null order by a.name`;
    const schools = await sql<Hat[]>`
      select e.la_code as "laCode", a.name as "laName", e.urn, r.name as "schoolName", e.name, e.level,
        '{assessment}'::text[] as see, '{}'::text[] as edit, false as admin,
        (e.last_used is null or e.last_used < now() - interval '5 minutes') as "useDue"
      from app.access e join ref.authorities a on a.code = e.la_code join ref.schools r on r.urn = e.urn
      where e.person_id = ${personId} and e.removed_at is null and e.suspended_at is null and (e.until is null or e.until > now())
      order by r.name`;
    return [...staff, ...schools];
  });
}

/** Notes that the person uses the hat, every five minutes at most: "last used" in registers and lists of staff. */
export async function noteUse(personId: string, hat: Hat): Promise<void> {
  if (!hat.useDue) return;
  await withSelf(personId, ({ sql }) => sql`select app.note_use(${hat.laCode}, ${hat.urn})`, { readOnly: false });
}

/** The scope that a hat opens; a school's hat reaches that one school, at that school's level, and edits nothing. */
export function scopeFor(personId: string, hat: Hat): Scope {
  const base = { actor: personId, actorName: hat.name, laCode: hat.laCode, level: hat.level, see: hat.see };
  return hat.urn === null
    ? { ...base, hat: "staff", urns: "*", edit: hat.edit, admin: hat.admin }
    : { ...base, hat: "school", urns: [hat.urn], edit: [], admin: false };
}

/** A job's scope on a person's behalf: what the person may do in that authority now; null when they no longer may. */
export async function staffScope(personId: string, laCode: string): Promise<Scope | null> {
  const hat = (await hatsOf(personId)).find((h) => h.laCode === laCode && h.urn === null);
  return hat ? scopeFor(personId, hat) : null;
}

const allDomains: Domain[] = ["assessment", "census", "cla", "cin"];

/** The product's own work for an authority, and the operator's imports. */
export const systemScope = (laCode: string): Scope => ({
  actor: null,
  actorName: "Keymark",
  hat: "job",
  laCode,
  urns: "*",
  level: 1,
  see: allDomains,
  edit: allDomains,
  admin: true,
});
