import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { Conflict, NotFound } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { isStale } from "./stale";
import { type BatchState, inQueue, move } from "./state";

/** Which of a batch's files are made (again): those that failed, whose data have changed since, or that are not there. */
const which = z.enum(["failed", "changed", "missing"]);
type Which = z.infer<typeof which>;

const input = z.object({ id: z.uuid(), which, item: z.uuid().optional() });

const nothing: Record<Which, string> = {
  failed: "No file of this batch has failed.",
  changed: "No data of this batch have changed since.",
  missing: "Every file of this batch is there.",
};

async function again(context: Context, { id, which: of, item }: z.output<typeof input>): Promise<{ files: number }> {
  const { sql, scope } = context;
  const [row] = await sql<{ state: BatchState; attempt: number }[]>`
    select state, attempt from app.batches where la_code = ${scope.laCode} and id = ${id} for update`;
  if (!row) throw new NotFound("There is no such batch.");
  if (inQueue.includes(row.state)) throw new Conflict("This batch is being made. Try again when it is through.");
  const wanted = {
    failed: sql`i.state = 'failed'`,
    changed: isStale(context),
    missing: sql`i.state in ('cancelled', 'gone')`,
  }[of];
  const taken = await sql`
    update app.batch_items i set state = 'queued', broken = 0, words = null from app.batches b
    where b.la_code = i.la_code and b.id = i.batch_id and i.la_code = ${scope.laCode} and i.batch_id = ${id} and ${wanted}
      ${item ? sql`and i.id = ${item}` : sql``}`;
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
    const { sql, scope } = context;
    const [row] = await sql<{ state: BatchState; attempt: number }[]>`
      select state, attempt from app.batches where la_code = ${scope.laCode} and id = ${id} for update`;
    if (!row) throw new NotFound("There is no such batch.");
    if (!inQueue.includes(row.state)) throw new Conflict("This batch is through and can no longer be cancelled.");
    const step = { from: row.state, to: "cancelled", words: `Cancelled by ${scope.actorName}.` } as const;
    await move(context, { laCode: scope.laCode, id, attempt: row.attempt }, step);
  },
  note: ({ id }) => ({ id }),
});
