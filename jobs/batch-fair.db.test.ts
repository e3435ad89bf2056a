import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeDatabase } from "@/db/make";
import { migrateDatabase } from "@/db/migrate";
import { advanceBatch } from "@/lib/batches/advance";
import { closePlaces, type Place, place, shown, start } from "@/lib/batches/make";
import { datasetGuards } from "@/lib/datasets";
import { readSecrets } from "@/lib/env";
import { type JobKey, startBoss } from "@/lib/queue";
import { queues } from "@/lib/queues";

/** Workers take every job there is: this test has a database and a data folder of its own. */
const dataDir = mkdtempSync(path.join(os.tmpdir(), "keymark-fair-"));
let drop: () => Promise<void> = async () => {};

beforeAll(async () => {
  const secrets = readSecrets(process.env.KEYMARK_DATA ?? "");
  if (!secrets) throw new Error("KEYMARK_DATA has no secrets.json.");
  const own = await makeDatabase("fair", (adminUrl) =>
    migrateDatabase({ adminUrl, passwords: secrets.roles, datasets: datasetGuards, queues, log: () => {} }),
  );
  drop = own.drop;
  writeFileSync(path.join(dataDir, "secrets.json"), JSON.stringify({ ...secrets, database: own.name }));
  Object.assign(process.env, { KEYMARK_DATA: dataDir, TEST_ADMIN_URL: own.adminUrl });
});
afterAll(async () => {
  await closePlaces();
  await drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A worker that makes one file a slice, and notes for which authority. */
async function startWorker(made: string[]) {
  const boss = await startBoss(true);
  const draw = async () => {
    await new Promise((done) => setTimeout(done, 50));
    return { bytes: new Uint8Array([1]), pages: 1 };
  };
  await boss.work<JobKey>("batch", { localConcurrency: 1, pollingIntervalSeconds: 0.5 }, async (jobs) => {
    for (const { data } of jobs) {
      made.push(data.laCode);
      await advanceBatch(data, { draw, lanes: 1, sliceMs: 0 });
    }
    for (const worker of boss.getWipData()) boss.notifyWorker(worker.id);
  });
  return boss;
}

async function until(holds: () => Promise<boolean>, seconds: number): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Not within ${seconds} s.`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** By how many files one of two authorities was ever ahead of the other. */
function furthest(made: string[], one?: string, other?: string): number {
  const steps = made.map((code) => Number(code === one) - Number(code === other));
  let ahead = 0;
  return Math.max(
    ...steps.map((step) => {
      ahead += step;
      return Math.abs(ahead);
    }),
  );
}

describe("two workers and three authorities", () => {
  it("make their batches in turn: whoever has much to make starves nobody, and every file is made once", {
    timeout: 240_000,
  }, async () => {
    const many = [await place(8), await place(8)];
    const few = await place(2);
    const ids = new Map<Place, string>();
    for (const p of [...many, few]) ids.set(p, await start(p));
    const made: string[] = [];
    const workers = [await startWorker(made), await startWorker(made)];
    const isDone = async (p: Place) => (await shown(p, ids.get(p) ?? "")).state === "done";
    await until(async () => (await Promise.all([...ids.keys()].map(isDone))).every(Boolean), 200);
    for (const boss of workers) await boss.stop({ graceful: true, timeout: 5000 });
    for (const p of ids.keys()) {
      expect(await shown(p, ids.get(p) ?? "")).toMatchObject({ made: p.schools.length, failed: 0 });
      expect(made.filter((code) => code === p.code)).toHaveLength(p.schools.length);
    }
    // The small one is through while both large ones still have most before them.
    const through = made.lastIndexOf(few.code);
    for (const p of many) expect(made.slice(through).filter((code) => code === p.code).length).toBeGreaterThan(2);
    // Neither large one is ever far ahead of the other.
    expect(furthest(made, many[0]?.code, many[1]?.code)).toBeLessThanOrEqual(4);
  });
});
