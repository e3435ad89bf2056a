import { randomInt, randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { admin, closeMake, makeAuthority, makeRecord, makeSchool } from "@/db/make";
import { closeDatabase, type Scope, withOperator, withScope } from "@/lib/database";
import { Conflict, Forbidden, NotFound } from "@/lib/errors";
import { editCell } from "@/lib/records/edit";
import { command, query } from "./door";
import { asSchool, asStaff } from "./make";
import { windowMs } from "./refusals";
import { systemScope } from "./scope-of";
import { sealAuthority, verifyAudit, verifyAuthority } from "./seal";

const sql = admin();
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});

const actsIn = async (laCode: string) => {
  const found = await sql<{ door: string; hat: string; urn: string | null; actor: string | null; note: unknown }[]>`
    select door, hat, urn, actor, note from audit.acts where la_code = ${laCode} order by id`;
  return [...found];
};

const renamed = z.object({ name: z.string(), fault: z.boolean().default(false) });
const rename = command({
  name: "test.rename",
  needs: "administer",
  input: renamed,
  run: async ({ sql: s, scope }, { name, fault }) => {
    await s`insert into app.localities (la_code, name) values (${scope.laCode}, ${name})`;
    if (fault) throw new Conflict("Someone was faster.");
  },
  // A NUL is the one thing that a note cannot hold.
  note: ({ name }) => ({ name: name === "unnoted" ? "\u0000" : name }),
});
const look = query({
  name: "test.look",
  needs: "reports",
  input: z.object({ how: z.enum(["reads", "writes", "unnoted"]) }),
  run: async ({ sql: s, scope }, { how }) => {
    if (how === "writes") await s`insert into app.localities (la_code, name) values (${scope.laCode}, 'x')`;
    return "seen";
  },
  sees: ({ how }) => ({ how: how === "unnoted" ? "\u0000" : how }),
});

describe("an act", () => {
  it("stands with what was done or not at all: a command that fails leaves neither, nor one that cannot be noted", async () => {
    const { code } = await makeAuthority();
    const scope = await asStaff(code, { admin: true });
    await rename(scope, { name: "North" });
    await expect(rename(scope, { name: "South", fault: true })).rejects.toThrow(Conflict);
    await expect(rename(scope, { name: "unnoted" })).rejects.toThrow();
    const localities = await sql`select name from app.localities where la_code = ${code}`;
    expect([...localities]).toEqual([{ name: "North" }]);
    expect(await actsIn(code)).toEqual([
      { door: "test.rename", hat: "staff", urn: null, actor: scope.actor, note: { name: "North" } },
    ]);
  });

  it("stands before what was seen leaves: where it cannot be noted, nothing is shown; a query writes nothing else", async () => {
    const { code } = await makeAuthority();
    const school = await makeSchool(code);
    const scope = await asSchool(school, { level: 3 });
    expect(await look(scope, { how: "reads" })).toBe("seen");
    await expect(look(scope, { how: "unnoted" })).rejects.toThrow();
    await expect(look(await asStaff(code, { admin: true }), { how: "writes" })).rejects.toMatchObject({
      code: "25006",
    });
    expect(await actsIn(code)).toEqual([
      { door: "test.look", hat: "school level 3", urn: school.urn, actor: scope.actor, note: { how: "reads" } },
    ]);
  });

  it("of an edit names the record and the column, and none of its values", async () => {
    const { code } = await makeAuthority();
    const school = await makeSchool(code);
    const values = { surname: "Hazelwood", born: "2019-03-04", mark: "33" };
    const { id } = await makeRecord({ table: "phonics", laCode: code, urn: school.urn, year: 2025, values });
    const scope = await asStaff(code);
    const change = { dataset: "phonics", id, column: "surname" };
    await editCell(scope, { ...change, from: "Hazelwood", to: "Alderwood", because: "Hazelwood was wrong" });
    await expect(editCell(scope, { ...change, from: "Hazelwood", to: "Oakwood" })).rejects.toThrow(Conflict);
    expect(await actsIn(code)).toEqual([
      { door: "record.edit", hat: "staff", urn: school.urn, actor: scope.actor, note: { ...change, urn: school.urn } },
    ]);
  });

  it("cannot be altered or removed by anyone who runs in the product, nor written in another's name", async () => {
    const { code } = await makeAuthority();
    await rename(await asStaff(code, { admin: true }), { name: "North" });
    await sealed(code);
    const scopes = [
      await asStaff(code, { admin: true }),
      systemScope(code),
      await asSchool(await makeSchool(code), { level: 3 }),
    ];
    const texts = ["audit.acts", "audit.seals", "data.changes"].flatMap((table) => [
      `update ${table} set la_code = la_code`,
      `delete from ${table}`,
      `truncate ${table}`,
    ]);
    for (const text of texts) {
      for (const scope of scopes)
        await expect(
          withScope(scope, (tx) => tx.sql.unsafe(text)),
          text,
        ).rejects.toMatchObject({ code: "42501" });
      await expect(
        withOperator(code, (tx) => tx.sql.unsafe(text)),
        text,
      ).rejects.toMatchObject({ code: "42501" });
    }
    const [first] = scopes as [Scope];
    const forged = withScope(
      first,
      (tx) =>
        tx.sql`insert into audit.acts (la_code, actor, hat, door) values (${code}, ${randomUUID()}, 'staff', 'x')`,
    );
    await expect(forged).rejects.toMatchObject({ code: "42501" });
    expect(await actsIn(code)).toHaveLength(1);
  });
});

