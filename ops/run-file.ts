import { rmSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { readJson, writePrivateJson } from "@/ops/files";
import { endProcess, isRunning, type ProcessRef } from "@/ops/process";

const processRef = z.object({ pid: z.number(), started: z.string() });
const runFile = z.object({
  url: z.string(),
  ready: z.boolean(),
  children: z.array(processRef.extend({ name: z.string() })),
});

/** What a running start writes to `<dataDir>/run.json`: its address, whether it is ready, and its children. */
export type RunFile = z.infer<typeof runFile>;
export type Child = ProcessRef & { name: string };

const fileOf = (dataDir: string) => path.join(dataDir, "run.json");

export const writeRun = (dataDir: string, run: RunFile): void => writePrivateJson(fileOf(dataDir), run);
export const removeRun = (dataDir: string): void => rmSync(fileOf(dataDir), { force: true });

/** The last start's run.json; undefined where there is none, or none that can be read. */
export function readRun(dataDir: string): RunFile | undefined {
  const parsed = runFile.safeParse(readJson(fileOf(dataDir)));
  return parsed.success ? parsed.data : undefined;
}

/** Ends what a start that was killed has left running, each only if its id is still its own; returns their names. */
export async function endOrphans(dataDir: string): Promise<string[]> {
  const left = readRun(dataDir)?.children.filter(isRunning) ?? [];
  await Promise.all(left.map((child) => endProcess(child)));
  removeRun(dataDir);
  return left.map((child) => child.name);
}
