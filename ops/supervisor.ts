import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { root } from "@/ops/files";
import { endProcess, refOf } from "@/ops/process";
import type { Child } from "@/ops/run-file";

export interface Program {
  name: string;
  command: string;
  args: string[];
  env: NodeJS.ProcessEnv;
}

interface Hooks {
  /** A line of a child's output, or a word about it. */
  line(name: string, text: string): void;
  /** Called whenever the set of living children changes. */
  changed(children: Child[]): void;
}

const firstDelayMs = 500;
const mostDelayMs = 30_000;
/** A child that ran this long was well: the next death begins with the shortest delay again. */
const wellAfterMs = 60_000;

/** Runs programs, each in a process group of its own, and starts again what dies, later each time, until `stop`. */
export class Supervisor {
  private readonly living = new Map<string, Child>();
  private readonly timers = new Set<NodeJS.Timeout>();
  private stopping = false;

  constructor(private readonly hooks: Hooks) {}

  /** Starts a program and keeps it running. */
  run(program: Program, delayMs = firstDelayMs): void {
    if (this.stopping) return;
    const began = Date.now();
    // Detached: a Ctrl-C reaches the supervisor alone, which then ends its children in order.
    const child = spawn(program.command, program.args, {
      cwd: root,
      env: program.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: true,
    });
    this.follow(program.name, child);
    child.once("exit", (code, signal) => {
      this.forget(program.name);
      if (this.stopping) return;
      const next = Date.now() - began > wellAfterMs ? firstDelayMs : delayMs;
      this.hooks.line(program.name, `ended (${signal ?? code}); starts again in ${next / 1000} s`);
      this.later(() => this.run(program, Math.min(next * 2, mostDelayMs)), next);
    });
  }

  /** Ends all children within about six seconds and starts none again. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const timer of this.timers) clearTimeout(timer);
    await Promise.all([...this.living.values()].map((child) => endProcess(child, 3500)));
  }

  private follow(name: string, child: ChildProcess): void {
    child.once("error", (error) => this.hooks.line(name, error.message));
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on("line", (text) => this.hooks.line(name, text));
    }
    if (!child.pid) return;
    this.living.set(name, { name, ...refOf(child.pid) });
    this.hooks.changed([...this.living.values()]);
  }

  private forget(name: string): void {
    this.living.delete(name);
    if (!this.stopping) this.hooks.changed([...this.living.values()]);
  }

  private later(action: () => void, delayMs: number): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      action();
    }, delayMs);
    this.timers.add(timer);
  }
}
