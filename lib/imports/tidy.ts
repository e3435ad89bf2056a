import { authorityCodes } from "@/lib/access/authorities";
import { systemScope } from "@/lib/access/scope-of";
import { withScope } from "@/lib/database";
import { removeStored } from "@/lib/store";
import { importStates, isOver } from "./state";

/** How long an upload's bytes are kept after its end; the row and its counts stay. */
export const keptDays = 30;

/** Deletes raw uploads past their time, and what an ended import left staged. */
export async function tidyUploads(): Promise<void> {
  const over = importStates.filter(isOver);
  for (const laCode of await authorityCodes()) {
    const old = await withScope(systemScope(laCode), async ({ sql }) => {
      await sql`
        delete from data.staged_rows s using app.imports i
        where s.la_code = ${laCode} and i.la_code = s.la_code and i.id = s.import_id and i.state = any (${over})`;
      return sql<{ stored: string }[]>`
        select stored from app.imports where la_code = ${laCode} and state = any (${over})
          and finished_at < now() - make_interval(days => ${keptDays}) and finished_at > now() - make_interval(days => ${keptDays + 60})`;
    });
    for (const { stored } of old) await removeStored(stored);
  }
}
