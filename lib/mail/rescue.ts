import { authorityCodes } from "@/lib/access/authorities";
import { systemScope } from "@/lib/access/scope-of";
import { withScope } from "@/lib/database";
import { log } from "@/lib/log";
import { enqueue } from "@/lib/queue";

/**
 * Mails that wait without a job get one: those that the command line wrote, which may not write jobs, and those whose job was
 * lost.
 */
async function bringOn(laCode: string): Promise<void> {
  await withScope(systemScope(laCode), async (tx) => {
    const { sql } = tx;
    const stranded = await sql<{ id: string }[]>`
      select m.id from app.mails m where m.la_code = ${laCode} and m.state = 'waiting'
        and not exists (select from pgboss.job j where j.name = 'mail' and j.singleton_key = m.la_code
          and j.state in ('created', 'retry', 'active') and j.data ->> 'id' = m.id::text)
      for update of m skip locked`;
    for (const { id } of stranded) {
      await enqueue(tx, "mail", { laCode, id, actor: null });
      log("info", "mail.rescued", { mail: id, la: laCode });
    }
  });
}

export async function rescueMails(): Promise<void> {
  for (const laCode of await authorityCodes()) await bringOn(laCode);
}
