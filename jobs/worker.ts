import { createServer } from "node:http";
import { remindOfEnds } from "@/lib/access/register/remind";
import { keepReviews } from "@/lib/access/register/review";
import { sealAll } from "@/lib/access/seal";
import { rescueBatches } from "@/lib/batches/rescue";
import { tidyBatches } from "@/lib/batches/tidy";
import { closeDatabase, withPublic } from "@/lib/database";
import { EnvError, env } from "@/lib/env";
import { rescueImports } from "@/lib/imports/rescue";
import { tidyUploads } from "@/lib/imports/tidy";
import { errorFacts, log } from "@/lib/log";
import { rescueMails } from "@/lib/mail/rescue";
import { JobFailed, type JobKey, startBoss } from "@/lib/queue";
import { type QueueName, retryLimit } from "@/lib/queues";
import { handlers } from "./handlers";

const concurrency = 2;

/** Work of the product's own, each no oftener than its interval (seconds); any number of workers may do it at once. */
const upkeep = [
  { name: "seal", every: 30, run: sealAll },
  { name: "rescue", every: 60, run: rescueImports },
  { name: "rescue-batches", every: 60, run: rescueBatches },
  { name: "rescue-mails", every: 60, run: rescueMails },
  { name: "remind", every: 600, run: remindOfEnds },
  { name: "reviews", every: 600, run: () => keepReviews() },
  { name: "tidy", every: 3600, run: tidyUploads },
  { name: "tidy-batches", every: 3600, run: tidyBatches },
];

function keepUp(): () => void {
  const timers = upkeep.map(({ name, every, run }) => {
    let busy = false;
    return setInterval(async () => {
      if (busy) return;
      busy = true;
      try {
        await run();
      } catch (error) {
        log("error", `upkeep.${name}`, errorFacts(error));
      }
      busy = false;
    }, every * 1000);
  });
  return () => timers.forEach(clearInterval);
}

async function work() {
  const boss = await startBoss(true);
  for (const name of Object.keys(handlers) as QueueName[]) {
    await boss.work<JobKey>(
      name,
      {
        localConcurrency: concurrency,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 1,
        includeMetadata: true,
      },
      async (jobs) => {
        try {
          for (const job of jobs) await handlers[name](job.data, { last: job.retryCount >= retryLimit(name) });
        } catch (error) {
          throw new JobFailed(error);
        } finally {
          // The next job is fetched at once, not at the next poll.
          for (const worker of boss.getWipData()) if (worker.name === name) boss.notifyWorker(worker.id);
        }
      },
    );
  }
  return boss;
}

function health(port: number) {
  const server = createServer(async (request, response) => {
    if (request.url !== "/api/health") return response.writeHead(404).end();
    const ok = await withPublic(({ sql }) => sql`select 1`).then(
      () => true,
      () => false,
    );
    response
      .writeHead(ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" })
      .end(JSON.stringify({ ok, role: "worker" }));
  });
  server.once("error", (error: NodeJS.ErrnoException) => {
    const taken = `WORKER_PORT ${port} is taken by another program. Give another one, or 0 for any that is free.`;
    process.stderr.write(
      `${error.code === "EADDRINUSE" ? taken : `WORKER_PORT ${port} cannot be listened on: ${error.code}.`}\n`,
    );
    process.exit(1);
  });
  server.listen(port, "127.0.0.1");
  return server;
}

async function main() {
  const server = health(env().workerPort);
  const boss = await work();
  const stopUpkeep = keepUp();
  log("info", "worker.ready", {});
  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    stopUpkeep();
    server.close();
    await boss.stop({ graceful: true, timeout: 5000 });
    await closeDatabase();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

main().catch((error) => {
  if (error instanceof EnvError) process.stderr.write(`${error.message}\n`);
  else log("error", "worker.failed", errorFacts(error));
  process.exit(1);
});
