import type { Context } from "@/lib/access/door";
import { datasetById } from "@/lib/datasets";
import type { Cells, Dataset } from "@/lib/datasets/define";
import { NotFound } from "@/lib/errors";
import { toCells } from "./columns";

export interface OneRecord {
  dataset: Dataset;
  id: string;
  urn: string;
  year: number;
  rowNo: number | null;
  importId: string | null;
  cells: Cells;
}

/** One record of the scope. Throws NotFound, also for another authority's. */
export async function findRecord({ sql, scope }: Context, ref: { dataset: string; id: string }): Promise<OneRecord> {
  const dataset = datasetById(ref.dataset);
  const [row] = await sql<
    ({ id: string; urn: string; year: number; row_no: number | null; import_id: string | null } & Record<
      string,
      unknown
    >)[]
  >`
    select * from data.${sql(dataset.table.guard.name)} where la_code = ${scope.laCode} and id = ${ref.id}`;
  if (!row) throw new NotFound("There is no such record.");
  return {
    dataset,
    id: row.id,
    urn: row.urn,
    year: row.year,
    rowNo: row.row_no,
    importId: row.import_id,
    cells: toCells(dataset, row),
  };
}
