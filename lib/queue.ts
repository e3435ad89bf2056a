import { PgBoss } from "pg-boss";
import { queueAddress } from "@/db/queue-address";
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
    connectionString: queueAddress(env().databaseUrls.user),
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

/** The client that jobs are sent with; after a failure the next call tries anew. */
async function senderBoss(): Promise<PgBoss> {
  sender ??= startBoss(false);
  try {
    return await sender;
  } catch (error) {
    sender = undefined;
    throw error;
  }
}

/** An authority's first waiting job comes before everybody's second, and so on: who sends many does not hold the others. */
async function turnOf({ sql }: Tx, name: QueueName, laCode: string): Promise<number> {
  const [row] = await sql<{ waiting: number }[]>`
    select count(*)::int as waiting from pgboss.job
    where name = ${name} and singleton_key = ${laCode} and state < 'active'`;
  return -(row?.waiting ?? 0);
}

/** The same transaction carries the job and what it is about: neither exists without the other. */
export async function enqueue(tx: Tx, name: QueueName, key: JobKey): Promise<void> {
  const { sql } = tx;
  const boss = await senderBoss();
  const db = {
    executeSql: async (text: string, values?: unknown[]) => ({
      rows: await sql.unsafe(text, (values ?? []) as never[]),
    }),
  };
  const priority = await turnOf(tx, name, key.laCode);
  await boss.send(name, key, { db, priority, singletonKey: key.laCode, group: { id: key.laCode } });
}

/** What the queue keeps of a failed job: the error's facts. A driver's error can quote a whole record. */
export class JobFailed extends Error {
  override name = "JobFailed";
  constructor(error: unknown) {
    super(JSON.stringify(errorFacts(error)));
  }
}

export async function closeQueue(): Promise<void> {
  const boss = sender && (await sender);
  sender = undefined;
  await boss?.stop({ graceful: false });
}