describe("a refusal", () => {
  const guarded = query({
    name: "test.guarded",
    needs: "reports",
    input: z.object({ why: z.enum(["agreement", "unknown"]) }),
    run: async (_, { why }) => {
      throw why === "agreement" ? new Forbidden("There is no agreement.") : new NotFound("There is none.");
    },
  });
  const refused = (door: string, times: number) => ({ door: "door.refused", note: { door, times } });
  const refusalsIn = async (laCode: string) => (await actsIn(laCode)).map(({ door, note }) => ({ door, note }));

  it("stands in the audit, for want of a right or of what the door itself asks for, and what is not there does not", async () => {
    const { code } = await makeAuthority();
    const governor = await asSchool(await makeSchool(code), { level: 3 });
    await expect(rename(governor, { name: "North" })).rejects.toThrow(Forbidden);
    await expect(guarded(governor, { why: "agreement" })).rejects.toThrow(Forbidden);
    await expect(guarded(governor, { why: "unknown" })).rejects.toThrow(NotFound);
    expect(await refusalsIn(code)).toEqual([refused("test.rename", 1), refused("test.guarded", 1)]);
  });

  it("repeated 500 times is two acts: the first one at once, the number of the others when their minute is over", async () => {
    const { code } = await makeAuthority();
    const officer = await asStaff(code);
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    try {
      for (let n = 0; n < 500; n++) await expect(rename(officer, { name: "x" })).rejects.toThrow(Forbidden);
      expect(await refusalsIn(code)).toEqual([refused("test.rename", 1)]);
      await vi.advanceTimersByTimeAsync(windowMs);
    } finally {
      vi.useRealTimers();
    }
    await expect.poll(() => refusalsIn(code)).toEqual([refused("test.rename", 1), refused("test.rename", 499)]);
    await expect(rename(officer, { name: "x" })).rejects.toThrow(Forbidden);
    expect(await refusalsIn(code)).toHaveLength(3);
  });

  it("of one person does not hide another's, nor that of another hat", async () => {
    const { code } = await makeAuthority();
    const [one, two] = [await makeSchool(code), await makeSchool(code)];
    const adviser = await asSchool(one, { level: 2 });
    const other = await asSchool(two, { level: 2, personId: adviser.actor ?? "" });
    for (const scope of [adviser, other, await asStaff(code)])
      await expect(rename(scope, { name: "x" })).rejects.toThrow(Forbidden);
    expect(await refusalsIn(code)).toHaveLength(3);
  });
});

const put = (laCode: string, door: string, note = {}) =>
  withScope(systemScope(laCode), async (tx) => {
    await tx.sql`insert into audit.acts (la_code, hat, door, note) values (${laCode}, 'job', ${door}, ${tx.sql.json(note)})`;
  });

/** Seals until nothing is left over: a transaction open anywhere on the server puts it off. */
async function sealed(laCode: string): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    await sealAuthority(laCode);
    if ((await verifyAuthority(laCode)).unsealed === 0) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error("Acts stay unsealed.");
}

