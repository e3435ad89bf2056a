import { PgBoss } from "pg-boss";
import type { Tx } from "@/db/scope";
import { env } from "./env";
import { errorFacts, log } from "./log";
import type { QueueName } from "./queues";

/** A message is a key: which row, and on whose behalf (null: the product's own work). Never a pupil's value. */
export interface JobKey {
  laCode: string;
  id: string;
  actor: string | null;
}

let sender: Promise<PgBoss> | undefined;

/** A queue client. `works`: it also runs the upkeep (expiry, heartbeats) and listens for new jobs. */
export async function startBoss(works: boolean): Promise<PgBoss> {
  const boss = new PgBoss({
    connectionString: env().databaseUrls.user,
    application_name: works ? "keymark worker" : "keymark sender",
    max: works ? 6 : 2,
    migrate: false,
    createSchema: false,
    schedule: false,
    supervise: works,
    superviseIntervalSeconds: 5,
    monitorIntervalSeconds: 5,
    useListenNotify: works,
  });
  boss.on("error", (error) => log("error", "queue.error", errorFacts(error)));
  await boss.start();
  return boss;
}

/** The same transaction carries the job and what it is about: neither exists without the other. */
export async function enqueue({ sql }: Tx, name: QueueName, key: JobKey): Promise<void> {
  sender ??= startBoss(false);
  const boss = await sender;
  const db = {
    executeSql: async (text: string, values?: unknown[]) => ({
      rows: await sql.unsafe(text, (values ?? []) as never[]),
    }),
  };
  await boss.send(name, key, { db, singletonKey: key.laCode, group: { id: key.laCode } });
}

export async function closeQueue(): Promise<void> {
  const boss = sender && (await sender);
  sender = undefined;
  await boss?.stop({ graceful: false });
}
