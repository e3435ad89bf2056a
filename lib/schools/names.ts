import { withPublic } from "@/lib/database";

/** The names of an authority's schools that are open, in their order, each once. */
export const schoolNames = (laCode: string): Promise<string[]> =>
  withPublic(async ({ sql }) => {
    const rows = await sql<{ name: string }[]>`
      select distinct name from ref.schools
      where la_code = ${laCode} and coalesce(status, '') <> 'Closed' and (close_date is null or close_date > current_date)
      order by name`;
    return rows.map(({ name }) => name);
  });
