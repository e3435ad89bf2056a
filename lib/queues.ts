/**
 * The job registry: every queue with how it behaves. A message is a key (`{ laCode, id, actor }`), nothing more.
 * `singleton` with the authority as key lets one job of an authority run at a time, over all workers; with the priority
 * that `enqueue` gives, authorities are served in turn, and one that sends two hundred files does not hold the others.
 */
export const queues = [
  {
    name: "import",
    options: {
      policy: "singleton",
      retryLimit: 5,
      retryDelay: 5,
      expireInSeconds: 3600,
      heartbeatSeconds: 10,
      notify: true,
    },
  },
  {
    name: "batch",
    options: {
      policy: "singleton",
      retryLimit: 5,
      retryDelay: 5,
      expireInSeconds: 3600,
      heartbeatSeconds: 10,
      notify: true,
    },
  },
  {
    // Later each time, over about four hours: a mail service may be away for that long.
    name: "mail",
    options: {
      policy: "singleton",
      retryLimit: 12,
      retryDelay: 5,
      retryBackoff: true,
      retryDelayMax: 3600,
      expireInSeconds: 120,
      heartbeatSeconds: 10,
      notify: true,
    },
  },
] as const satisfies { name: string; options: Record<string, unknown> }[];

export type QueueName = (typeof queues)[number]["name"];

export const retryLimit = (name: QueueName): number => queues.find((q) => q.name === name)?.options.retryLimit ?? 0;
