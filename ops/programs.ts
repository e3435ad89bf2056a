import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Env } from "@/lib/env";
import { nextProgram } from "@/ops/build";
import { root } from "@/ops/files";
import type { Program } from "@/ops/supervisor";

/** Only this machine reaches the pages unless HOST says otherwise. */
export const hostOf = (source: NodeJS.ProcessEnv = process.env): string => source.HOST || "127.0.0.1";

/** The loader by its own address, so that it is found from any working directory. */
const tsx = pathToFileURL(path.join(root, "node_modules", "tsx", "dist", "loader.mjs")).href;

/** Environment of every process of the product: what `env()` parsed, without the administrator's address. */
function shared(env: Env): NodeJS.ProcessEnv {
  const { DATABASE_URL: _administrators, ...rest } = process.env;
  return {
    ...rest,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    KEYMARK_DATA: env.dataDir,
    KEYMARK_SECRET: env.authSecret,
    PORT: String(env.port),
    WORKER_PORT: String(env.workerPort),
    PUBLIC_URL: env.publicUrl,
    NEXTAUTH_URL: env.publicUrl,
    NEXTAUTH_SECRET: env.authSecret,
  };
}

export const webProgram = (env: Env): Program => ({
  name: "web",
  command: process.execPath,
  args: [nextProgram, "start", "-H", hostOf(), "-p", String(env.port)],
  env: shared(env),
});

/** A file of ours run under the TypeScript loader, as one process without a wrapper. */
export const scriptProgram = (name: string, file: string, rest: { args?: string[]; env: Env }): Program => ({
  name,
  command: process.execPath,
  args: ["--import", tsx, path.join(root, file), ...(rest.args ?? [])],
  env: shared(rest.env),
});
