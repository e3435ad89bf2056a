import { createHash } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAccess, makeAuthority, makePerson, makeSchool, makeStaff } from "@/db/make";
import { closeDatabase } from "@/lib/database";
import { can } from "./capabilities";
import { checkPassword } from "./check-password";
import { hashPassword } from "./password";
import { hatsOf, noteUse, scopeFor, staffScope } from "./scope-of";
import {
  awaitSecond,
  closeSession,
  closeSessions,
  openSession,
  passSecond,
  readSession,
  readWaiting,
  sessionsOf,
  wearHat,
} from "./sessions";

const sql = admin();
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});

const password = "correct horse battery staple";
async function person() {
  const email = `p${crypto.randomUUID()}@example.test`;
  const id = await makePerson(email);
  await sql`update auth.people set password_hash = ${await hashPassword(password)} where id = ${id}`;
  return { id, email };
}
const plain = { waits: false, browser: null };
const hashOf = async (id: string) =>
  (await sql<{ hash: string }[]>`select token_hash as hash from auth.sessions where person_id = ${id}`).map(
    (s) => s.hash,
  );

describe("signing in", () => {
  it("takes the right password, by the address in any case, and nothing else", async () => {
    const { id, email } = await person();
    expect(await checkPassword(` ${email.toUpperCase()} `, password, "here")).toEqual({ id });
    expect(await checkPassword(email, `${password} `, "here")).toBeNull();
    expect(await checkPassword("nobody@example.test", password, "here")).toBeNull();
    expect(await checkPassword("' or true --", password, "here")).toBeNull();
    await sql`update auth.people set disabled_at = now() where id = ${id}`;
    expect(await checkPassword(email, password, "here")).toBeNull();
  });

  it("after many wrong tries still lets the owner in, and the count begins anew", async () => {
    const { id, email } = await person();
    const key = createHash("sha256").update(email).digest("base64url");
    const tries = async () => (await sql`select 1 from auth.tries where key = ${key}`).length;
    for (let n = 0; n < 5; n++) expect(await checkPassword(email, "wrong", "here")).toBeNull();
    expect(await tries()).toBe(5);
    expect(await checkPassword(email, password, "here")).toEqual({ id });
    expect(await tries()).toBe(0);
  });

  it("keeps the token's hash alone, and knows no other token", async () => {
    const { id, email } = await person();
    const token = await openSession(id, plain);
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(await hashOf(id)).not.toContain(token);
    expect(await readSession(token)).toMatchObject({ personId: id, email, hat: null });
    for (const wrong of ["", `${token}x`, (await hashOf(id))[0] ?? ""]) expect(await readSession(wrong)).toBeNull();
  });
});

describe("a session is out at its next request", () => {
  const ends: [string, (id: string, token: string) => Promise<unknown>][] = [
    ["when it is closed", (_, token) => closeSession(token)],
    ["when the person is disabled", (id) => sql`update auth.people set disabled_at = now() where id = ${id}`],
    [
      "after half an hour without use",
      (id) => sql`update auth.sessions set seen_at = now() - interval '31 minutes' where person_id = ${id}`,
    ],
    [
      "after its twelve hours",
      (id) => sql`update auth.sessions set expires = now() - interval '1 second' where person_id = ${id}`,
    ],
  ];
  it.each(ends)("%s", async (_, end) => {
    const { id } = await person();
    const token = await openSession(id, plain);
    expect(await readSession(token)).not.toBeNull();
    await end(id, token);
    expect(await readSession(token)).toBeNull();
  });

  it("and use within the half hour keeps it alive", async () => {
    const { id } = await person();
    const token = await openSession(id, plain);
    await sql`update auth.sessions set seen_at = now() - interval '29 minutes' where person_id = ${id}`;
    await readSession(token);
    const [seen] = await sql<
      { fresh: boolean }[]
    >`select seen_at > now() - interval '1 minute' as fresh from auth.sessions where person_id = ${id}`;
    expect(seen?.fresh).toBe(true);
  });
});

describe("a session that is only looked at", () => {
  it("is kept alive by nobody: looking for half an hour lets it end", async () => {
    const { id } = await person();
    const token = await openSession(id, plain);
    await sql`update auth.sessions set seen_at = now() - interval '29 minutes' where person_id = ${id}`;
    const looked = await readSession(token, false);
    expect((looked?.idleUntil.getTime() ?? 0) - Date.now()).toBeLessThan(61_000);
    await sql`update auth.sessions set seen_at = seen_at - interval '2 minutes' where person_id = ${id}`;
    expect(await readSession(token, false)).toBeNull();
    expect(await readSession(token)).toBeNull();
  });
});

describe("a session that waits for the second factor", () => {
  it("lets nobody in; once it was given it does, under a new token alone", async () => {
    const { id, email } = await person();
    const token = await openSession(id, { waits: true, browser: "Edge on Windows" });
    expect(await readSession(token)).toBeNull();
    expect(await sessionsOf(id)).toEqual([]);
    expect(await readWaiting(token)).toEqual({ id, email, enrolled: false });
    const next = await passSecond(token);
    expect(await readWaiting(next)).toBeNull();
    expect(await readSession(token)).toBeNull();
    expect(await readSession(next)).toMatchObject({ personId: id, secondAt: expect.any(Date) });
    expect(await sessionsOf(id)).toMatchObject([{ browser: "Edge on Windows" }]);
  });

  it("waits for a quarter of an hour and no longer, and using it does not prolong that", async () => {
    const { id } = await person();
    const token = await openSession(id, { waits: true, browser: null });
    await sql`update auth.sessions set seen_at = now() - interval '14 minutes' where person_id = ${id}`;
    await readSession(token);
    expect(await readWaiting(token)).not.toBeNull();
    await sql`update auth.sessions set seen_at = seen_at - interval '2 minutes' where person_id = ${id}`;
    expect(await readWaiting(token)).toBeNull();
    const next = await passSecond(token);
    expect(await readSession(next)).toBeNull();
  });

  it("is also one that was open before its person needed a second factor, but never one that has given it", async () => {
    const { id } = await person();
    const [before, after] = [await openSession(id, plain), await passSecond(await openSession(id, plain))];
    for (const token of [before, after]) await awaitSecond(token);
    expect(await readSession(before)).toBeNull();
    expect(await readSession(after)).not.toBeNull();
  });
});

