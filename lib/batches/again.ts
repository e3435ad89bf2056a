import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { Conflict, NotFound } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import type { Made } from "./marks";
import { staleIn } from "./stale";
import { type BatchState, inQueue, move } from "./state";

/**
 * Which of a batch's files are made (again): those that failed, whose school's own data have changed since, those and the
 * ones beside which the comparison has, or those that are not there.
 */
const which = z.enum(["failed", "own", "changed", "missing"]);
type Which = z.infer<typeof which>;

const input = z.object({ id: z.uuid(), which, item: z.uuid().optional() });

const nothing: Record<Which, string> = {
  failed: "No file of this batch has failed.",
  own: "No school's own data have changed since its file was made.",
  changed: "No data of this batch have changed since.",
  missing: "Every file of this batch is there.",
};

type Row = Made & { state: BatchState; attempt: number };

/** Of one batch, taken for update. Throws NotFound. */
async function batchOf({ sql, scope }: Context, id: string): Promise<Row> {
  const [row] = await sql<Row[]>`
    select state, attempt, reports, year, level from app.batches where la_code = ${scope.laCode} and id = ${id} for update`;
  if (!row) throw new NotFound("There is no such batch.");
  return row;
}

/** The batch's files that are meant. */
async function meant(context: Context, of: Which, batch: Made & { id: string }): Promise<string[]> {
  const { sql, scope } = context;
  if (of === "own" || of === "changed") {
    const stale = await staleIn(context, [batch]);
    return stale.filter((s) => of === "changed" || s.stale === "own").map((s) => s.id);
  }
  const states = of === "failed" ? ["failed"] : ["cancelled", "gone"];
  const items = await sql<{ id: string }[]>`
    select id from app.batch_items where la_code = ${scope.laCode} and batch_id = ${batch.id} and state = any (${states})`;
  return items.map((i) => i.id);
}

async function again(context: Context, { id, which: of, item }: z.output<typeof input>): Promise<{ files: number }> {
  const { sql, scope } = context;
  const row = await batchOf(context, id);
  if (inQueue.includes(row.state)) throw new Conflict("This batch is being made. Try again when it is through.");
  const files = await meant(context, of, { ...row, id });
  const taken = await sql`
    update app.batch_items set state = 'queued', broken = 0, words = null
    where la_code = ${scope.laCode} and batch_id = ${id} and id = any (${files}::uuid[])
      ${item ? sql`and id = ${item}` : sql``}`;
  if (taken.count === 0) throw new Conflict(nothing[of]);
  // From here on it is made on behalf of whoever asked last.
  await sql`update app.batches set made_by = ${scope.actor}, made_by_name = ${scope.actorName}
    where la_code = ${scope.laCode} and id = ${id}`;
  await move(context, { laCode: scope.laCode, id, attempt: row.attempt }, { from: row.state, to: "queued" });
  await enqueue(context, "batch", { laCode: scope.laCode, id, actor: scope.actor });
  return { files: taken.count };
}

/** Makes a batch's failed, changed or missing files, or one of them. Throws NotFound, Conflict in words. */
export const makeAgain = command({
  name: "batch.again",
  needs: "browse",
  input,
  run: again,
  note: ({ id, which: of, item }, { files }) => ({ id, which: of, item, files }),
});

/** Ends a batch that waits or is being made; files already made stay. Throws NotFound, Conflict when it is over. */
export const cancelBatch = command({
  name: "batch.cancel",
  needs: "browse",
  input: z.object({ id: z.uuid() }),
  run: async (context, { id }) => {
    const { scope } = context;
    const row = await batchOf(context, id);
    if (!inQueue.includes(row.state)) throw new Conflict("This batch is through and can no longer be cancelled.");
    const step = { from: row.state, to: "cancelled", words: `Cancelled by ${scope.actorName}.` } as const;
    await move(context, { laCode: scope.laCode, id, attempt: row.attempt }, step);
  },
  note: ({ id }) => ({ id }),
});
