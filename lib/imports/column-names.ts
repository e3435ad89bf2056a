import type { Tx } from "@/lib/database";
import { headerNorm } from "@/lib/datasets/headers";

/** What an authority said of columns, by dataset and header; `null` is left out. */
export type ColumnNames = ReadonlyMap<string, ReadonlyMap<string, string | null>>;

export async function columnNames({ sql }: Tx, laCode: string): Promise<ColumnNames> {
  const rows = await sql<{ dataset: string; header: string; column: string | null }[]>`
    select dataset, header_norm as header, "column" from app.column_names where la_code = ${laCode}`;
  const byDataset = Map.groupBy(rows, (r) => r.dataset);
  return new Map([...byDataset].map(([dataset, own]) => [dataset, new Map(own.map((r) => [r.header, r.column]))]));
}

/** Keeps what was said for the next sheet. `columns` are headers as written with their column, `null` to leave it out. */
export async function rememberColumns(
  { sql }: Tx,
  of: { laCode: string; dataset: string; columns: Map<string, string | null> },
): Promise<void> {
  for (const [header, column] of of.columns) {
    await sql`
      insert into app.column_names (la_code, dataset, header_norm, "column")
      values (${of.laCode}, ${of.dataset}, ${headerNorm(header)}, ${column})
      on conflict (la_code, dataset, header_norm) do update set "column" = excluded."column"`;
  }
}