describe("a person's own sessions", () => {
  it("are ended one by one or all others at once, and never anybody else's", async () => {
    const [{ id }, other] = [await person(), await person()];
    const tokens = await Promise.all([1, 2, 3].map(() => openSession(id, plain)));
    const theirs = await openSession(other.id, plain);
    const ids = await Promise.all(tokens.map(async (token) => (await readSession(token))?.id ?? ""));
    const open = async () => Promise.all([...tokens, theirs].map(async (t) => (await readSession(t)) !== null));
    await closeSessions(other.id, { only: ids[0] ?? "" });
    expect(await open()).toEqual([true, true, true, true]);
    await closeSessions(id, { only: ids[0] ?? "" });
    expect(await open()).toEqual([false, true, true, true]);
    await closeSessions(id, { but: ids[1] ?? "" });
    expect(await open()).toEqual([false, true, false, true]);
  });
});

describe("hats are what the lists say now", () => {
  it("authorities first, then schools by name, each with its own rights; a session wears one", async () => {
    const { id } = await person();
    const [a, b] = [(await makeAuthority()).code, (await makeAuthority()).code];
    const [north, south] = [await makeSchool(a, { name: "North" }), await makeSchool(b, { name: "South" })];
    await makeAccess(south, { level: 3, personId: id });
    await makeAccess(north, { level: 2, personId: id });
    await makeStaff(b, { personId: id, edit: [] });
    const hats = await hatsOf(id);
    expect(hats.map((h) => [h.laCode, h.urn, h.level, h.edit])).toEqual([
      [b, null, 1, []],
      [a, north.urn, 2, []],
      [b, south.urn, 3, []],
    ]);
    const scopes = hats.map((h) => scopeFor(id, h));
    expect(scopes.map((s) => [s.hat, s.urns, can(s, "pupils"), can(s, "browse")])).toEqual([
      ["staff", "*", true, true],
      ["school", [north.urn], true, false],
      ["school", [south.urn], false, false],
    ]);
    const token = await openSession(id, plain);
    await wearHat(token, { laCode: a, urn: north.urn });
    expect((await readSession(token))?.hat).toEqual({ laCode: a, urn: north.urn });
    expect(await hatsOf((await person()).id)).toEqual([]);
  });

  it("a removed, ended or lowered entry counts at once, to the second of the database's clock", async () => {
    const { code } = await makeAuthority();
    const school = await makeSchool(code);
    const id = await makeAccess(school, { level: 2 });
    const levels = async () => (await hatsOf(id)).map((h) => h.level);
    expect(await levels()).toEqual([2]);
    await sql`update app.access set level = 3 where person_id = ${id}`;
    expect(await levels()).toEqual([3]);
    await sql`update app.access set until = now() + interval '1 minute' where person_id = ${id}`;
    expect(await levels()).toEqual([3]);
    await sql`update app.access set until = now() where person_id = ${id}`;
    expect(await levels()).toEqual([]);
    await sql`update app.access set until = null, removed_at = now() where person_id = ${id}`;
    expect(await levels()).toEqual([]);
    const officer = await makeStaff(code);
    expect(await staffScope(officer, code)).not.toBeNull();
    await sql`update app.staff set removed_at = now() where person_id = ${officer}`;
    expect(await staffScope(officer, code)).toBeNull();
    expect(await staffScope(id, code)).toBeNull();
  });

  it("their use is noted every five minutes at most, on the hat that is used alone", async () => {
    const { code } = await makeAuthority();
    const [here, there] = [await makeSchool(code), await makeSchool(code)];
    const id = await makeAccess(here, { level: 3 });
    await makeAccess(there, { level: 2, personId: id });
    await makeStaff(code, { personId: id });
    const used = async (urn: string | null) => {
      const rows = urn
        ? await sql<
            { at: string | null }[]
          >`select last_used::text as at from app.access where person_id = ${id} and urn = ${urn}`
        : await sql<{ at: string | null }[]>`select last_used::text as at from app.staff where person_id = ${id}`;
      return rows[0]?.at ?? null;
    };
    const use = async (urn: string | null) => {
      for (const hat of await hatsOf(id)) if (hat.urn === urn) await noteUse(id, hat);
      return used(urn);
    };
    const first = await use(here.urn);
    expect(first).not.toBeNull();
    expect([await used(there.urn), await used(null)]).toEqual([null, null]);
    expect(await use(here.urn)).toBe(first);
    await sql`update app.access set last_used = now() - interval '6 minutes' where person_id = ${id} and urn = ${here.urn}`;
    expect(await use(here.urn)).not.toBe(first);
    expect(await use(null)).not.toBeNull();
    expect(await used(there.urn)).toBeNull();
  });
});
