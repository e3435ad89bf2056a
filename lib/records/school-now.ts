import { z } from "zod";
import { can, seesPupilsOf } from "@/lib/access/capabilities";
import { query } from "@/lib/access/door";
import { NotFound } from "@/lib/errors";

/** What came in for a school of a dataset's year, newest first. */
export interface Fresh {
  dataset: string;
  year: number;
  /** Timestamp of the newest import or correction. */
  at: string;
}

/** Open faults of a school's records: errors, and queries that nobody has marked correct. */
export interface Open {
  dataset: string;
  year: number;
  errors: number;
  queries: number;
}

export interface SchoolNow {
  fresh: Fresh[];
  /** Null for readers without child-level rights: they are told of no pupil's record. */
  open: Open[] | null;
}

/** What is new at a school and what needs doing there. The policies leave out years that the authority keeps from its schools. Throws NotFound. */
export const schoolNow = query({
  name: "records.school-now",
  needs: "reports",
  input: z.object({ urn: z.string() }),
  run: async ({ scope, sql }, { urn }): Promise<SchoolNow> => {
    const [school] = await sql`select 1 from app.schools where la_code = ${scope.laCode} and urn = ${urn}`;
    if (!school || (scope.urns !== "*" && !scope.urns.includes(urn))) throw new NotFound("There is no such school.");
    const fresh = await sql<Fresh[]>`
      select f.dataset, f.year, f.at from data.freshness f
      where f.la_code = ${scope.laCode} and f.urn = ${urn} order by f.at desc, f.dataset limit 4`;
    if (!can(scope, "pupils") || !seesPupilsOf(scope, urn)) return { fresh: [...fresh], open: null };
    const open = await sql<Open[]>`
      select i.dataset, i.year, count(*) filter (where i.severity = 'error')::int as errors,
        count(*) filter (where i.severity <> 'error')::int as queries
      from data.issues i
      left join data.marks m on m.la_code = i.la_code and m.record_id = i.record_id and m.check_id = i.check_id and m.seen = i.seen
      where i.la_code = ${scope.laCode} and i.urn = ${urn} and (i.severity = 'error' or m.record_id is null)
      group by i.dataset, i.year order by i.year desc, i.dataset`;
    return { fresh: [...fresh], open: [...open] };
  },
});
