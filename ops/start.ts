import path from "node:path";
import { dataDirOf } from "@/lib/env";
import { startLock } from "@/ops/database";
import { makeDataDir } from "@/ops/files";
import { LockHeld, takeLock } from "@/ops/lock";
import { OptionError, parseStartOptions, type StartOptions, startHelp } from "@/ops/options";
import { readRun } from "@/ops/run-file";
import { Start } from "@/ops/start-steps";

function takeDataDir(dataDir: string): () => void {
  makeDataDir(dataDir);
  try {
    return takeLock(startLock(dataDir));
  } catch (error) {
    if (!(error instanceof LockHeld)) throw error;
    const url = readRun(dataDir)?.url;
    throw new OptionError(
      `Keymark already runs from ${path.relative(process.cwd(), dataDir) || dataDir} (process ${error.holder.pid}${url ? `, ${url}` : ""}). ` +
        "Stop it first, or give another KEYMARK_DATA.",
    );
  }
}

async function main(options: StartOptions): Promise<number> {
  const dataDir = dataDirOf();
  const release = takeDataDir(dataDir);
  const start = new Start(dataDir, options);
  // Signals can come several times, by npm and by the terminal: the first one counts.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => resolve());
  });
  try {
    const run = start.run();
    await Promise.race([asked, run.then(() => asked)]);
    return 0;
  } finally {
    await start.stop();
    release();
  }
}

// Whoever read our lines may be gone (a closed terminal, a pipe that ended): that is no reason to leave children behind.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

/** Faults that are the person's to put right are said in words alone; anything else with where it came from. */
const plain = new Set(["OptionError", "PortTaken", "EnvError", "Error"]);

try {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) console.log(startHelp);
  else process.exit(await main(options));
} catch (error) {
  console.error(error instanceof Error && plain.has(error.name) ? `\n${error.message}` : error);
  process.exit(1);
}
