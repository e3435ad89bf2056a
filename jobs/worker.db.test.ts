import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeDatabase, makeSchool } from "@/db/make";
import { migrateDatabase } from "@/db/migrate";
import { asStaff } from "@/lib/access/make";
import { batchFiles } from "@/lib/batches/download";
import { listBatches } from "@/lib/batches/list";
import { startBatch } from "@/lib/batches/start";
import { closeDatabase, type Scope, withScope } from "@/lib/database";
import { datasetGuards } from "@/lib/datasets";
import { readSecrets } from "@/lib/env";
import { child, ctf, send, shown } from "@/lib/imports/make";
import { rescueImports } from "@/lib/imports/rescue";
import { makeReader } from "@/lib/measures/make";
import { closeQueue, enqueue } from "@/lib/queue";
import { queues } from "@/lib/queues";

/** A real worker takes every job there is: these tests have a database and a data folder of their own. */
const dataDir = mkdtempSync(path.join(os.tmpdir(), "keymark-worker-"));
const root = path.resolve(import.meta.dirname, "..");
const running = new Set<ChildProcess>();
let drop: () => Promise<void> = async () => {};

beforeAll(async () => {
  const secrets = readSecrets(process.env.KEYMARK_DATA ?? "");
  if (!secrets) throw new Error("KEYMARK_DATA has no secrets.json.");
  const own = await makeDatabase("worker", (adminUrl) =>
    migrateDatabase({ adminUrl, passwords: secrets.roles, datasets: datasetGuards, queues, log: () => {} }),
  );
  drop = own.drop;
  writeFileSync(path.join(dataDir, "secrets.json"), JSON.stringify({ ...secrets, database: own.name }));
  Object.assign(process.env, { KEYMARK_DATA: dataDir, TEST_ADMIN_URL: own.adminUrl });
});
afterEach(async () => {
  for (const worker of running) await kill(worker);
});
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
  await drop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A worker as it runs in production, and what it has logged so far. */
