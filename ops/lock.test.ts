import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { LockHeld, lockHolder, takeLock, whileLocked } from "@/ops/lock";
import { endProcess, isRunning, refOf, waitGone } from "@/ops/process";
import { endOrphans, writeRun } from "@/ops/run-file";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "keymark-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const lockFile = () => path.join(folder, "start.lock");
const sleeper = () => {
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { detached: true, stdio: "ignore" });
  return { child, ref: refOf(child.pid ?? 0) };
};

test("a second start of the same data folder is refused while the first lives", () => {
  const release = takeLock(lockFile());
  expect(() => takeLock(lockFile())).toThrow(LockHeld);
  expect(lockHolder(lockFile())?.pid).toBe(process.pid);
  release();
  takeLock(lockFile())();
  expect(readdirSync(folder)).toEqual([]);
});

test("the lock of a process that was killed is taken over", async () => {
  const { child, ref } = sleeper();
  writeFileSync(lockFile(), JSON.stringify(ref));
  expect(() => takeLock(lockFile())).toThrow(LockHeld);
  child.kill("SIGKILL");
  await waitGone(ref, 5000);
  const release = takeLock(lockFile());
  expect(JSON.parse(readFileSync(lockFile(), "utf8")).pid).toBe(process.pid);
  release();
});

test("a lock whose process id now belongs to another process is taken over", () => {
  writeFileSync(lockFile(), JSON.stringify({ ...refOf(process.pid), started: "some other boot 1" }));
  const release = takeLock(lockFile());
  release();
});

test("a lock file cut off half-way is taken over", () => {
  writeFileSync(lockFile(), '{"pid": 1');
  takeLock(lockFile())();
});

test("actions under one lock run one after the other", async () => {
  const order: string[] = [];
  const act = (name: string) =>
    whileLocked(lockFile(), async () => {
      order.push(`${name} begins`);
      await Promise.resolve();
      order.push(`${name} ends`);
    });
  await Promise.all([act("a"), act("b")]);
  expect(order).toEqual(["a begins", "a ends", "b begins", "b ends"]);
});

test("what a killed start has left running is ended, and nothing else", async () => {
  const left = sleeper();
  const other = sleeper();
  const children = [
    { name: "web", ...left.ref },
    { name: "worker", ...other.ref, started: "some other boot 1" },
  ];
  writeRun(folder, { url: "http://localhost:1", ready: true, children });
  expect(await endOrphans(folder)).toEqual(["web"]);
  expect(isRunning(left.ref)).toBe(false);
  expect(isRunning(other.ref)).toBe(true);
  await endProcess(other.ref);
});

test("a process that ignores TERM is killed after its grace", async () => {
  const script = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')";
  const child = spawn(process.execPath, ["-e", script], { detached: true, stdio: ["ignore", "pipe", "ignore"] });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  expect(await endProcess(refOf(child.pid ?? 0), 200)).toBe(true);
});
