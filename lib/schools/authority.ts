import { withOperator } from "@/lib/database";

/**
 * Makes the register's schools of an authority known to it, with the dates between which they are its own. One that the
 * register has given to another authority since is ended today; none is ever removed, for records hang on it.
 * Returns how many were added and changed.
 */
export function syncAuthoritySchools(laCode: string): Promise<{ added: number; changed: number }> {
  return withOperator(laCode, async ({ sql }) => {
    const [done] = await sql<{ added: number; changed: number }[]>`
      with now_its as (
        insert into app.schools as a (la_code, urn, "from", until)
        select la_code, urn, open_date, close_date from ref.schools where la_code = ${laCode}
        on conflict (la_code, urn) do update set "from" = excluded."from", until = excluded.until
        where (a."from", a.until) is distinct from (excluded."from", excluded.until)
        returning (xmax = 0) as added),
      moved as (
        update app.schools a set until = least(coalesce(s.close_date, current_date), current_date)
        from ref.schools s
        where a.la_code = ${laCode} and s.urn = a.urn and s.la_code <> a.la_code and a.until is null
        returning 1)
      select (select count(*) from now_its where added)::int as added,
        ((select count(*) from now_its where not added) + (select count(*) from moved))::int as changed`;
    return done ?? { added: 0, changed: 0 };
  });
}
