import { getTableColumns } from "drizzle-orm";
import type { Dataset } from "@/lib/datasets/define";

/** A Postgres column of a pupil table with the type that arrays of its values are cast to. */
export interface WrittenColumn {
  name: string;
  type: string;
}

/** The derived columns of a dataset, with their types, in the table's order. */
export function derivedColumns(dataset: Dataset): WrittenColumn[] {
  const cells = new Set(dataset.table.guard.cells);
  const own = new Set([
    "la_code",
    "id",
    "urn",
    "year",
    "pupil_id",
    "import_id",
    "origin",
    "row_no",
    "created_at",
    "updated_at",
  ]);
  return Object.values(getTableColumns(dataset.table.records))
    .filter((c) => !cells.has(c.name) && !own.has(c.name))
    .map((c) => ({ name: c.name, type: c.getSQLType() }));
}

/** Cells by Postgres column, from cells by key. */
export const toColumns = (dataset: Dataset, cells: Record<string, string | null>): Record<string, string | null> =>
  Object.fromEntries(Object.entries(dataset.columns).map(([key, c]) => [c.column, cells[key] ?? null]));

/** Cells by key, from a row of the table. */
export const toCells = (dataset: Dataset, row: Record<string, unknown>): Record<string, string | null> =>
  Object.fromEntries(
    Object.entries(dataset.columns).map(([key, c]) => [key, (row[c.column] as string | null) ?? null]),
  );
