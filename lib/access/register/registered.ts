import { z } from "zod";
import { type Context, query } from "@/lib/access/door";

/** Somebody who is, or was, in a school's register or among the staff of the authority. */
export interface Registered {
  person: string;
  name: string;
  email: string;
  /** Where: names of schools, and the authority itself for its staff. Those that are over come with "until …". */
  places: string[];
}

/** The e-mail address of a person of the authority as it was last written; null for anyone else. */
export async function isRegistered({ sql, scope }: Context, person: string): Promise<string | null> {
  const [found] = await sql<{ email: string }[]>`
    select email from (
      select email, since from app.access where la_code = ${scope.laCode} and person_id = ${person}
      union all select email, since from app.staff where la_code = ${scope.laCode} and person_id = ${person}) x
    order by since desc limit 1`;
  return found?.email ?? null;
}

const most = 20;
const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** The authority's people whose name or address holds every word; at most twenty, by name. Nobody is looked for without words. */
export const findRegistered = query({
  name: "access.find-registered",
  needs: "administer",
  input: z.object({ words: z.string().max(200) }),
  run: async ({ sql, scope }, { words }): Promise<Registered[]> => {
    const patterns = words
      .trim()
      .toLowerCase()
      .split(/\s+/)
      .filter(Boolean)
      .slice(0, 8)
      .map((w) => `%${escapeLike(w)}%`);
    if (patterns.length === 0) return [];
    const rows = await sql<Registered[]>`
      with entries as (
        select a.person_id, a.name, a.email, a.since, r.name as place from app.access a join ref.schools r on r.urn = a.urn
          where a.la_code = ${scope.laCode}
        union all
        select s.person_id, s.name, s.email, s.since, 'Staff of the authority' from app.staff s where s.la_code = ${scope.laCode})
      select person_id as person, (array_agg(name order by since desc))[1] as name,
        (array_agg(email order by since desc))[1] as email, array_agg(distinct place order by place) as places
      from entries group by person_id
      having lower(string_agg(name || ' ' || email, ' ')) like all (${patterns}::text[])
      order by 2, 1 limit ${most}`;
    return [...rows];
  },
});
