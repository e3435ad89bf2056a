import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

/** A process that is still the same one only if both fit: ids are given out again, also after a reboot. */
export interface ProcessRef {
  pid: number;
  started: string;
}

const linuxStart = (pid: number): string => {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in brackets may hold spaces and brackets; state is the first field after it, the start the twentieth.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  if (fields[0] === "Z") return "";
  return `${readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()} ${fields[19]}`;
};

const otherStart = (pid: number): string =>
  execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  }).trim();

/** When the process started, in a form that is only good for comparing; "" where there is none (or only its remains). */
export function startTimeOf(pid: number): string {
  try {
    return process.platform === "linux" ? linuxStart(pid) : otherStart(pid);
  } catch {
    return "";
  }
}

export const refOf = (pid: number): ProcessRef => ({ pid, started: startTimeOf(pid) });

export const isRunning = (ref: ProcessRef): boolean => ref.started !== "" && startTimeOf(ref.pid) === ref.started;

function send(ref: ProcessRef, signal: NodeJS.Signals, group: boolean): void {
  try {
    process.kill(group ? -ref.pid : ref.pid, signal);
  } catch {
    // Gone between the look and the signal, or not the leader of a group: the caller looks again.
  }
}

/** Waits until the process is gone; false if it is still there after `timeoutMs`. */
export async function waitGone(ref: ProcessRef, timeoutMs: number): Promise<boolean> {
  const until = Date.now() + timeoutMs;
  while (isRunning(ref)) {
    if (Date.now() > until) return false;
    await wait(50);
  }
  return true;
}

/**
 * Ends a process that leads a group of its own: TERM to it, and KILL to its whole group if it is still there after
 * `graceMs` milliseconds. Does nothing where the id now belongs to another process. Returns false if it did not go.
 */
export async function endProcess(ref: ProcessRef, graceMs = 5000): Promise<boolean> {
  if (!isRunning(ref)) return true;
  send(ref, "SIGTERM", false);
  if (await waitGone(ref, graceMs)) return true;
  send(ref, "SIGKILL", true);
  send(ref, "SIGKILL", false);
  return waitGone(ref, 2000);
}
