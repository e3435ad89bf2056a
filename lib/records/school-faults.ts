import { z } from "zod";
import { seesPupilsOf } from "@/lib/access/capabilities";
import { query } from "@/lib/access/door";
import { datasets } from "@/lib/datasets";
import { NotFound } from "@/lib/errors";

/** Something open in one pupil's record: an error, or a query that nobody has marked correct. */
export interface SchoolFault {
  recordId: string;
  checkId: string;
  dataset: string;
  year: number;
  severity: "error" | "query";
  surname: string | null;
  forename: string | null;
  upn: string | null;
  /** What is wrong and what would be right. */
  words: string;
}

/** More are a matter of a new file. */
const most = 1000;

/**
 * What is open in a school's records, newest year first, errors before queries, by surname: the school's own list to
 * correct in its system. Throws NotFound, Forbidden for readers without child-level rights.
 */
export const schoolFaults = query({
  name: "records.school-faults",
  needs: "pupils",
  input: z.object({ urn: z.string() }),
  run: async ({ scope, sql }, { urn }): Promise<SchoolFault[]> => {
    const [school] = await sql`select 1 from app.schools where la_code = ${scope.laCode} and urn = ${urn}`;
    if (!school || !seesPupilsOf(scope, urn)) throw new NotFound("There is no such school.");
    const found: SchoolFault[] = [];
    for (const dataset of datasets.filter(({ domain }) => scope.see.includes(domain))) {
      const rows = await sql<SchoolFault[]>`
        select i.record_id as "recordId", i.check_id as "checkId", i.dataset, i.year, i.severity, r.surname, r.forename, r.upn, i.words
        from data.issues i
        join data.${sql(dataset.table.guard.name)} r on r.la_code = i.la_code and r.id = i.record_id
        left join data.marks m on m.la_code = i.la_code and m.record_id = i.record_id and m.check_id = i.check_id and m.seen = i.seen
        where i.la_code = ${scope.laCode} and i.urn = ${urn} and i.dataset = ${dataset.id}
          and (i.severity = 'error' or m.record_id is null)
        order by i.year desc, i.severity, r.surname, r.forename, i.record_id, i.check_id limit ${most}`;
      found.push(...rows);
    }
    return found.sort((a, b) => b.year - a.year);
  },
  sees: ({ urn }, faults) => ({ urn, rows: [...new Set(faults.map((f) => f.recordId))] }),
});
