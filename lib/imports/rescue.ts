import { authorityCodes } from "@/lib/access/authorities";
import { systemScope } from "@/lib/access/scope-of";
import { withScope } from "@/lib/database";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue";
import { giveUp, ourFault } from "./advance";

/** So many workers may have begun an import and broken off; after that it is ended. */
const mostAttempts = 8;

interface Stranded {
  id: string;
  attempt: number;
  actor: string | null;
}

/** Takes the strandeds' jobs up again where there is hope, and returns those where there is none. */
async function bringOn(laCode: string): Promise<Stranded[]> {
  return withScope(systemScope(laCode), async (tx) => {
    const stranded = await tx.sql<Stranded[]>`
      select i.id, i.attempt, i.sent_by as actor from app.imports i
      where i.la_code = ${laCode} and i.state in ('received', 'reading', 'matched', 'applying')
        and (i.lease_until is null or i.lease_until < clock_timestamp())
        and not exists (select from pgboss.job j where j.name = 'import' and j.singleton_key = i.la_code
          and j.state in ('created', 'retry', 'active') and j.data ->> 'id' = i.id::text)
      for update of i skip locked`;
    const hopeful = stranded.filter((s) => s.attempt < mostAttempts);
    for (const { id, actor } of hopeful) {
      await enqueue(tx, "import", { laCode, id, actor });
      log("warn", "import.rescued", { import: id, la: laCode });
    }
    return stranded.filter((s) => s.attempt >= mostAttempts);
  });
}

/**
 * Imports that are not over, that nobody works on and that no job will bring on: their workers were killed until the queue
 * gave the job up. They get a new job, or after too many attempts an end in words, so that none waits for ever.
 */
export async function rescueImports(): Promise<void> {
  for (const laCode of await authorityCodes()) {
    for (const { id, attempt } of await bringOn(laCode)) await giveUp({ laCode, id, attempt }, ourFault, "failed");
  }
}
