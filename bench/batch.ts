import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { demoAuthority } from "@/demo/authority";
import { writeDemo } from "@/demo/write";
import { systemScope } from "@/lib/access/scope-of";
import { type BatchRow, listBatches } from "@/lib/batches/list";
import { startBatch } from "@/lib/batches/start";
import { advanceImport } from "@/lib/imports/advance";
import type { BuiltReport } from "@/lib/reports/block";
import { loadRegister } from "@/lib/schools/register";
import { addAuthority } from "@/lib/settings/operate";
import { send } from "@/ops/verbs/import";
import { median, type Result, result, timed } from "./measure";
import { plainPdf } from "./pdf-plain";

/** Of 228 demo schools 200 teach children of these ages: a pack each. */
const demoSchools = 228;
const year = 2026;
const scope = systemScope(demoAuthority.code);

async function loadAuthority(dir: string): Promise<void> {
  const files = await writeDemo(dir, { schools: demoSchools, years: [year] });
  await loadRegister(files.register);
  await addAuthority(demoAuthority.code, demoAuthority.name);
  for (const file of files.imports) {
    const id = await send({ scope, file, existing: "retain" });
    await advanceImport({ laCode: scope.laCode, id, actor: null });
  }
}

/** One worker as in production, with two threads to draw. */
async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(process.execPath, ["--import", "tsx", "jobs/worker.ts"], {
    env: { ...process.env, WORKER_PORT: "0", KEYMARK_DRAW_THREADS: "2" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  await new Promise<void>((ready) =>
    worker.stderr?.on("data", (chunk: Buffer) => chunk.includes("worker.ready") && ready()),
  );
  return worker;
}

/** Resident megabytes of a process; undefined where the system does not say. */
function residentMb(pid = 0): number | undefined {
  const file = `/proc/${pid}/status`;
  const kb = existsSync(file) && /VmRSS:\s+(\d+)/.exec(readFileSync(file, "utf8"))?.[1];
  return kb ? Math.round(Number(kb) / 1024) : undefined;
}

async function until(id: string, holds: (row: BatchRow) => boolean): Promise<BatchRow> {
  for (;;) {
    const row = (await listBatches(scope, {})).find((b) => b.id === id);
    if (row && holds(row)) return row;
    await new Promise((done) => setTimeout(done, 500));
  }
}

interface Run {
  row: BatchRow;
  seconds: number;
  /** Megabytes of the worker at the start, in the middle and at the end. */
  memory: number[];
}

/** One batch of all schools' packs, from its entry to its end. */
async function runBatch(worker: ChildProcess): Promise<Run> {
  const [begun, first] = [performance.now(), residentMb(worker.pid)];
  const asked = { reports: ["standard-pack"], year, schools: { kind: "all" as const } };
  const { id, files } = await startBatch(scope, asked);
  const middle = await until(id, (row) => row.made >= files / 2).then(() => residentMb(worker.pid));
  const row = await until(id, ({ state }) => state === "done");
  const seconds = (performance.now() - begun) / 1000;
  return { row, seconds, memory: [first, middle, residentMb(worker.pid)].map((mb) => mb ?? Number.NaN) };
}

/** Memory that grows from one batch to the next is a leak: the second's end against the first's. */
function tell(runs: Run[]): void {
  for (const [n, { row, seconds, memory }] of runs.entries()) {
    const [start, middle, end] = memory;
    const made = `batch ${n + 1}: ${row.made} of ${row.files} packs, ${row.pages} pages in ${seconds.toFixed(1)} s`;
    console.log(
      `pdf.batch: ${made}; worker ${start} MB at the start, ${middle} MB in the middle, ${end} MB at the end`,
    );
  }
  const [first, second] = runs.map((run) => run.memory.at(-1) ?? Number.NaN);
  const ratio = ((second ?? Number.NaN) / (first ?? Number.NaN)).toFixed(2);
  console.log(`pdf.batch: memory at the end of the second batch is ${ratio} of that at the end of the first`);
}

/** The same reports, one after another, by pdfkit alone, as pages of ours: median pages per second. */
async function plainRate(adminUrl: string, id: string): Promise<number> {
  const sql = postgres(adminUrl, { max: 1 });
  const rows = await sql<{ report: BuiltReport; pages: number }[]>`
    select r.report, i.pages from data.batch_reports r join app.batch_items i on i.la_code = r.la_code and i.id = r.item_id
    where i.batch_id = ${id} order by i.position limit 24`;
  await sql.end();
  const rates: number[] = [];
  for (const { report, pages } of rows) rates.push((pages * 1000) / (await timed(() => plainPdf(report))));
  return median(rates);
}

/**
 * `pdf.batch`: 200 schools' packs from the queue to stored files, built from the records and drawn tagged by one worker with
 * two threads, against plain pdfkit setting the same reports untagged on one. The same batch again tells whether the worker's
 * memory stays flat.
 */
export async function benchBatch(adminUrl: string): Promise<Result> {
  const dir = mkdtempSync(path.join(tmpdir(), "keymark-bench-"));
  let worker: ChildProcess | undefined;
  try {
    await loadAuthority(dir);
    worker = await startWorker();
    const first = await runBatch(worker);
    tell([first, await runBatch(worker)]);
    return result("pdf.batch", first.row.pages / first.seconds, "pages/s", await plainRate(adminUrl, first.row.id));
  } finally {
    if (worker && worker.exitCode === null) {
      const gone = once(worker, "exit");
      worker.kill("SIGTERM");
      await gone;
    }
    rmSync(dir, { recursive: true, force: true });
  }
}
