import { advanceImport } from "@/lib/imports/advance";
import type { JobKey } from "@/lib/queue";
import type { QueueName } from "@/lib/queues";

export interface Try {
  /** No further retry follows this one. */
  last: boolean;
}

/** Every queue has a handler, and every handler a queue: the types hold it. */
export const handlers: Record<QueueName, (key: JobKey, attempt: Try) => Promise<void>> = {
  import: (key, { last }) => advanceImport(key, last),
};
