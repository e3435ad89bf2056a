import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { datasetGuards } from "@/lib/datasets";
import { type DatasetId, figureColumns } from "@/lib/measures/define";
import { atlasOf, schoolsExpected } from "@/lib/measures/places";

/** How far one school has come with a dataset's year. */
export interface SchoolState {
  urn: string;
  dataset: string;
  in: boolean;
  /** Open faults: errors, and queries that nobody has marked correct. */
  errors: number;
  queries: number;
}

type Held = Pick<SchoolState, "urn" | "errors" | "queries">;

const isMeasured = (id: string): id is DatasetId => id in figureColumns;

/** The schools that have records, with their open faults; a mark holds while the values it rests on are the same. */
async function heldOf({ sql, scope }: Context, dataset: DatasetId, year: number): Promise<Map<string, Held>> {
  const rows = await sql<Held[]>`
    with open as (
      select i.urn, i.severity from data.issues i
      left join data.marks m on m.la_code = i.la_code and m.record_id = i.record_id and m.check_id = i.check_id and m.seen = i.seen
      where i.la_code = ${scope.laCode} and i.dataset = ${dataset} and i.year = ${year}
        and (i.severity = 'error' or m.record_id is null)
    )
    select r.urn, count(o.severity) filter (where o.severity = 'error')::int as errors,
      count(o.severity) filter (where o.severity <> 'error')::int as queries
    from (select distinct urn from ${sql(`data.${dataset}`)} where la_code = ${scope.laCode} and year = ${year}) r
    left join open o on o.urn = r.urn group by r.urn`;
  return new Map(rows.map((row) => [row.urn, row]));
}

/**
 * Each school with each dataset of the reader's domains that it has sent results of, or should have by its dates and
 * ages, as the season counts. Throws Forbidden without a domain.
 */
export const schoolStates = query({
  name: "records.by-school",
  needs: "browse",
  input: z.object({ year: z.number().int() }),
  run: async (context, { year }): Promise<SchoolState[]> => {
    const { scope, ...tx } = context;
    const atlas = await atlasOf(scope, tx);
    const seen = datasetGuards.filter((guard) => scope.see.includes(guard.domain)).map((guard) => guard.name);
    const states: SchoolState[] = [];
    for (const dataset of seen.filter(isMeasured)) {
      const held = await heldOf(context, dataset, year);
      const here = atlas.la.urns.filter(
        (urn) => held.has(urn) || schoolsExpected(atlas, { ...atlas.la, urns: [urn] }, dataset, year) > 0,
      );
      states.push(
        ...here.map((urn) => {
          const { errors, queries } = held.get(urn) ?? { errors: 0, queries: 0 };
          return { urn, dataset, in: held.has(urn), errors, queries };
        }),
      );
    }
    return states;
  },
});
