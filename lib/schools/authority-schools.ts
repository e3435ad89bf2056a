import { z } from "zod";
import { query } from "@/lib/access/door";
import type { Scope } from "@/lib/database";
import { NotFound } from "@/lib/errors";

/** A school of the authority, as lists and page heads show it. */
export interface AuthoritySchool {
  urn: string;
  name: string;
  /** "999/2001", the authority's and the school's number. */
  dfeNumber: string;
  phase: string | null;
  lowAge: number | null;
  highAge: number | null;
  /** ISO date from which it is no longer the authority's or is closed; null while it is open. */
  closed: string | null;
  locality: string | null;
}

const reached = (scope: Scope, urn: string) => scope.urns === "*" || scope.urns.includes(urn);

/** The authority's schools by name, closed ones last. A school's hat reaches its own alone. */
export const authoritySchools = query({
  name: "schools.list",
  needs: "signed-in",
  input: z.object({ urn: z.string().optional() }),
  run: async ({ scope, sql }, { urn }): Promise<AuthoritySchool[]> => {
    const rows = await sql<AuthoritySchool[]>`
      select s.urn, r.name, r.la_code || '/' || r.estab as "dfeNumber", r.phase, r.low_age as "lowAge", r.high_age as "highAge",
        least(s.until, r.close_date)::text as closed,
        (select string_agg(l.name, ', ' order by l.name) from app.locality_schools ls
          join app.localities l on l.la_code = ls.la_code and l.id = ls.locality_id
          where ls.la_code = s.la_code and ls.urn = s.urn and l.kind = 'locality'
            and (now() at time zone 'Europe/London')::date between coalesce(ls."from", '-infinity') and coalesce(ls.until, 'infinity')) as locality
      from app.schools s join ref.schools r on r.urn = s.urn
      where s.la_code = ${scope.laCode} ${urn === undefined ? sql`` : sql`and s.urn = ${urn}`}
      order by (least(s.until, r.close_date) is not null), r.name, s.urn`;
    return rows.filter((row) => reached(scope, row.urn));
  },
});

/** One school of the authority. Throws NotFound when it is not the authority's or not the caller's. */
export async function authoritySchool(scope: Scope, urn: string): Promise<AuthoritySchool> {
  const [school] = await authoritySchools(scope, { urn });
  if (!school) throw new NotFound("There is no such school in this authority.");
  return school;
}

export const isSchoolOf = async (scope: Scope, urn: string): Promise<boolean> =>
  (await authoritySchools(scope, { urn })).length > 0;
