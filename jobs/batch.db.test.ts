import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { checkTagged } from "@/components/report/tagged-check";
import { admin, type MadeSchool, makeRelease } from "@/db/make";
import { asSchool, asStaff } from "@/lib/access/make";
import { advanceBatch } from "@/lib/batches/advance";
import { cancelBatch, makeAgain } from "@/lib/batches/again";
import { batchFiles } from "@/lib/batches/download";
import { fill, type Place, place, report, shown, start, year } from "@/lib/batches/make";
import type { Draw } from "@/lib/batches/make-item";
import { previewBatch } from "@/lib/batches/preview";
import { rescueBatches } from "@/lib/batches/rescue";
import { startBatch } from "@/lib/batches/start";
import { StillClaimed } from "@/lib/batches/state";
import { tidyBatches } from "@/lib/batches/tidy";
import { Conflict, Forbidden, NotFound } from "@/lib/errors";
import type { Block } from "@/lib/reports/block";
import { buildReport } from "@/lib/reports/build";
import { readStored, storedPath } from "@/lib/store";
import { closeAll, pool, work } from "./batch-make";
import { drawPool } from "./draw-pool";

const sql = admin();
afterAll(closeAll);

const states = async (p: Place, id: string) => (await shown(p, id)).items.map((i) => i.state);
const acts = async (id: string) =>
  (await sql<{ urn: string }[]>`select urn from audit.acts where door = 'batch.make' and note ->> 'id' = ${id}`).map(
    (a) => a.urn,
  );
const expire = (id: string) =>
  sql`update app.batches set lease_until = now() - interval '1 second' where id = ${id} and lease_until is not null`;
const jobsOf = async (id: string) =>
  (await sql`select 1 from pgboss.job where name = 'batch' and state = 'created' and data ->> 'id' = ${id}`).length;

