import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { closeQueue } from "@/lib/queue";
import { listRecords } from "@/lib/records/list";
import { removeStored } from "@/lib/store";
import { advanceImport, StillClaimed } from "./advance";
import { answerImport } from "./answer";
import { child, ctf, send, shown, take, work, zip } from "./make";

const sql = admin();
const children = new Set<ChildProcess>();
afterAll(async () => {
  for (const running of children) running.kill("SIGKILL");
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

interface Place {
  code: string;
  scope: Scope;
  schools: MadeSchool[];
}

async function place(schools: number): Promise<Place> {
  const { code } = await makeAuthority();
  const made: MadeSchool[] = [];
  for (let n = 0; n < schools; n++) made.push(await makeSchool(code));
  return { code, scope: await asStaff(code), schools: made };
}

const perSchool = 40;
const fileOf = (school: MadeSchool, n: number, count = perSchool) =>
  ctf({ school, children: Array.from({ length: count }, (_, i) => child(n * 100 + i)) });
const zipOf = (p: Place, count?: number) =>
  zip(p.schools.map((school, n) => ({ name: `${n}.xml`, content: fileOf(school, n, count) })));

/** All that an import leaves: counts by school, acts, records without their ids, what is staged. */
async function left({ code, scope, schools }: Place, id: string) {
  const row = await shown(scope, id);
  const position = new Map(schools.map((s, n) => [s.urn, n]));
  const records = await sql<{ urn: string; upn: string; mark: string; sex_group: string }[]>`
    select urn, upn, mark, sex_group from data.phonics where la_code = ${code} order by upn`;
  const acts = await sql<{ urn: string }[]>`
    select urn from audit.acts where la_code = ${code} and door = 'import.apply' and note ->> 'id' = ${id} order by urn`;
  const [staged] = await sql<{ n: number }[]>`select count(*)::int as n from data.staged_rows where la_code = ${code}`;
  return {
    state: row.state,
    words: row.words,
    schools: row.schools.map((s) => [s.fileName, s.state, s.boys, s.girls, s.added, s.changed, s.gone]),
    acts: acts.map((a) => position.get(a.urn)),
    records: records.map((r) => [position.get(r.urn), r.upn, r.mark, r.sex_group]),
    staged: staged?.n,
  };
}

/** A process of its own that has loaded the worker's code and waits to be told to go. */
async function handler(scope: Scope, id: string): Promise<ChildProcess> {
  const key = JSON.stringify({ laCode: scope.laCode, id, actor: scope.actor });
  const code = `const { advanceImport } = await import("./lib/imports/advance.ts");
    process.stdout.write("ready\\n");
    process.stdin.once("data", () => advanceImport(${key}).then(() => process.exit(0), () => process.exit(1)));`;
  const root = path.resolve(import.meta.dirname, "../..");
  const args = ["--import", "tsx", "--input-type=module", "--eval", code];
  const running = spawn(process.execPath, args, { cwd: root, stdio: ["pipe", "pipe", "inherit"] });
  children.add(running);
  running.once("exit", () => children.delete(running));
  await once(running.stdout as NodeJS.ReadableStream, "data");
  return running;
}

const until = async (what: () => Promise<boolean>) => {
  for (let tries = 0; !(await what()); tries++) {
    if (tries > 600) throw new Error("This state is never reached.");
    await new Promise((done) => setTimeout(done, 25));
  }
};
/** So many statements wait for what this connection holds. */
const blockedBy =
  (holding: postgres.ReservedSql, n = 1) =>
  async () => {
    const [me] = await holding<{ pid: number }[]>`select pg_backend_pid() as pid`;
    const [row] = await sql<{ n: number }[]>`
      select count(*)::int as n from pg_stat_activity where ${me?.pid ?? 0} = any (pg_blocking_pids(pid))`;
    return (row?.n ?? 0) >= n;
  };
async function kill(running: ChildProcess): Promise<void> {
  const gone = once(running, "exit");
  running.kill("SIGKILL");
  if (running.exitCode === null && running.signalCode === null) await gone;
}
/** What a successor finds once the dead handler's lease has run out. */
const expire = (id: string) =>
  sql`update app.imports set lease_until = now() - interval '1 second' where id = ${id} and lease_until is not null`;

describe("killed half-way", () => {
  let whole: Awaited<ReturnType<typeof left>>;
  let tookMs = 0;

  beforeAll(async () => {
    const p = await place(4);
    const id = await send(p.scope, zipOf(p));
    const began = performance.now();
    await work(p.scope, id);
    tookMs = performance.now() - began;
    whole = await left(p, id);
    expect([whole.state, whole.records.length, whole.acts.length]).toEqual(["done", 4 * perSchool, 4]);
  });

  it.each([0, 0.15, 0.3, 0.5, 0.7, 0.9])("at %d of its way it ends as if nothing had happened", async (share) => {
    const p = await place(4);
    const id = await send(p.scope, zipOf(p));
    const first = await handler(p.scope, id);
    first.stdin?.write("go\n");
    await new Promise((done) => setTimeout(done, share * tookMs));
    await kill(first);
    await expire(id);
    await work(p.scope, id);
    expect(await left(p, id)).toEqual(whole);
    await work(p.scope, id);
    expect(await left(p, id)).toEqual(whole);
  });

  it.each([0, 1, 3])(
    "while school %i goes in: those before it stay as they are, it and the rest follow",
    async (at) => {
      const p = await place(4);
      await take(p.scope, zipOf(p));
      const id = await send(p.scope, zipOf(p, 30));
      await work(p.scope, id);
      await answerImport(p.scope, { id, existing: "replace" });
      const first = await handler(p.scope, id);
      const holding = await sql.reserve();
      await holding`begin`;
      await holding`select 1 from app.import_schools where import_id = ${id} and position = ${at} for update`;
      first.stdin?.write("go\n");
      const doneSoFar = async () => {
        const [row] = await sql<
          { n: number }[]
        >`select count(*)::int as n from app.import_schools where import_id = ${id} and state = 'done'`;
        return row?.n ?? 0;
      };
      await until(async () => (await doneSoFar()) === at && (await blockedBy(holding)()));
      await kill(first);
      await holding`rollback`;
      holding.release();
      await expire(id);
      await work(p.scope, id);
      const after = await left(p, id);
      expect([after.state, after.staged, after.records.length, after.acts]).toEqual(["done", 0, 120, [0, 1, 2, 3]]);
      expect(after.schools.map((s) => s.slice(1))).toEqual(Array.from({ length: 4 }, () => ["done", 15, 15, 0, 0, 10]));
    },
  );
});

describe("two at once", () => {
  it("called twice at the same moment it takes effect once, and the second comes back later", async () => {
    const p = await place(3);
    const id = await send(p.scope, zipOf(p));
    const outcomes = await Promise.allSettled([work(p.scope, id), work(p.scope, id), work(p.scope, id)]);
    const refused = outcomes.filter((o) => o.status === "rejected").map((o) => o.reason);
    expect(refused).toHaveLength(2);
    for (const reason of refused) expect(reason).toBeInstanceOf(StillClaimed);
    expect(await left(p, id)).toMatchObject({ state: "done", acts: [0, 1, 2], staged: 0 });
  });

  it("a slow handler whose lease was taken over commits nothing more", async () => {
    const p = await place(2);
    const id = await send(p.scope, zipOf(p));
    const holding = await sql.reserve();
    const lock = `set ${p.code} phonics 2025`;
    await holding`select pg_advisory_lock(hashtextextended(${lock}, 0))`;
    const slow = work(p.scope, id);
    await until(async () => (await shown(p.scope, id)).state === "applying" && (await blockedBy(holding)()));
    await expire(id);
    const successor = work(p.scope, id);
    await until(blockedBy(holding, 2));
    await holding`select pg_advisory_unlock(hashtextextended(${lock}, 0))`;
    holding.release();
    await Promise.all([slow, successor]);
    const [row] = await sql`select attempt from app.imports where id = ${id}`;
    expect(row?.attempt).toBe(2);
    expect(await left(p, id)).toMatchObject({ state: "done", acts: [0, 1], staged: 0 });
    expect((await left(p, id)).records).toHaveLength(2 * perSchool);
  });

  it("two schools that share a UPN and go in at the same moment both get the query, every time", async () => {
    for (let round = 0; round < 12; round++) {
      const p = await place(2);
      const ids: string[] = [];
      for (const [n, school] of p.schools.entries()) {
        const shared = child(7, { surname: `Shared${n}`, born: `2019-0${n + 1}-05` });
        ids.push(await send(p.scope, ctf({ school, children: [shared, child(100 + n)] })));
      }
      await Promise.all(ids.map((id) => work(p.scope, id)));
      const { rows } = await listRecords(p.scope, { dataset: "phonics", year: 2025, filters: { surname: "Shared" } });
      expect(rows.map((r) => r.issues.map((i) => i.checkId))).toEqual([["U08"], ["U08"]]);
    }
  });
});

describe("our own faults", () => {
  it("are tried again from where it stood, and at the last try said in words", async () => {
    const p = await place(1);
    const id = await send(p.scope, fileOf(p.schools[0] as MadeSchool, 0));
    const [row] = await sql<{ stored: string }[]>`select stored from app.imports where id = ${id}`;
    await removeStored(row?.stored ?? "");
    const key = { laCode: p.code, id, actor: p.scope.actor };
    await expect(advanceImport(key)).rejects.toThrow();
    expect((await shown(p.scope, id)).state).toBe("reading");
    await expect(advanceImport(key, true)).rejects.toThrow();
    expect(await shown(p.scope, id)).toMatchObject({
      state: "failed",
      words: "Something went wrong on our side; nothing was lost. Send the file again, or tell your administrator.",
    });
  });
});
