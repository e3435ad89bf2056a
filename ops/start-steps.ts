import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { codeNow } from "@/lib/access/second-factor";
import { type Env, parseEnv, parseVariables } from "@/lib/env";
import { build, isBuilt } from "@/ops/build";
import { type Database, migrate, openDatabase } from "@/ops/database";
import { readJson, root } from "@/ops/files";
import { waitWell } from "@/ops/health";
import type { StartOptions } from "@/ops/options";
import { choosePort } from "@/ops/port";
import { endProcess, refOf } from "@/ops/process";
import { hostOf, scriptProgram, webProgram } from "@/ops/programs";
import { type Child, endOrphans, removeRun, writeRun } from "@/ops/run-file";
import { Supervisor } from "@/ops/supervisor";

const demoPeople = z.object({
  password: z.string(),
  people: z.array(z.object({ email: z.string(), title: z.string(), secret: z.string().optional() })),
});
const wellWithinMs = 60_000;

const seconds = (sinceMs: number) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/** One start of the product from a data folder: its steps in order, and the way back down. */
export class Start {
  private readonly began = performance.now();
  private readonly abort = new AbortController();
  private readonly supervisor: Supervisor;
  private database: Database | undefined;
  private running: Promise<void> | undefined;
  private work: Child | undefined;
  private children: Child[] = [];
  private url = "";
  private ready = false;
  private number = 0;

  constructor(
    private readonly dataDir: string,
    private readonly options: StartOptions,
  ) {
    this.supervisor = new Supervisor({
      line: (name, text) => console.log(`${name.padEnd(6)} | ${text}`),
      changed: (children) => {
        this.children = children;
        this.note();
      },
    });
  }

  /** Resolves when everything is up. Throws in words; `stop` must be called in any case. */
  run(): Promise<void> {
    this.running = this.steps();
    return this.running;
  }

  /** Ends everything that this start runs, within ten seconds. */
  async stop(): Promise<void> {
    this.abort.abort();
    const ended = this.work ? endProcess(this.work, 1500) : undefined;
    const settled = Promise.race([this.running?.catch(() => {}), wait(3000, undefined, { ref: false })]);
    await Promise.all([ended, this.supervisor.stop(), settled]);
    await this.database?.close();
    removeRun(this.dataDir);
    if (this.number > 0) console.log("Keymark has stopped.");
  }

  private async steps(): Promise<void> {
    await this.step("Data folder and ports", () => this.takeOver());
    await this.step("Database", () => this.openDatabase());
    await this.step("Migrations", () => this.migrate());
    await this.step("Build", () => this.build());
    const env = await this.step("Web and worker", () => this.serve());
    if (!this.options.empty) {
      this.say(`the pages are open, and stay so while the demo is loaded: ${this.url}`);
      await this.step("Demo authority", () => this.demo(env));
    }
    this.ready = true;
    this.note();
    this.greet();
  }

  private async step<T>(title: string, action: () => Promise<T>): Promise<T> {
    this.abort.signal.throwIfAborted();
    const began = performance.now();
    this.number += 1;
    const name = `${this.number}/${this.options.empty ? 5 : 6} ${title}`;
    console.log(name);
    const slow = setInterval(() => console.log(`      … ${seconds(began)}`), 10_000);
    try {
      return await action();
    } finally {
      clearInterval(slow);
      console.log(`      ${seconds(began)}`);
    }
  }

  private say(text: string): void {
    console.log(`      ${text}`);
  }

  private note(): void {
    const children = this.work ? [...this.children, this.work] : this.children;
    writeRun(this.dataDir, { url: this.url, ready: this.ready, children });
  }

  private async takeOver(): Promise<void> {
    this.say(this.dataDir);
    const left = await endOrphans(this.dataDir);
    if (left.length > 0) this.say(`the last start was cut off; ended what it had left running: ${left.join(", ")}`);
    await this.ports();
  }

  private async openDatabase(): Promise<void> {
    this.database = await openDatabase((line) => this.say(line));
    this.say(this.database.where);
  }

  private async migrate(): Promise<void> {
    if (this.database) await migrate(this.database, (line) => this.say(line));
  }

  private async build(): Promise<void> {
    if (isBuilt()) return this.say("nothing has changed since the last one");
    await build((child) => this.working(child));
  }

  /** Remembered so that a stop, or the start after a kill -9, ends it. */
  private working(child: ChildProcess): void {
    if (!child.pid) return;
    this.work = { name: "work", ...refOf(child.pid) };
    this.note();
    child.once("exit", () => {
      this.work = undefined;
    });
  }

  private async ports(): Promise<void> {
    const { PORT, WORKER_PORT } = process.env;
    const given = parseVariables();
    const wanted = { port: given.PORT, worker: given.WORKER_PORT };
    const port = await choosePort("PORT", wanted.port, { explicit: Boolean(PORT), host: hostOf() });
    if (wanted.port && port !== wanted.port) this.say(`port ${wanted.port} is taken; the pages are on ${port}`);
    const worker = await choosePort("WORKER_PORT", wanted.worker, { explicit: Boolean(WORKER_PORT), avoid: port });
    Object.assign(process.env, { PORT: String(port), WORKER_PORT: String(worker), KEYMARK_DATA: this.dataDir });
  }

  private async serve(): Promise<Env> {
    if (!this.options.empty) process.env.KEYMARK_DEMO = "1";
    const env = parseEnv();
    this.url = env.publicUrl;
    this.supervisor.run(webProgram(env));
    this.supervisor.run(scriptProgram("worker", path.join("jobs", "worker.ts"), { env }));
    const host = hostOf() === "0.0.0.0" ? "127.0.0.1" : hostOf();
    await Promise.all([
      waitWell(`http://${host}:${env.port}/api/health`, wellWithinMs, this.abort.signal),
      waitWell(`http://127.0.0.1:${env.workerPort}/api/health`, wellWithinMs, this.abort.signal),
    ]);
    return env;
  }

  private async demo(env: Env): Promise<void> {
    const { schools, years } = this.options;
    const args = ["--schools", String(schools), "--years", String(years)];
    const { command, args: all, env: vars } = scriptProgram("demo", path.join("ops", "demo.ts"), { args, env });
    const child = spawn(command, all, { cwd: root, env: vars, stdio: ["ignore", "pipe", "pipe"], detached: true });
    this.working(child);
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on("line", (text) => this.say(text));
    }
    const code = await new Promise<number>((resolve) => child.once("close", (status) => resolve(status ?? 1)));
    if (code !== 0)
      throw new Error("The demo authority could not be made; its words are above. `npm start` again resumes it.");
  }

  private greet(): void {
    const signIns = demoPeople.safeParse(readJson(path.join(this.dataDir, "demo", "people.json")));
    console.log(`\nKeymark is ready (${seconds(this.began)}): ${this.url}`);
    if (!this.options.empty && signIns.success) {
      const { password, people } = signIns.data;
      console.log("\nDemo sign-ins, with the code that is asked for next (new ones: npm run keymark -- demo codes):");
      for (const { email, title, secret } of people)
        console.log(
          `  ${email.padEnd(28)} ${password.padEnd(18)} ${(secret ? codeNow(secret) : "").padEnd(8)} ${title}`,
        );
    }
    console.log("\nCtrl-C stops it.");
  }
}
