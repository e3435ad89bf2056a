import type { Tx } from "@/lib/database";
import { datasetById } from "@/lib/datasets";
import { periodOf, yearsHeld } from "@/lib/held-years";
import { span } from "@/lib/reports/define";
import { reports, standardPack } from "@/lib/reports/index";
import { datasetsOf } from "./select";

/** The first year that a report of a dataset and year looks back to: five years, and no other framework's. */
const since = (dataset: string, year: number): number =>
  Math.max(year - span + 1, periodOf(datasetById(dataset).years, year)?.first ?? year);

/** Which datasets a report is made of, in each year that they are held, and how far it looks back. */
const made = [{ id: standardPack.id as string, of: reports }, ...reports.map((r) => ({ id: r.id, of: [r] }))].flatMap(
  ({ id, of }) =>
    datasetsOf(of).flatMap((dataset) =>
      yearsHeld(datasetById(dataset).years).map((year) => ({ id, dataset, year, since: since(dataset, year) })),
    ),
);

/**
 * A condition over `app.batches b` and `app.batch_items i`: something that the file rests on has changed since. The file
 * knows thousandths of a second, the database more.
 */
export const isStale = ({ sql }: Pick<Tx, "sql">) => sql`(i.state = 'made' and exists (
  select from data.freshness f
    join unnest(${made.map((m) => m.id)}::text[], ${made.map((m) => m.dataset)}::text[], ${made.map((m) => m.year)}::int[],
      ${made.map((m) => m.since)}::int[]) as m(report, dataset, year, since)
      on m.report = b.report and m.dataset = f.dataset and m.year = b.year
  where f.la_code = i.la_code and f.urn = any (i.sources) and f.year between m.since and b.year
    and date_trunc('milliseconds', f.at) > i.data_as_at))`;