describe("a batch", () => {
  it("makes a tagged file per school that says what the screen says; a school without results fails by itself, in words", async () => {
    const p = await place(2, 1);
    expect(await previewBatch(p.scope, { reports: [report], year, schools: { kind: "all" } })).toMatchObject({
      schools: ["School A", "School B", "School C"],
      without: ["School C"],
    });
    const id = await start(p);
    await work(p, id);
    const batch = await shown(p, id);
    expect(batch.stale).toEqual({ own: 0, compared: 0 });
    expect(batch).toMatchObject({ state: "done", files: 3, made: 2, failed: 1, title: "Phonics summary" });
    expect(batch.items.map((i) => [i.state, i.words])).toEqual([
      ["made", null],
      ["made", null],
      ["failed", "No results of 2025 are held. Import the school's file, then retry."],
    ]);
    const { files, name, pupils } = await batchFiles(p.scope, { id, form: "zip" });
    expect(name).toBe(`Authority ${p.code} Phonics summary 2025`);
    expect(files.map((f) => f.name)).toEqual(
      p.schools.slice(0, 2).map((s) => `${s.name} (${p.code}-${s.estab}) Phonics summary 2025`),
    );
    expect(pupils).toBeGreaterThan(0);
    for (const [n, file] of files.entries()) {
      const built = await buildReport(p.scope, { report, urn: p.schools[n]?.urn ?? "", year });
      expect((await checkTagged(await readStored(file.stored), built)).faults).toEqual([]);
    }
    expect((await acts(id)).sort()).toEqual(p.schools.slice(0, 2).map((s) => s.urn));
  });

  it("retries what failed alone: the files that were made are not made again", async () => {
    const p = await place(2, 1);
    const id = await start(p);
    await work(p, id);
    const before = (await batchFiles(p.scope, { id, form: "zip" })).files.map((f) => f.stored);
    await fill(p.schools[2] as MadeSchool);
    const [, , failed] = (await shown(p, id)).items;
    await makeAgain(p.scope, { id, which: "failed", item: failed?.id });
    expect(await states(p, id)).toEqual(["made", "made", "queued"]);
    await work(p, id);
    expect(await shown(p, id)).toMatchObject({ state: "done", made: 3, failed: 0 });
    const after = (await batchFiles(p.scope, { id, form: "zip" })).files.map((f) => f.stored);
    expect(after.slice(0, 2)).toEqual(before);
    expect((await acts(id)).sort()).toEqual(p.schools.map((s) => s.urn));
    await expect(makeAgain(p.scope, { id, which: "failed" })).rejects.toThrow("No file of this batch has failed.");
  });

  it("without pupils is what a reader of Level 3 sees, by name and content, and holds what schools may not see yet back", async () => {
    const p = await place(2);
    const id = await start(p, { pupils: false });
    await work(p, id);
    const { files, level, pupils } = await batchFiles(p.scope, { id, form: "zip" });
    expect([level, pupils]).toEqual([3, 0]);
    const [one] = p.schools as [MadeSchool];
    expect(files[0]?.name).toMatch(/ no pupils$/);
    const governor = await buildReport(await asSchool(one, { level: 3 }), { report, urn: one.urn, year });
    const drawn = await checkTagged(await readStored(files[0]?.stored ?? ""), governor);
    expect(drawn.faults).toEqual([]);
    expect(drawn.text).not.toMatch(/Zzsurname|Qqforename/);
    await makeRelease(p.code, "phonics", year, "la");
    const held = await start(p, { pupils: false });
    await work(p, held);
    expect((await shown(p, held)).items[0]?.words).toMatch(/^No results of 2025 are held that may be shown to schools/);
  });

  it("is refused twice at once, for no school, and where too many wait", async () => {
    const p = await place(1);
    await start(p);
    await expect(start(p)).rejects.toThrow("The same batch is already being made");
    const none = { reports: [report], year, schools: { kind: "phase" as const, phase: "Nursery" } };
    await expect(startBatch(p.scope, none)).rejects.toThrow("for none of these schools");
    await expect(startBatch(p.scope, { ...none, year: 1999 })).rejects.toThrow("There is no report for 1999");
    for (let n = 0; n < 9; n++)
      await sql`insert into app.batches (la_code, domains, reports, year, level, schools_words, made_by_name)
        values (${p.code}, '{assessment}', ${[report]}, 2024, 1, 'All schools', 'Jo')`;
    await expect(start(p, { pupils: false })).rejects.toThrow("10 batches are waiting, the most that may.");
  });

  it("cancelled keeps what is made, and goes on when it is told to", async () => {
    const p = await place(3);
    const id = await start(p);
    let drawn = 0;
    const draw: Draw = async (built) => {
      drawn++;
      if (drawn === 2) await cancelBatch(p.scope, { id });
      return pool.draw(built);
    };
    await work(p, id, draw, 1);
    expect(await states(p, id)).toEqual(["made", "cancelled", "cancelled"]);
    expect((await shown(p, id)).words).toBe("Cancelled by Jo Officer.");
    await expect(cancelBatch(p.scope, { id })).rejects.toBeInstanceOf(Conflict);
    await makeAgain(p.scope, { id, which: "missing" });
    await work(p, id);
    expect(await states(p, id)).toEqual(["made", "made", "made"]);
    expect((await acts(id)).sort()).toEqual(p.schools.map((s) => s.urn));
  });
});

describe("a long batch", () => {
  it("makes room after a slice: its next job stands behind another authority's, and the batch goes on", async () => {
    const [p, other] = [await place(3), await place(1)];
    const id = await start(p);
    await advanceBatch({ laCode: p.code, id, actor: p.scope.actor }, { draw: pool.draw, lanes: 2, sliceMs: 0 });
    const otherId = await start(other);
    expect(await shown(p, id)).toMatchObject({ state: "queued", made: 2 });
    const waiting = await sql<{ id: string; priority: number }[]>`
      select data ->> 'id' as id, priority from pgboss.job where name = 'batch' and state = 'created'
        and data ->> 'id' = any (${[id, otherId]}) order by priority desc`;
    // The first job of each authority, and that with which the batch goes on after its own.
    expect(waiting.map((w) => [w.id === id, w.priority])).toEqual(
      expect.arrayContaining([
        [true, 0],
        [false, 0],
        [true, -1],
      ]),
    );
    await work(p, id);
    expect(await shown(p, id)).toMatchObject({ state: "done", made: 3 });
  });
});

