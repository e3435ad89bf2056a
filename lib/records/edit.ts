import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { columnsIn } from "@/lib/datasets/define";
import { Conflict, Invalid } from "@/lib/errors";
import { tell } from "@/lib/events";
import { findRecord } from "./find-one";
import { issuesOf, noNul, type RecordRow } from "./list";
import { lockSet } from "./locks";
import { matchPupils } from "./match-pupils";
import { freshen, keyValues, recheckRows, recheckSet } from "./recheck";
import { updateRecords } from "./write";

/** What may stand in a cell. */
export const cellText = z
  .string()
  .max(200, "is longer than 200 characters")
  .regex(noNul, "has a character that cannot be kept")
  .nullable();

export const reason = z.string().max(500).regex(noNul, "has a character that cannot be kept").optional();

const input = z.object({
  dataset: z.string(),
  id: z.uuid(),
  column: z.string(),
  /** What the person saw; someone else's change in between is not overwritten. */
  from: cellText,
  to: cellText,
  because: reason,
});
type Input = z.output<typeof input>;

export const tidy = (text: string | null) => (text === null || text.trim() === "" ? null : text.trim());
/** Cells that say who a pupil is. */
export const identity = ["upn", "surname", "forename", "born"];
export const changedMeanwhile = (now: string | null): string =>
  `This cell was changed in the meantime; it is now “${now ?? ""}”.`;

/** A record linked to the pupil whom its identity now names. */
async function relink(
  context: Context,
  ref: { table: string; id: string },
  cells: Record<string, string | null>,
): Promise<void> {
  const { sql, scope } = context;
  const [pupilId] = await matchPupils(context, scope.laCode, [cells]);
  await sql`update data.${sql(ref.table)} set pupil_id = ${pupilId ?? ""} where la_code = ${scope.laCode} and id = ${ref.id}`;
}

async function edit(context: Context, { column, ...given }: Input): Promise<RecordRow> {
  const { sql, scope } = context;
  const before = await findRecord(context, given);
  await lockSet(context, { laCode: scope.laCode, dataset: before.dataset.id, year: before.year });
  const record = await findRecord(context, given);
  const { dataset, year, urn, id } = record;
  if (!columnsIn(dataset, year).some(([key]) => key === column))
    throw new Invalid("There is no such column in this year.");
  const [was, to] = [record.cells[column] ?? null, tidy(given.to)];
  if (was !== tidy(given.from)) throw new Conflict(changedMeanwhile(was));
  const cells = { ...record.cells, [column]: to };
  await sql`select set_config('app.because', ${given.because ?? ""}, true)`;
  await updateRecords(
    context,
    { dataset, laCode: scope.laCode, year, urn, importId: record.importId, origin: "hand" },
    [{ id, rowNo: record.rowNo, cells }],
  );
  if (identity.includes(column)) await relink(context, { table: dataset.table.guard.name, id }, cells);
  const set = { dataset, laCode: scope.laCode, year };
  await recheckRows(context, set, [{ id, urn, cells }]);
  await recheckSet(context, set, keyValues(dataset, [record, { cells }]));
  await freshen(context, set, urn);
  await tell(context, { la: scope.laCode, kind: "records", id: `${dataset.id} ${year}` });
  const [school] = await sql<{ name: string }[]>`select name from ref.schools where urn = ${urn}`;
  return { id, urn, school: school?.name ?? urn, cells, issues: (await issuesOf(context, [id])).get(id) ?? [] };
}

/**
 * Changes one cell; the record and whatever it is compared with are checked again in the same transaction.
 * Throws NotFound, Invalid, and Conflict when the cell is no longer what the person saw.
 */
export const editCell = command({
  name: "record.edit",
  needs: "clean",
  input,
  run: edit,
  note: ({ dataset, id, column }, { urn }) => ({ dataset, id, column, urn }),
});
