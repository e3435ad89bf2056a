import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { isRunning, type ProcessRef, refOf } from "@/ops/process";

/** Thrown when a living process holds the lock. */
export class LockHeld extends Error {
  override name = "LockHeld";
  constructor(readonly holder: ProcessRef) {
    super(`held by process ${holder.pid}`);
  }
}

function holderOf(file: string): ProcessRef | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

function tryLink(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

const same = (a: ProcessRef | undefined, b: ProcessRef | undefined) => a?.pid === b?.pid && a?.started === b?.started;

/** Takes a dead holder's file away; puts it back if another process took the lock over in between. */
function clearStale(file: string, stale: ProcessRef | undefined): void {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  if (!same(holderOf(aside), stale)) tryLink(aside, file);
  unlinkSync(aside);
}

/**
 * Takes the lock for this process; one whose holder is dead (also by kill -9, also if its id now belongs to another
 * process) is taken over. Returns the release. Throws `LockHeld`.
 */
export function takeLock(file: string): () => void {
  const own = `${file}.${process.pid}.own`;
  const me = refOf(process.pid);
  writeFileSync(own, JSON.stringify(me), { mode: 0o600 });
  try {
    while (!tryLink(own, file)) {
      const holder = holderOf(file);
      if (holder && isRunning(holder)) throw new LockHeld(holder);
      clearStale(file, holder);
    }
  } finally {
    unlinkSync(own);
  }
  return () => {
    if (same(holderOf(file), me)) unlinkSync(file);
  };
}

/** The living holder of the lock, if there is one. */
export function lockHolder(file: string): ProcessRef | undefined {
  const holder = holderOf(file);
  return holder && isRunning(holder) ? holder : undefined;
}

/** Runs `action` while holding the lock, after waiting for a living holder. Throws `LockHeld` after `timeoutMs`. */
export async function whileLocked<T>(file: string, action: () => Promise<T>, timeoutMs = 60_000): Promise<T> {
  const until = Date.now() + timeoutMs;
  for (;;) {
    try {
      const release = takeLock(file);
      return await action().finally(release);
    } catch (error) {
      if (!(error instanceof LockHeld) || Date.now() > until) throw error;
      await wait(50);
    }
  }
}
