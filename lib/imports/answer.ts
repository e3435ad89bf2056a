import { z } from "zod";
import { command } from "@/lib/access/door";
import { Conflict, NotFound } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import type { ImportState } from "./state";
import { isOver, move } from "./state";

const current = { id: z.uuid() };

/** A waiting import goes on, replacing what is held or keeping it. Throws NotFound, Conflict when it no longer waits. */
export const answerImport = command({
  name: "import.answer",
  needs: "import",
  input: z.object({ ...current, existing: z.enum(["replace", "retain"]) }),
  run: async (context, { id, existing }) => {
    const { sql, scope } = context;
    const [row] = await sql<{ state: ImportState; attempt: number }[]>`
      select state, attempt from app.imports where la_code = ${scope.laCode} and id = ${id} for update`;
    if (!row) throw new NotFound("There is no such import.");
    if (row.state !== "waiting") throw new Conflict("This import is no longer waiting for an answer.");
    await sql`update app.imports set wishes = wishes || ${sql.json({ existing })} where la_code = ${scope.laCode} and id = ${id}`;
    await move(context, { laCode: scope.laCode, id, attempt: row.attempt }, "matched", "waiting");
    await sql`update app.imports set lease_until = null where la_code = ${scope.laCode} and id = ${id}`;
    await enqueue(context, "import", { laCode: scope.laCode, id, actor: scope.actor });
  },
  note: ({ id, existing }) => ({ id, existing }),
});

/** Takes an import out of the queue. Throws NotFound, Conflict once its schools are going in. */
export const cancelImport = command({
  name: "import.cancel",
  needs: "import",
  input: z.object(current),
  run: async (context, { id }) => {
    const { sql, scope } = context;
    const [row] = await sql<{ state: ImportState; attempt: number }[]>`
      select state, attempt from app.imports where la_code = ${scope.laCode} and id = ${id} for update`;
    if (!row) throw new NotFound("There is no such import.");
    if (isOver(row.state) || row.state === "applying") throw new Conflict("This import can no longer be cancelled.");
    await move(
      context,
      { laCode: scope.laCode, id, attempt: row.attempt },
      "cancelled",
      row.state,
      `Cancelled by ${scope.actorName}.`,
    );
    await sql`update app.import_schools set state = 'cancelled' where la_code = ${scope.laCode} and import_id = ${id} and state = 'read'`;
  },
  note: ({ id }) => ({ id }),
});
