import type { Tx } from "@/lib/database";
import type { Cells, Dataset } from "@/lib/datasets/define";
import { toCells } from "@/lib/records/columns";
import type { Held, Incoming } from "./compare";

interface PartKey {
  laCode: string;
  importId: string;
  partId: string;
}

export async function stagedOf({ sql }: Tx, part: PartKey): Promise<Incoming[]> {
  const rows = await sql<{ row_no: number; cells: Cells }[]>`
    select row_no, cells from data.staged_rows
    where la_code = ${part.laCode} and import_id = ${part.importId} and part_id = ${part.partId} order by row_no`;
  return rows.map((r) => ({ rowNo: r.row_no, cells: r.cells }));
}

export async function heldOf(
  { sql }: Tx,
  dataset: Dataset,
  set: { laCode: string; year: number; urn: string },
): Promise<Held[]> {
  const rows = await sql<({ id: string; pupil_id: string } & Record<string, unknown>)[]>`
    select * from data.${sql(dataset.table.guard.name)}
    where la_code = ${set.laCode} and year = ${set.year} and urn = ${set.urn}`;
  return rows.map((r) => ({ id: r.id, pupilId: r.pupil_id, cells: toCells(dataset, r) }));
}
