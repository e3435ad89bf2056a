import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { EnvError, parseEnv } from "@/lib/env";
import { root } from "@/ops/files";
import { isFree } from "@/ops/port";
import { endProcess, refOf } from "@/ops/process";
import { hostOf, webProgram } from "@/ops/programs";

/** How long open requests and event streams may hold a stop. */
const graceMs = 5000;

async function configured() {
  const env = parseEnv();
  if (!existsSync(path.join(root, ".next", "BUILD_ID"))) {
    throw new EnvError("The web pages are not built yet. Run `npm run build` first.");
  }
  if (env.port !== 0 && !(await isFree(env.port, hostOf()))) {
    throw new EnvError(
      `PORT ${env.port} is taken by another program. Give another one (PORT=${env.port + 10}), or end it.`,
    );
  }
  return webProgram(env);
}

async function main(): Promise<void> {
  const { command, args, env } = await configured();
  const child = spawn(command, args, { cwd: root, env, stdio: "inherit", detached: true });
  let asked = false;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => {
      asked = true;
      if (child.pid) endProcess(refOf(child.pid), graceMs);
    });
  }
  child.once("exit", (code) => process.exit(asked ? 0 : (code ?? 1)));
}

try {
  await main();
} catch (error) {
  console.error(error instanceof EnvError ? error.message : error);
  process.exitCode = 1;
}
