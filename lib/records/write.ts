import type { Tx } from "@/lib/database";
import { type Cells, columnsIn, type Dataset } from "@/lib/datasets/define";
import { derivedColumns, toColumns, type WrittenColumn } from "./columns";

export interface NewRecord {
  pupilId: string;
  rowNo: number | null;
  cells: Cells;
}
export interface ChangedRecord {
  id: string;
  rowNo: number | null;
  cells: Cells;
}

interface Target {
  dataset: Dataset;
  laCode: string;
  year: number;
  urn: string;
  importId: string | null;
  origin: "school" | "hand";
}

type Value = string | number | boolean | null;

/** The cells that the year has; those of other years are null and stay so. */
function columnsOf({ dataset, year }: Target): WrittenColumn[] {
  return [...columnsIn(dataset, year).map(([, c]) => ({ name: c.column, type: "text" })), ...derivedColumns(dataset)];
}

const valuesOf = (t: Target, cells: Cells): Record<string, Value> => ({
  ...toColumns(t.dataset, cells),
  ...t.dataset.derive(cells, t.year),
});

/** One array of texts per column, as parameters for `unnest`; the columns are cast where they are read from it. */
function arrays({ sql }: Tx, columns: WrittenColumn[], rows: Record<string, Value>[]) {
  return columns.map((c, n) => {
    const values = rows.map((r) => (r[c.name] === null || r[c.name] === undefined ? null : String(r[c.name])));
    return n === 0 ? sql`${values}::text[]` : sql`, ${values}::text[]`;
  });
}

const list = ({ sql }: Tx, names: string[]) => sql.unsafe(names.map((n) => `"${n}"`).join(", "));
const castList = ({ sql }: Tx, columns: WrittenColumn[]) =>
  sql.unsafe(columns.map((c) => `"${c.name}"::${c.type}`).join(", "));

/** Bulk insert by `unnest` in the scope's own transaction. Returns the new ids in order. */
export async function insertRecords(tx: Tx, t: Target, records: NewRecord[]): Promise<string[]> {
  if (records.length === 0) return [];
  const columns = columnsOf(t);
  const own = [
    { name: "id", type: "uuid" },
    { name: "pupil_id", type: "uuid" },
    { name: "row_no", type: "int" },
  ];
  const ids = records.map(() => crypto.randomUUID() as string);
  const rows = records.map((r, i) => ({
    id: ids[i] ?? null,
    pupil_id: r.pupilId,
    row_no: r.rowNo,
    ...valuesOf(t, r.cells),
  }));
  const all = [...own, ...columns];
  const names = list(
    tx,
    all.map((c) => c.name),
  );
  await tx.sql`
    insert into data.${tx.sql(t.dataset.table.guard.name)} (la_code, year, urn, import_id, origin, ${names})
    select ${t.laCode}, ${t.year}::int, ${t.urn}, ${t.importId}::uuid, ${t.origin}, ${castList(tx, all)}
    from unnest(${arrays(tx, all, rows)}) as t(${names})`;
  return ids;
}

/** Writes the cells of records that are held, and what is derived from them. */
export async function updateRecords(tx: Tx, t: Target, records: ChangedRecord[]): Promise<void> {
  if (records.length === 0) return;
  const columns = columnsOf(t);
  const all = [{ name: "id", type: "uuid" }, { name: "row_no", type: "int" }, ...columns];
  const rows = records.map((r) => ({ id: r.id, row_no: r.rowNo, ...valuesOf(t, r.cells) }));
  const names = list(
    tx,
    all.map((c) => c.name),
  );
  const written = all.slice(1);
  const sets = tx.sql.unsafe(written.map((c) => `"${c.name}" = s."${c.name}"::${c.type}`).join(", "));
  await tx.sql`
    update data.${tx.sql(t.dataset.table.guard.name)} r set ${sets}, import_id = ${t.importId}::uuid, updated_at = now()
    from unnest(${arrays(tx, all, rows)}) as s(${names})
    where r.la_code = ${t.laCode} and r.id = s.id::uuid`;
}

/** Removes records, with their issues and marks; what people changed in them stays in the history. */
export async function removeRecords({ sql }: Tx, dataset: Dataset, laCode: string, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`delete from data.issues where la_code = ${laCode} and record_id = any (${ids})`;
  await sql`delete from data.marks where la_code = ${laCode} and record_id = any (${ids})`;
  await sql`delete from data.${sql(dataset.table.guard.name)} where la_code = ${laCode} and id = any (${ids})`;
}