function startWorker() {
  const log: string[] = [];
  const worker = spawn(process.execPath, ["--import", "tsx", "jobs/worker.ts"], {
    cwd: root,
    env: { ...process.env, WORKER_PORT: "0" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(worker);
  worker.once("exit", () => running.delete(worker));
  worker.stderr?.on("data", (chunk: Buffer) => log.push(chunk.toString()));
  return { worker, log: () => log.join("") };
}

async function kill(worker: ChildProcess): Promise<void> {
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const gone = once(worker, "exit");
  worker.kill("SIGKILL");
  await gone;
}

async function until(what: () => Promise<boolean>, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await what())) {
    if (Date.now() > end) throw new Error(`Not within ${seconds} s.`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

interface Place {
  code: string;
  school: MadeSchool;
  scope: Scope;
}
async function place(): Promise<Place> {
  const { code } = await makeAuthority();
  return { code, school: await makeSchool(code), scope: await asStaff(code) };
}
const sendMany = async (p: Place, count: number) => {
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const children = Array.from({ length: 60 }, (_, i) => child(n * 100 + i));
    ids.push(await send(p.scope, ctf({ school: p.school, children }), { existing: "retain" }));
  }
  return ids;
};
const doneIn = async (code: string) => {
  const [row] = await admin()<
    { n: number }[]
  >`select count(*)::int as n from app.imports where la_code = ${code} and state = 'done'`;
  return row?.n ?? 0;
};

describe("the worker", () => {
  it("serves authorities in turn, and one that is killed loses nothing: another takes over", {
    timeout: 150_000,
  }, async () => {
    const [first, second, small] = [await place(), await place(), await place()];
    await sendMany(first, 12);
    await sendMany(second, 12);
    await sendMany(small, 6);
    const killed = startWorker();
    await until(async () => (await doneIn(small.code)) === 6);
    for (const p of [first, second]) expect(await doneIn(p.code)).toBeLessThanOrEqual(9);
    await kill(killed.worker);
    startWorker();
    await until(async () => (await doneIn(first.code)) === 12 && (await doneIn(second.code)) === 12, 90);
    for (const p of [first, second, small]) {
      const [acts] = await admin()<{ n: number; imports: number }[]>`
        select count(*)::int as n, count(distinct note ->> 'id')::int as imports from audit.acts
        where la_code = ${p.code} and door = 'import.apply'`;
      const all = p === small ? 6 : 12;
      expect(acts).toEqual({ n: all, imports: all });
      const [records] = await admin()<{ n: number; pupils: number }[]>`
        select count(*)::int as n, count(distinct upn)::int as pupils from data.phonics where la_code = ${p.code}`;
      expect(records).toEqual({ n: all * 60, pupils: all * 60 });
    }
  });

  it("killed in the middle of a batch loses nothing: another makes what is missing, and no file is made twice", {
    timeout: 150_000,
  }, async () => {
    const p = await place();
    const schools = [p.school];
    for (let n = 1; n < 8; n++) schools.push(await makeSchool(p.code));
    for (const { urn } of schools)
      for (let n = 0; n < 6; n++) await makeReader({ laCode: p.code, urn, year: 2025 }, { mark: 30 + n });
    const asked = { reports: ["phonics-summary"], year: 2025, schools: { kind: "all" as const } };
    const { id } = await startBatch(p.scope, asked);
    const shownBatch = async () => (await listBatches(p.scope, { open: [id] }))[0];
    const killed = startWorker();
    await until(async () => ((await shownBatch())?.made ?? 0) >= 2);
    await kill(killed.worker);
    const before = (await batchFiles(p.scope, { id, form: "zip" })).files.map((f) => f.stored);
    expect(before.length).toBeLessThan(8);
    startWorker();
    await until(async () => (await shownBatch())?.state === "done", 90);
    expect(await shownBatch()).toMatchObject({ made: 8, failed: 0 });
    const after = (await batchFiles(p.scope, { id, form: "zip" })).files.map((f) => f.stored);
    expect(after).toEqual(expect.arrayContaining(before));
    const acts = await admin()`select urn from audit.acts where door = 'batch.make' and note ->> 'id' = ${id}`;
    expect(acts.map((a) => a.urn).sort()).toEqual(schools.map((s) => s.urn).sort());
  });

  it("says nothing of a pupil: not in its log, not in what the queue keeps of a job", async () => {
    const p = await place();
    const sql = admin();
    // A fault of ours that quotes the whole record, as Postgres does.
    await sql.unsafe(`create or replace function public.break_row() returns trigger language plpgsql as $$
      begin raise exception 'new row of % at %', new.surname, new.born using detail = new::text, errcode = '23514'; end $$;
      create trigger break_row before insert on data.phonics for each row when (new.la_code = '${p.code}') execute function public.break_row()`);
    const { log } = startWorker();
    const faulty = [
      child(1, { surname: "Quillfeather" }),
      child(2, { upn: "X99", born: "1899-01-02", surname: "Quillfeather" }),
    ];
    const id = await send(p.scope, ctf({ school: p.school, children: faulty }));
    const job = async () =>
      (
        await sql<
          { output: unknown; data: unknown }[]
        >`select output, data from pgboss.job where name = 'import' and data ->> 'id' = ${id}`
      )[0];
    await until(async () => Boolean((await job())?.output));
    const kept = await job();
    expect(kept?.data).toEqual({ laCode: p.code, id, actor: p.scope.actor });
    await sql`drop trigger break_row on data.phonics`;
    await until(async () => (await shown(p.scope, id)).state === "done");
    const told = log() + JSON.stringify(kept);
    expect(log()).toContain('"event":"import.failed"');
    expect(told).toContain("23514");
    for (const c of faulty) for (const value of [c.upn, c.surname, c.born]) expect(told).not.toContain(`${value}`);
  });
});

describe("the queue", () => {
  it("an import that no job will bring on is brought on, and after too many attempts ended in words", async () => {
    const p = await place();
    const [id = ""] = await sendMany(p, 1);
    const sql = admin();
    const lose = () => sql`update pgboss.job set state = 'failed' where name = 'import' and data ->> 'id' = ${id}`;
    const jobs = async () =>
      (await sql`select 1 from pgboss.job where name = 'import' and state = 'created' and data ->> 'id' = ${id}`)
        .length;
    await rescueImports();
    expect(await jobs()).toBe(1);
    await lose();
    await sql`update app.imports set state = 'reading', attempt = 2, lease_until = now() + interval '1 minute' where id = ${id}`;
    await rescueImports();
    expect(await jobs()).toBe(0);
    await sql`update app.imports set lease_until = now() - interval '1 second' where id = ${id}`;
    await rescueImports();
    expect(await jobs()).toBe(1);
    await lose();
    await sql`update app.imports set attempt = 10 where id = ${id}`;
    await rescueImports();
    expect(await shown(p.scope, id)).toMatchObject({
      state: "failed",
      words: expect.stringMatching(/on our side; nothing was lost/),
    });
  });

  it("that could not be reached once is reached the next time", async () => {
    await closeQueue();
    const p = await place();
    const name = new URL(process.env.TEST_ADMIN_URL ?? "").pathname.slice(1);
    const key = { laCode: p.code, id: crypto.randomUUID(), actor: null };
    const may = (verb: "grant" | "revoke") =>
      admin().unsafe(`${verb} connect on database "${name}" ${verb === "grant" ? "to" : "from"} app_user`);
    await withScope(p.scope, async (tx) => {
      await may("revoke");
      await expect(enqueue(tx, "import", key)).rejects.toThrow();
    });
    await may("grant");
    await withScope(p.scope, (tx) => enqueue(tx, "import", key));
    const jobs = await admin()`select 1 from pgboss.job where data ->> 'id' = ${key.id}`;
    expect(jobs).toHaveLength(1);
  });
});
