import { z } from "zod";
import { query } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { datasetGuards } from "@/lib/datasets";
import { type DatasetId, figureColumns } from "@/lib/measures/define";
import { type Atlas, atlasOf, schoolsExpected } from "@/lib/measures/places";

/** How far a dataset's year has come in an authority. Counts are of schools, but for errors and queries. */
export interface Season {
  dataset: string;
  year: number;
  /** Schools that should send results, by their dates and ages; figures say the same number. */
  expected: number;
  /** Schools with records, and those of them without an error or an open query. */
  in: number;
  clean: number;
  /** Open faults over all schools: errors, and queries that nobody has marked correct. */
  errors: number;
  queries: number;
}

interface Counted {
  in: number;
  faulty: number;
  errors: number;
  queries: number;
}

/** Schools in and their open faults; a mark holds while the values it rests on are the same. */
async function countedSchools(tx: Tx, part: { laCode: string; dataset: string; year: number }): Promise<Counted> {
  const { laCode, dataset, year } = part;
  const [row] = await tx.sql<Counted[]>`
    with open as (
      select i.urn, i.severity from data.issues i
      left join data.marks m on m.la_code = i.la_code and m.record_id = i.record_id and m.check_id = i.check_id and m.seen = i.seen
      where i.la_code = ${laCode} and i.dataset = ${dataset} and i.year = ${year}
        and (i.severity = 'error' or m.record_id is null)
    )
    select (select count(distinct urn)::int from ${tx.sql(`data.${dataset}`)} where la_code = ${laCode} and year = ${year}) as in,
      count(distinct urn)::int as faulty,
      count(*) filter (where severity = 'error')::int as errors,
      count(*) filter (where severity <> 'error')::int as queries
    from open`;
  return row ?? { in: 0, faulty: 0, errors: 0, queries: 0 };
}

const isMeasured = (id: string): id is DatasetId => id in figureColumns;

async function season(tx: Tx, atlas: Atlas, part: { dataset: DatasetId; year: number }): Promise<Season> {
  const { faulty, ...counted } = await countedSchools(tx, { ...part, laCode: atlas.laCode });
  const expected = schoolsExpected(atlas, atlas.la, part.dataset, part.year);
  return { ...part, ...counted, expected, clean: counted.in - faulty };
}

/** How far each dataset of the reader's domains has come in the years given. Throws Forbidden without a domain. */
export const seasons = query({
  name: "records.season",
  needs: "browse",
  input: z.object({ years: z.array(z.number().int()).min(1).max(10) }),
  run: async ({ scope, ...tx }, { years }): Promise<Season[]> => {
    const atlas = await atlasOf(scope, tx);
    const seen = datasetGuards.filter((guard) => scope.see.includes(guard.domain)).map((guard) => guard.name);
    const found: Season[] = [];
    for (const dataset of seen.filter(isMeasured))
      for (const year of years) found.push(await season(tx, atlas, { dataset, year }));
    return found;
  },
});
