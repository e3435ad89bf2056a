import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { Conflict, NotFound } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { questionOf } from "./question";
import { takeSheetAnswers } from "./sheet-answers";
import type { ImportState, Wishes } from "./state";
import { isOver, move } from "./state";

const current = { id: z.uuid() };

/** What people say of one sheet: its school, its year, and each column that was asked about ("" leaves it out). */
const sheetAnswer = z.object({
  fileName: z.string(),
  urn: z.string().optional(),
  year: z.number().int().optional(),
  columns: z.array(z.object({ header: z.string(), column: z.string() })).default([]),
});

interface Waiting {
  state: ImportState;
  attempt: number;
  question: unknown;
  wishes: Wishes;
}

async function answer(context: Context, { id, existing, corrections, files }: Answer): Promise<void> {
  const { sql, scope } = context;
  const [row] = await sql<Waiting[]>`
    select state, attempt, question, wishes from app.imports where la_code = ${scope.laCode} and id = ${id} for update`;
  if (!row) throw new NotFound("There is no such import.");
  if (row.state !== "waiting") throw new Conflict("This import is no longer waiting for an answer.");
  const question = questionOf(row.question);
  const fits = question.kind === "sheets" ? files !== undefined : existing !== undefined;
  if (!fits) throw new Conflict("This import asks something else now. Look at it again.");
  const said =
    question.kind === "sheets"
      ? { files: { ...row.wishes.files, ...(await takeSheetAnswers(context, question.files, files ?? [])) } }
      : { existing, ...(corrections && { corrections }) };
  await sql`
    update app.imports set question = null, wishes = wishes || ${sql.json(said as never)} where la_code = ${scope.laCode} and id = ${id}`;
  const to = question.kind === "sheets" ? "received" : "matched";
  await move(context, { laCode: scope.laCode, id, attempt: row.attempt }, to, "waiting");
  await sql`update app.imports set lease_until = null where la_code = ${scope.laCode} and id = ${id}`;
  await enqueue(context, "import", { laCode: scope.laCode, id, actor: scope.actor });
}

const input = z.object({
  ...current,
  existing: z.enum(["replace", "retain"]).optional(),
  /** What becomes of corrections that the file would take back; without it Replace undoes and Retain keeps them. */
  corrections: z.enum(["keep", "undo"]).optional(),
  files: z.array(sheetAnswer).optional(),
});
type Answer = z.output<typeof input>;

/**
 * A waiting import goes on: replacing what is held or keeping it, or with what its sheets did not say.
 * Throws NotFound, Conflict when it no longer waits, Invalid by field where an answer is missing or wrong.
 */
export const answerImport = command({
  name: "import.answer",
  needs: "import",
  input,
  run: answer,
  note: ({ id, existing, corrections, files }) => ({ id, existing, corrections, files }),
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
