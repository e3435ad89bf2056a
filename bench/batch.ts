import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { demoAuthority } from "@/demo/authority";
import { writeDemo } from "@/demo/write";
import { addAuthority } from "@/lib/access/operate";
import { systemScope } from "@/lib/access/scope-of";
import { type BatchRow, listBatches } from "@/lib/batches/list";
import { startBatch } from "@/lib/batches/start";
import { advanceImport } from "@/lib/imports/advance";
import type { BuiltReport } from "@/lib/reports/block";
import { loadRegister } from "@/lib/schools/register";
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
    await new Promise((done) => setTimeout(done, 100));
  }
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
 * two threads, against plain pdfkit setting the same reports untagged on one. The worker's memory is told at the start, after a
 * quarter and at the end.
 */
export async function benchBatch(adminUrl: string): Promise<Result> {
  const dir = mkdtempSync(path.join(tmpdir(), "keymark-bench-"));
  let worker: ChildProcess | undefined;
  try {
    await loadAuthority(dir);
    worker = await startWorker();
    const asked = { reports: ["standard-pack"], year, schools: { kind: "all" as const } };
    const { id, files } = await startBatch(scope, asked);
    const [begun, ready] = [performance.now(), residentMb(worker.pid)];
    const quarter = await until(id, (row) => row.made >= files / 4).then(() => residentMb(worker?.pid));
    const row = await until(id, ({ state }) => state === "done");
    const seconds = (performance.now() - begun) / 1000;
    const memory = `worker ${ready} MB at the start, ${quarter} MB after a quarter, ${residentMb(worker.pid)} MB at the end`;
    console.log(`pdf.batch: ${row.made} of ${files} packs, ${row.pages} pages in ${seconds.toFixed(1)} s; ${memory}`);
    return result("pdf.batch", row.pages / seconds, "pages/s", await plainRate(adminUrl, id));
  } finally {
    if (worker && worker.exitCode === null) {
      const gone = once(worker, "exit");
      worker.kill("SIGTERM");
      await gone;
    }
    rmSync(dir, { recursive: true, force: true });
  }
}