describe("seals", () => {
  it("leave out what is not committed and take it later: none is skipped", async () => {
    const { code } = await makeAuthority();
    const open = await sql.reserve();
    await open`begin`;
    await open`insert into audit.acts (la_code, hat, door) values (${code}, 'job', 'slow')`;
    await put(code, "quick");
    await sealAuthority(code);
    expect(await verifyAuthority(code)).toMatchObject({ acts: 0, unsealed: 1, faults: [] });
    await open`commit`;
    open.release();
    await sealed(code);
    expect(await verifyAuthority(code)).toMatchObject({ acts: 2, unsealed: 0, faults: [] });
    await put(code, "later");
    expect(await verifyAuthority(code)).toMatchObject({ acts: 2, unsealed: 1, faults: [] });
  });

  it("hold while many write and several seal at the same time", async () => {
    const { code } = await makeAuthority();
    const writer = async (w: number) => {
      for (let n = 0; n < 25; n++) {
        await withScope(systemScope(code), async (tx) => {
          await tx.sql`insert into audit.acts (la_code, hat, door) values (${code}, 'job', ${`w${w}.${n}`})`;
          await new Promise((done) => setTimeout(done, randomInt(6)));
        });
      }
    };
    const sealer = async () => {
      for (let n = 0; n < 15; n++) await sealAuthority(code);
    };
    await Promise.all([0, 1, 2, 3, 4].map(writer).concat([sealer(), sealer()]));
    await sealed(code);
    const verdict = await verifyAuthority(code);
    expect(verdict).toMatchObject({ acts: 125, unsealed: 0, faults: [] });
    expect(verdict.seals).toBeGreaterThan(1);
  });

  describe("find what was tampered with", () => {
    let code = "";
    beforeAll(async () => {
      code = (await makeAuthority()).code;
      for (let seal = 0; seal < 4; seal++) {
        for (let n = 0; n < 8; n++) await put(code, `door.${n % 3}`, { n, seal });
        await sealed(code);
      }
    });

    const row = (n: number) => sql`(select id from audit.acts where la_code = ${code} order by id offset ${n} limit 1)`;
    const edits = [
      (n: number) => sql`update audit.acts set door = door || '.' where la_code = ${code} and id = ${row(n)}`,
      (n: number) => sql`update audit.acts set note = note || '{"n": 99}' where la_code = ${code} and id = ${row(n)}`,
      (n: number) => sql`update audit.acts set actor = gen_random_uuid() where la_code = ${code} and id = ${row(n)}`,
      (n: number) =>
        sql`update audit.acts set at = at + interval '1 microsecond' where la_code = ${code} and id = ${row(n)}`,
      (n: number) => sql`update audit.acts set hat = 'staff' where la_code = ${code} and id = ${row(n)}`,
      (n: number) => sql`update audit.acts set urn = '100001' where la_code = ${code} and id = ${row(n)}`,
    ];
    const drop = (n: number) => sql`delete from audit.acts where la_code = ${code} and id = ${row(n)}`;
    const swap = (n: number) => sql`
      update audit.acts a set note = b.note from audit.acts b
      where a.la_code = ${code} and b.la_code = ${code}
        and a.id in (${row(n)}, ${row((n + 5) % 32)}) and b.id in (${row(n)}, ${row((n + 5) % 32)}) and a.id <> b.id`;
    const add = (n: number) => sql`
      insert into audit.acts (la_code, xact, hat, door) select ${code}, xact, 'job', 'forged' from audit.acts
      where la_code = ${code} and id = ${row(n)}`;
    const broken = [...edits, drop, swap, add];

    it("200 of 200 random edits, drops, swaps and additions", async () => {
      const kept = sql(`public.acts_of_${code}`);
      await sql`create table ${kept} as select * from audit.acts where la_code = ${code}`;
      const missed: number[] = [];
      for (let round = 0; round < 200; round++) {
        const tamper = broken[round % broken.length] ?? drop;
        await tamper(randomInt(32));
        if ((await verifyAuthority(code)).faults.length === 0) missed.push(round);
        await sql.begin(async (tx) => {
          await tx`delete from audit.acts where la_code = ${code}`;
          await tx`insert into audit.acts overriding system value select * from ${kept}`;
        });
      }
      await sql`drop table ${kept}`;
      expect(missed).toEqual([]);
      expect(await verifyAuthority(code)).toMatchObject({ acts: 32, unsealed: 0, faults: [] });
    }, 60_000);

    it("a value moved from one field to the next", async () => {
      const { code: other } = await makeAuthority();
      await sql`insert into audit.acts (la_code, hat, door, urn) values (${other}, 'job', 'record.edit', '100001')`;
      await sealed(other);
      await sql`update audit.acts set door = 'record.edit|100001', urn = null where la_code = ${other}`;
      expect((await verifyAuthority(other)).faults).toHaveLength(1);
    });

    it("a seal that was altered or taken away", async () => {
      const { code: other } = await makeAuthority();
      for (let n = 0; n < 3; n++) {
        await put(other, "x", { n });
        await sealed(other);
      }
      const seals = await sql`select * from audit.seals where la_code = ${other} order by seq`;
      await sql`delete from audit.seals where la_code = ${other} and seq = 2`;
      expect((await verifyAuthority(other)).faults.join(" ")).toContain("Seal 2 is missing.");
      await sql`insert into audit.seals ${sql(seals.slice(1, 2))}`;
      await sql`update audit.seals set hash = reverse(hash) where la_code = ${other} and seq = 1`;
      expect((await verifyAuthority(other)).faults.length).toBeGreaterThan(0);
      const all = await verifyAudit();
      expect(all.find((v) => v.laCode === other)?.faults.length).toBeGreaterThan(0);
      expect(all.find((v) => v.laCode === code)?.faults).toEqual([]);
    });
  });
});