describe("broken off", () => {
  it("a worker that is gone half-way loses nothing: its successor makes what is missing, and nothing twice", async () => {
    const p = await place(4);
    const id = await start(p);
    let stuck: () => void = () => {};
    let drawn = 0;
    const dies: Draw = (built) => {
      drawn++;
      if (drawn > 2) stuck();
      return drawn > 2 ? new Promise(() => {}) : pool.draw(built);
    };
    const half = new Promise<void>((resolve) => {
      stuck = resolve;
    });
    void work(p, id, dies, 1);
    await half;
    expect(await states(p, id)).toEqual(["made", "made", "making", "queued"]);
    const before = (await batchFiles(p.scope, { id, form: "zip" })).files.map((f) => f.stored);
    await expect(work(p, id)).rejects.toBeInstanceOf(StillClaimed);
    await expire(id);
    await work(p, id);
    const { files } = await batchFiles(p.scope, { id, form: "zip" });
    expect(files.slice(0, 2).map((f) => f.stored)).toEqual(before);
    expect(await shown(p, id)).toMatchObject({ state: "done", made: 4 });
    expect((await acts(id)).sort()).toEqual(p.schools.map((s) => s.urn));
  });

  it("a slow worker whose claim was taken over keeps no file", async () => {
    const p = await place(1);
    const id = await start(p);
    let go: () => void = () => {};
    let begun: () => void = () => {};
    const waits = new Promise<void>((resolve) => {
      go = resolve;
    });
    const isDrawing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const slow = work(p, id, async (built) => {
      begun();
      await waits;
      return pool.draw(built);
    });
    await isDrawing;
    await expire(id);
    await work(p, id);
    go();
    await slow;
    const [file] = (await batchFiles(p.scope, { id, form: "zip" })).files;
    expect(file?.stored).toMatch(/-2\.pdf$/);
    expect(existsSync(storedPath(file?.stored ?? ""))).toBe(true);
    expect(existsSync(storedPath((file?.stored ?? "").replace("-2.pdf", "-1.pdf")))).toBe(false);
    expect(await acts(id)).toHaveLength(1);
  });

  it("a school that breaks every worker is given up in words and holds the others no longer", async () => {
    const p = await place(2);
    const id = await start(p);
    for (let n = 0; n < 3; n++) {
      const died = new Promise<void>((resolve) => {
        const dies: Draw = () => {
          resolve();
          return new Promise(() => {});
        };
        void work(p, id, dies, 1);
      });
      await died;
      await expire(id);
    }
    await work(p, id);
    expect((await shown(p, id)).items.map((i) => [i.state, i.words?.slice(0, 40) ?? null])).toEqual([
      ["failed", "Making this file broke off several times"],
      ["made", null],
    ]);
  });

  it("a fault of ours in one school is said and noted without a word of the pupil, and the others are made", async () => {
    const p = await place(2);
    const id = await start(p);
    await work(p, id, (built) =>
      built.subject.startsWith("School A") ? Promise.reject(new Error("Zzsurname1")) : pool.draw(built),
    );
    expect((await shown(p, id)).items.map((i) => i.words)).toEqual([
      "Something went wrong on our side. Retry it; if it fails again, tell your administrator.",
      null,
    ]);
  });

  it("a batch that no job will bring on is brought on", async () => {
    const p = await place(1);
    const id = await start(p);
    expect(await jobsOf(id)).toBe(1);
    await rescueBatches();
    expect(await jobsOf(id)).toBe(1);
    await sql`update pgboss.job set state = 'failed' where name = 'batch' and data ->> 'id' = ${id}`;
    await rescueBatches();
    expect(await jobsOf(id)).toBe(1);
  });

  it("whoever asked and may read no longer gets none; another who may can make it", async () => {
    const p = await place(1);
    const id = await start(p);
    await sql`update app.staff set see = '{}', edit = '{}' where la_code = ${p.code} and person_id = ${p.scope.actor}`;
    await work(p, id);
    const other = { ...p, scope: await asStaff(p.code) };
    expect(await shown(other, id)).toMatchObject({
      state: "failed",
      words: expect.stringMatching(/may no longer read/),
    });
    await makeAgain(other.scope, { id, which: "missing" });
    await work(other, id);
    expect(await states(other, id)).toEqual(["made"]);
  });
});

