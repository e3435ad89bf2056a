import type { Tx } from "@/lib/database";
import { span } from "@/lib/reports/build";
import { reports, standardPack } from "@/lib/reports/index";
import { datasetsOf } from "./select";

/** Which datasets a report is made of, as two columns. */
const made = [{ id: standardPack.id as string, of: reports }, ...reports.map((r) => ({ id: r.id, of: [r] }))].flatMap(
  ({ id, of }) => datasetsOf(of).map((dataset) => ({ id, dataset })),
);

/**
 * A condition over `app.batches b` and `app.batch_items i`: something that the file rests on has changed since. The file
 * knows thousandths of a second, the database more.
 */
export const isStale = ({ sql }: Pick<Tx, "sql">) => sql`(i.state = 'made' and exists (
  select from data.freshness f
    join unnest(${made.map((m) => m.id)}::text[], ${made.map((m) => m.dataset)}::text[]) as m(report, dataset)
      on m.report = b.report and m.dataset = f.dataset
  where f.la_code = i.la_code and f.urn = any (i.sources) and f.year between b.year - ${span - 1} and b.year
    and date_trunc('milliseconds', f.at) > i.data_as_at))`;
