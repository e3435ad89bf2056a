import { advanceBatch } from "@/lib/batches/advance";
import { env } from "@/lib/env";
import { advanceImport } from "@/lib/imports/advance";
import { sendMail } from "@/lib/mail/send";
import type { JobKey } from "@/lib/queue";
import type { QueueName } from "@/lib/queues";
import { drawPool } from "./draw-pool";

export interface Try {
  /** No further retry follows this one. */
  last: boolean;
}

let pool: ReturnType<typeof drawPool> | undefined;

/** Every queue has a handler, and every handler a queue: the types hold it. */
export const handlers: Record<QueueName, (key: JobKey, attempt: Try) => Promise<void>> = {
  import: (key, { last }) => advanceImport(key, last),
  mail: (key, { last }) => sendMail(key, { last }),
  batch: (key, { last }) => {
    pool ??= drawPool(env().draw);
    return advanceBatch(key, { draw: pool.draw, lanes: env().draw.threads, lastTry: last });
  },
};
