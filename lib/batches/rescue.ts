import { authorityCodes } from "@/lib/access/authorities";
import { systemScope } from "@/lib/access/scope-of";
import { withScope } from "@/lib/database";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue";
import { giveUp } from "./advance";
import { inQueue, ourFault } from "./state";

/** So many attempts in a row may have ended without a file; after that the batch is ended. */
const mostIdle = 8;

interface Stranded {
  id: string;
  attempt: number;
  actor: string | null;
  idle: boolean;
}

async function bringOn(laCode: string): Promise<Stranded[]> {
  return withScope(systemScope(laCode), async (tx) => {
    const stranded = await tx.sql<Stranded[]>`
      select b.id, b.attempt, b.made_by as actor, b.attempt >= ${mostIdle} and not exists (
          select from app.batch_items i where i.la_code = b.la_code and i.batch_id = b.id and i.state in ('made', 'failed')) as idle
      from app.batches b
      where b.la_code = ${laCode} and b.state = any (${inQueue}) and (b.lease_until is null or b.lease_until < clock_timestamp())
        and not exists (select from pgboss.job j where j.name = 'batch' and j.singleton_key = b.la_code
          and j.state in ('created', 'retry', 'active') and j.data ->> 'id' = b.id::text)
      for update of b skip locked`;
    for (const { id, actor } of stranded.filter((s) => !s.idle)) {
      await enqueue(tx, "batch", { laCode, id, actor });
      log("warn", "batch.rescued", { batch: id, la: laCode });
    }
    return stranded.filter((s) => s.idle);
  });
}

/**
 * Batches under way that nobody works on and that no job will bring on get a new job; one that never gets anywhere is ended
 * in words, so that none waits for ever.
 */
export async function rescueBatches(): Promise<void> {
  for (const laCode of await authorityCodes()) {
    for (const { id, attempt } of await bringOn(laCode)) await giveUp({ laCode, id, attempt }, ourFault);
  }
}
