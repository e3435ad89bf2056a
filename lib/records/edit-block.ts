import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { datasetById } from "@/lib/datasets";
import { type Cells, columnsIn, type Dataset } from "@/lib/datasets/define";
import { Invalid, NotFound } from "@/lib/errors";
import { tell } from "@/lib/events";
import { toCells } from "./columns";
import { cellText, changedMeanwhile, identity, reason, tidy } from "./edit";
import { type RecordRow, rowsOf } from "./list";
import { lockSet } from "./locks";
import { matchPupils } from "./match-pupils";
import { freshen, keyValues, recheckRows, recheckSet } from "./recheck";
import { updateRecords } from "./write";

const most = 500;

const input = z.object({
  dataset: z.string(),
  edits: z
    .array(z.object({ id: z.uuid(), column: z.string(), from: cellText, to: cellText }))
    .min(1, "holds no cell")
    .max(most, `holds more than ${most} cells`),
  because: reason,
});
type Input = z.output<typeof input>;
type Edit = Input["edits"][number];

export interface EditedBlock {
  /** The records concerned as they are now. */
  rows: RecordRow[];
  /** Cells that were left as they are, each with why. */
  refused: { id: string; column: string; error: string }[];
}

interface Held {
  id: string;
  urn: string;
  year: number;
  rowNo: number | null;
  importId: string | null;
  cells: Cells;
}

async function heldOf({ sql, scope }: Context, dataset: Dataset, edits: Edit[]): Promise<Held[]> {
  const rows = await sql<
    ({ id: string; urn: string; year: number; row_no: number | null; import_id: string | null } & Record<
      string,
      unknown
    >)[]
  >`
    select * from data.${sql(dataset.table.guard.name)}
    where la_code = ${scope.laCode} and id = any (${[...new Set(edits.map((e) => e.id))]})`;
  return rows.map((r) => ({
    id: r.id,
    urn: r.urn,
    year: r.year,
    rowNo: r.row_no,
    importId: r.import_id,
    cells: toCells(dataset, r),
  }));
}

/** The records with the cells that can be changed changed, and the others each with why not. */
function changed(held: Held[], { edits }: Input, allowed: Set<string>) {
  const after = new Map<string, Held>();
  const refused: EditedBlock["refused"] = [];
  const byId = new Map(held.map((h) => [h.id, h]));
  for (const { id, column, from, to } of edits) {
    const record = after.get(id) ?? byId.get(id);
    const was = record?.cells[column] ?? null;
    if (!record) refused.push({ id, column, error: "There is no such record." });
    else if (!allowed.has(column)) refused.push({ id, column, error: "There is no such column in this year." });
    else if (was !== tidy(from)) refused.push({ id, column, error: changedMeanwhile(was) });
    else after.set(id, { ...record, cells: { ...record.cells, [column]: tidy(to) } });
  }
  return { after: [...after.values()], refused };
}

async function write(context: Context, dataset: Dataset, records: Held[]): Promise<void> {
  for (const [importId, own] of Map.groupBy(records, (r) => r.importId)) {
    const [{ year = 0, urn = "" } = {}] = own;
    await updateRecords(context, { dataset, laCode: context.scope.laCode, year, urn, importId, origin: "hand" }, own);
  }
}

/** Records linked to the pupils whom their identity now names. */
async function relink(context: Context, dataset: Dataset, records: Held[]): Promise<void> {
  const { sql, scope } = context;
  if (records.length === 0) return;
  const pupils = await matchPupils(
    context,
    scope.laCode,
    records.map((r) => r.cells),
  );
  await sql`
    update data.${sql(dataset.table.guard.name)} r set pupil_id = n.pupil_id
    from unnest(${records.map((r) => r.id)}::uuid[], ${pupils}::uuid[]) as n(id, pupil_id)
    where r.la_code = ${scope.laCode} and r.id = n.id`;
}

async function edit(context: Context, asked: Input): Promise<EditedBlock> {
  const { sql, scope } = context;
  const dataset = datasetById(asked.dataset);
  const [first, ...others] = await heldOf(context, dataset, asked.edits);
  if (!first) throw new NotFound("There is no such record.");
  const { year } = first;
  if (others.some((r) => r.year !== year)) throw new Invalid("The cells must be of one year.");
  await lockSet(context, { laCode: scope.laCode, dataset: dataset.id, year });
  const held = await heldOf(context, dataset, asked.edits);
  const { after, refused } = changed(held, asked, new Set(columnsIn(dataset, year).map(([key]) => key)));
  await sql`select set_config('app.because', ${asked.because ?? ""}, true)`;
  await write(context, dataset, after);
  const ids = new Set(after.map((r) => r.id));
  const named = new Set(asked.edits.filter((e) => identity.includes(e.column)).map((e) => e.id));
  const before = held.filter((r) => ids.has(r.id));
  await relink(
    context,
    dataset,
    after.filter((r) => named.has(r.id)),
  );
  const set = { dataset, laCode: scope.laCode, year };
  await recheckRows(context, set, after);
  await recheckSet(context, set, keyValues(dataset, [...before, ...after]));
  for (const urn of new Set(after.map((r) => r.urn))) await freshen(context, set, urn);
  await tell(context, { la: scope.laCode, kind: "records", id: `${dataset.id} ${year}` });
  return { rows: await rowsOf(context, dataset, [...new Set(held.map((r) => r.id))]), refused };
}

/**
 * Changes many cells of a dataset's year in one transaction: a pasted block, a value filled down, a step taken back. A cell
 * that cannot be changed is answered with why and stops no other. Throws NotFound when none of the records is there, Invalid.
 */
export const editBlock = command({
  name: "record.edit-block",
  needs: "clean",
  input,
  run: edit,
  note: ({ dataset, edits }, { refused }) => ({
    dataset,
    ids: [...new Set(edits.map((e) => e.id))],
    columns: [...new Set(edits.map((e) => e.column))],
    cells: edits.length - refused.length,
  }),
});
