import { Worker } from "node:worker_threads";
import type { Draw } from "@/lib/batches/make-item";
import { Unavailable } from "@/lib/errors";
import type { BuiltReport } from "@/lib/reports/block";
import type { Drawn } from "./draw";

/** A drawing that takes longer has lost its way. */
const withinMs = 120_000;
/** Threads that nobody needs give their memory back. */
const idleMs = 60_000;

const tooBig = "Drawing this report took more memory or time than there is. Tell your administrator.";

interface Task {
  report: BuiltReport;
  resolve(drawn: { bytes: Uint8Array; pages: number }): void;
  reject(error: Error): void;
}

/** A drawing failed for a reason of ours, told by its facts: a message could quote the report. */
class DrawingFailed extends Error {
  override name = "DrawingFailed";
}

/** One thread and what it draws. It never draws two things at a time, and a thread that ends takes nothing else with it. */
class Drawer {
  private readonly thread: Worker;
  private task?: Task;
  private timer?: NodeJS.Timeout;
  private ending = false;

  constructor(
    memoryMb: number,
    private readonly ended: (drawer: Drawer) => void,
    private readonly free: (drawer: Drawer) => void,
  ) {
    this.thread = new Worker(new URL("./draw.ts", import.meta.url), {
      execArgv: ["--import", "tsx"],
      resourceLimits: { maxOldGenerationSizeMb: memoryMb },
    });
    this.thread.on("message", (drawn: Drawn) => this.settle(drawn));
    // What the thread says of its end may quote what it drew.
    this.thread.on("error", () => {});
    this.thread.once("exit", () => {
      clearTimeout(this.timer);
      this.ended(this);
      this.task?.reject(new Unavailable(tooBig));
      this.task = undefined;
    });
    this.rest();
  }

  get isFree(): boolean {
    return this.task === undefined && !this.ending;
  }

  draw(task: Task): void {
    this.wait(withinMs);
    this.thread.ref();
    this.task = task;
    this.thread.postMessage(task.report);
  }

  end(): Promise<number> {
    this.ending = true;
    return this.thread.terminate();
  }

  private rest(): void {
    this.wait(idleMs);
    this.thread.unref();
  }

  private wait(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.end(), ms).unref();
  }

  private settle(drawn: Drawn): void {
    const task = this.task;
    this.task = undefined;
    this.rest();
    if ("bytes" in drawn) task?.resolve(drawn);
    else if ("words" in drawn) task?.reject(new Unavailable(drawn.words));
    else task?.reject(new DrawingFailed(JSON.stringify(drawn.facts)));
    this.free(this);
  }
}

/**
 * Threads that draw PDF files, so that the process's heartbeats and other jobs go on; made when they are needed. A drawing
 * that takes too much memory or time is Unavailable in words, and its thread is replaced.
 */
export function drawPool({ threads, memoryMb }: { threads: number; memoryMb: number }): {
  draw: Draw;
  close(): Promise<void>;
} {
  const drawers = new Set<Drawer>();
  const waiting: Task[] = [];
  const next = () => {
    let drawer = [...drawers].find((d) => d.isFree);
    if (!drawer && waiting.length > 0 && drawers.size < threads) {
      drawer = new Drawer(
        memoryMb,
        (ended) => {
          drawers.delete(ended);
          next();
        },
        next,
      );
      drawers.add(drawer);
    }
    const task = drawer && waiting.shift();
    if (task) drawer?.draw(task);
  };
  return {
    draw: (report) =>
      new Promise((resolve, reject) => {
        waiting.push({ report, resolve, reject });
        next();
      }),
    close: async () => {
      await Promise.all([...drawers].map((d) => d.end()));
    },
  };
}