describe("a batch's files", () => {
  it("are there for those who see all its data, and for nobody of another authority", async () => {
    const p = await place(1);
    const id = await start(p);
    await work(p, id);
    const stranger = await asStaff((await place(1)).code);
    await expect(batchFiles(stranger, { id, form: "zip" })).rejects.toBeInstanceOf(NotFound);
    await expect(
      batchFiles(await asStaff(p.code, { see: ["census"], edit: [] }), { id, form: "pdf" }),
    ).rejects.toBeInstanceOf(NotFound);
    const head = await asSchool(p.schools[0] as MadeSchool, { level: 1 });
    await expect(batchFiles(head, { id, form: "pdf" })).rejects.toBeInstanceOf(Forbidden);
    const [noted] = await sql<
      { note: object }[]
    >`select note from audit.acts where door = 'batch.download' and note ->> 'id' = ${id}`;
    expect(noted).toBeUndefined();
    const [item] = (await shown(p, id)).items;
    const { report: kept } = await batchFiles(p.scope, { id, item: item?.id, form: "xlsx" });
    expect(kept?.blocks.length).toBeGreaterThan(3);
    const [act] = await sql<
      { note: object }[]
    >`select note from audit.acts where door = 'batch.download' and note ->> 'id' = ${id}`;
    expect(act?.note).toMatchObject({ form: "xlsx", files: 1, level: 1, item: item?.id });
  });

  it("go thirty days after its end with what they were drawn from; the list says so, and they can be made again", async () => {
    const p = await place(1);
    const id = await start(p);
    await work(p, id);
    const [file] = (await batchFiles(p.scope, { id, form: "pdf" })).files;
    await tidyBatches();
    expect(existsSync(storedPath(file?.stored ?? ""))).toBe(true);
    await sql`update app.batches set finished_at = now() - interval '31 days' where id = ${id}`;
    await tidyBatches();
    await tidyBatches();
    expect(existsSync(storedPath(file?.stored ?? ""))).toBe(false);
    expect(await sql`select 1 from data.batch_reports where la_code = ${p.code}`).toHaveLength(0);
    expect(await shown(p, id)).toMatchObject({ state: "expired", made: 0, missing: 1 });
    await expect(batchFiles(p.scope, { id, form: "pdf" })).rejects.toThrow("No file of this batch is there");
    await makeAgain(p.scope, { id, which: "missing" });
    await work(p, id);
    expect(await states(p, id)).toEqual(["made"]);
  });
});

describe("drawing", () => {
  it("that takes more memory than there is fails in words, and the next is drawn", async () => {
    const small = drawPool({ threads: 1, memoryMb: 64 });
    const p = await place(1);
    const built = await buildReport(p.scope, { report, urn: p.schools[0]?.urn ?? "", year });
    const rows = Array.from({ length: 400_000 }, (_, n) => ({ cells: { a: `row ${n}` } }));
    const huge: Block = { kind: "table", caption: "Too much", columns: [{ key: "a", label: "A" }], rows };
    const [first, second] = await Promise.allSettled([
      small.draw({ ...built, blocks: [...built.blocks, huge] }),
      small.draw(built),
    ]);
    await small.close();
    expect(first).toMatchObject({
      status: "rejected",
      reason: { message: expect.stringMatching(/more memory or time/) },
    });
    expect(second.status).toBe("fulfilled");
  });
});
