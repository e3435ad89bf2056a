import { authorityCodes } from "@/lib/access/authorities";
import { systemScope } from "@/lib/access/scope-of";
import { withScope } from "@/lib/database";
import { removeStored } from "@/lib/store";
import { type BatchState, inQueue, keptDays, move } from "./state";

interface Old {
  id: string;
  state: BatchState;
  attempt: number;
}

/** First nobody is given the files any more, then they go; a file that is still named is met again. */
async function expire(laCode: string, { id, state, attempt }: Old): Promise<void> {
  const scope = systemScope(laCode);
  const files = await withScope(scope, async (tx) => {
    const { sql } = tx;
    if (state !== "expired") await move(tx, { laCode, id, attempt }, { from: state, to: "expired" });
    await sql`delete from data.batch_reports r using app.batch_items i
      where r.la_code = ${laCode} and i.la_code = r.la_code and i.id = r.item_id and i.batch_id = ${id}`;
    return sql<{ stored: string }[]>`
      update app.batch_items set state = case when state = 'made' then 'gone' else state end
      where la_code = ${laCode} and batch_id = ${id} and stored is not null returning stored`;
  });
  for (const { stored } of files) await removeStored(stored);
  await withScope(
    scope,
    ({ sql }) => sql`update app.batch_items set stored = null
      where la_code = ${laCode} and batch_id = ${id} and stored = any (${files.map((f) => f.stored)})`,
  );
}

/** Deletes the files of batches past their time; what was made, when and for whom stays. */
export async function tidyBatches(): Promise<void> {
  for (const laCode of await authorityCodes()) {
    const old = await withScope(
      systemScope(laCode),
      ({ sql }) => sql<Old[]>`
        select b.id, b.state, b.attempt from app.batches b where b.la_code = ${laCode} and b.state <> all (${inQueue})
          and b.finished_at < now() - make_interval(days => ${keptDays})
          and (b.state <> 'expired' or exists (select from app.batch_items i
            where i.la_code = b.la_code and i.batch_id = b.id and i.stored is not null))`,
    );
    for (const batch of old) await expire(laCode, batch);
  }
}
