import { type ChildProcess, spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { root } from "@/ops/files";
import { endProcess, type ProcessRef, refOf } from "@/ops/process";

/** A start that is told to stop has ten seconds for it. */
const graceMs = 12_000;
const running = new Set<ProcessRef>();
let stopping = false;

interface Launch {
  env?: NodeJS.Dict<string>;
  /** File for the output; it goes to this process's own output where none is given. */
  output?: string;
}

/** Starts a program in a process group of its own, so that all of it can be ended. */
export function launch(
  command: string,
  args: string[],
  { env, output }: Launch = {},
): { child: ChildProcess; ref: ProcessRef } {
  const kind = output ? "pipe" : "inherit";
  const child = spawn(command, args, {
    cwd: root,
    env: { NODE_ENV: process.env.NODE_ENV, ...(env ?? process.env) },
    stdio: ["ignore", kind, kind],
    detached: true,
  });
  if (output) {
    const file = createWriteStream(output);
    child.stdout?.pipe(file, { end: false });
    child.stderr?.pipe(file, { end: false });
  }
  return { child, ref: track(child) };
}

/** Remembers a process that leads a group of its own, so that `stopRunning` ends it. */
export function track(child: ChildProcess): ProcessRef {
  const ref = refOf(child.pid ?? 0);
  running.add(ref);
  child.once("exit", () => running.delete(ref));
  return ref;
}

/** Runs a program to its end; resolves to its exit code, or never once `stopRunning` has been called. */
export function runProgram(command: string, args: string[], options: Launch = {}): Promise<number> {
  if (stopping) return new Promise(() => {});
  const { child } = launch(command, args, options);
  return new Promise((resolve) => {
    child.once("error", (error) => {
      console.error(error.message);
      resolve(1);
    });
    child.once("exit", (code) => {
      if (!stopping) resolve(code ?? 1);
    });
  });
}

/** Ends what `launch` has started and what still runs. */
export async function stopRunning(): Promise<void> {
  stopping = true;
  await Promise.all([...running].map((ref) => endProcess(ref, graceMs)));
}
