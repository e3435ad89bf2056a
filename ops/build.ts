import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readJson, root } from "@/ops/files";

export const nextProgram = path.join(root, "node_modules", "next", "dist", "bin", "next");
const stampFile = path.join(root, ".next", "keymark-build.json");

/** What the build is made of. */
const sources = [
  ...["app", "components", "lib", "db", "public"],
  ...["package-lock.json", "next.config.ts", "tsconfig.json", "postcss.config.mjs"],
];

function filesOf(source: string): string[] {
  const full = path.join(root, source);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [source];
  return readdirSync(full, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
}

/** A hash over the names and bytes of everything the build is made of, tests left out. */
export function sourceHash(): string {
  const hash = createHash("sha256");
  for (const file of sources.flatMap(filesOf).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

const stamp = z.object({ sources: z.string() });

/** Whether `.next` holds a build of the sources as they are. */
export function isBuilt(): boolean {
  const parsed = stamp.safeParse(readJson(stampFile));
  return existsSync(path.join(root, ".next", "BUILD_ID")) && parsed.success && parsed.data.sources === sourceHash();
}

/** Builds the web pages for production. `started` gets the process, so that it can be ended; throws with its output. */
export async function build(started: (child: ChildProcess) => void = () => {}): Promise<void> {
  const before = sourceHash();
  const child = spawn(process.execPath, [nextProgram, "build"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  started(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)));
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`);
  writeFileSync(stampFile, JSON.stringify({ sources: before }));
}
