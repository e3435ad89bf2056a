import { mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startLock } from "@/ops/database";
import { readJson, root } from "@/ops/files";
import { lockHolder } from "@/ops/lock";
import { freePort } from "@/ops/port";
import { wipeDataDir } from "@/ops/postgres";
import { endProcess, isRunning, type ProcessRef } from "@/ops/process";
import { endOrphans, readRun } from "@/ops/run-file";
import { type Outcome, playwrightOutcome } from "@/ops/test-reports";
import { launch, runProgram } from "@/ops/test-run";

const dataDir = path.join(root, ".keymark-e2e");
const results = path.join(root, "test-results");
const readyWithinMs = 600_000;
const stopWithinMs = 10_000;

/** Nothing of an earlier run is left, also not of one that was killed. */
async function wipe(): Promise<void> {
  const holder = lockHolder(startLock(dataDir));
  if (holder) await endProcess(holder, 12_000);
  await endOrphans(dataDir);
  await wipeDataDir(dataDir);
}

/** Waits until the start says that it is ready; the address of its pages, or undefined where it ended before. */
async function readyAddress(start: ProcessRef): Promise<string | undefined> {
  const until = Date.now() + readyWithinMs;
  while (isRunning(start) && Date.now() < until) {
    const run = readRun(dataDir);
    if (run?.ready) return run.url;
    await wait(200);
  }
  return undefined;
}

/** Runs the browser tests against the product as `npm start` starts it, on free ports and with a data folder of its own. */
export async function browserTests(playwright: string): Promise<Outcome> {
  await wipe();
  mkdirSync(results, { recursive: true });
  const log = path.join(results, "start.log");
  const ports = { PORT: String(await freePort()), WORKER_PORT: String(await freePort()) };
  const { DATABASE_URL: _elsewhere, ...env } = process.env;
  const start = launch(process.execPath, ["--import", "tsx", "ops/start.ts", "--schools", "6", "--years", "5"], {
    env: { ...env, ...ports, KEYMARK_DATA: dataDir },
    output: log,
  });
  try {
    const url = await readyAddress(start.ref);
    if (!url) {
      console.error(`The product did not start:\n${readFileSync(log, "utf8")}`);
      return { passed: 0, failed: 1 };
    }
    const report = path.join(results, "e2e.json");
    rmSync(report, { force: true });
    const code = await runProgram(playwright, ["test"], {
      env: { ...env, ...ports, BASE_URL: url, KEYMARK_DATA: dataDir },
    });
    return playwrightOutcome(readJson(report), code);
  } finally {
    const began = Date.now();
    await endProcess(start.ref, stopWithinMs);
    console.log(
      `the product stopped in ${((Date.now() - began) / 1000).toFixed(1)} s; its output is in test-results/start.log`,
    );
    await endOrphans(dataDir);
  }
}
