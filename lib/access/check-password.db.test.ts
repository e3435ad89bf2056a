import * as crypto from "node:crypto";
import { afterAll, beforeEach, describe, expect, it, vi } from "vitest";
import { admin, closeMake, makePerson } from "@/db/make";
import { closeDatabase } from "@/lib/database";

const waited: number[] = [];
vi.mock("node:timers/promises", () => ({
  setTimeout: async (ms: number) => {
    waited.push(ms);
  },
}));
let derived = 0;
/** Counted, and as quick as a plain hash: how slow it is does not matter here. */
vi.mock("node:crypto", async (real) => {
  const whole = await real<typeof crypto>();
  const argon2 = (_: string, given: { message: Buffer; nonce: Buffer }, done: (error: null, tag: Buffer) => void) => {
    derived += 1;
    done(null, whole.createHash("sha256").update(given.nonce).update(given.message).digest());
  };
  return { ...whole, argon2, default: { ...whole, argon2 } };
});
const { checkPassword, slowedBy } = await import("./check-password");
const { hashPassword } = await import("./password");

const sql = admin();
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});
beforeEach(() => {
  waited.length = 0;
  derived = 0;
});

const password = "correct horse battery staple";
const hash = await hashPassword(password);
async function person() {
  const email = `p${crypto.randomUUID()}@example.test`;
  const id = await makePerson(email);
  await sql`update auth.people set password_hash = ${hash} where id = ${id}`;
  return { id, email };
}
const client = () => crypto.randomUUID();

it("a hundred wrong tries are slowed, and the right password still gets in, from there and from elsewhere", async () => {
  const { id, email } = await person();
  const here = client();
  for (let n = 0; n < 100; n++) expect(await checkPassword(email, "wrong", here)).toBeNull();
  expect(waited.slice(0, 10)).toEqual(Array(10).fill(0));
  expect(waited.slice(30).every((ms) => ms === 15_000)).toBe(true);
  expect(waited.reduce((a, b) => a + b, 0) / 1000).toBeGreaterThan(1200);
  expect(await checkPassword(email, password, client())).toEqual({ id });
  expect(waited.at(-1)).toBe(5000);
  for (let n = 0; n < 20; n++) await checkPassword(email, "wrong", here);
  expect(await checkPassword(email, password, here)).toEqual({ id });
  expect(waited.at(-1)).toBeLessThanOrEqual(15_000);
});

it("a hundred at once from one client go one after another, and those too far back are told so", async () => {
  const { email } = await person();
  const here = client();
  const tries = await Promise.allSettled(Array.from({ length: 100 }, () => checkPassword(email, "wrong", here)));
  expect(tries.filter((t) => t.status === "fulfilled").length).toBeLessThanOrEqual(5);
  const refused = tries.find((t) => t.status === "rejected");
  expect(String(refused?.reason)).toContain("Too many tries at once");
  expect(await checkPassword(email, password, here)).not.toBeNull();
});

it("a client that tries one account after another is slowed, and right sign-ins of its neighbours do not count", async () => {
  const here = client();
  const { id, email } = await person();
  for (let n = 0; n < 12; n++) await checkPassword(email, password, here);
  expect(waited.every((ms) => ms === 0)).toBe(true);
  for (let n = 0; n < 45; n++) await checkPassword(`n${n}${crypto.randomUUID()}@example.test`, "wrong", here);
  expect(waited.at(-1)).toBe(4000);
  expect(await checkPassword(email, password, here)).toEqual({ id });
});

describe("nothing tells whether an address is known", () => {
  const cases: [string, () => Promise<string>][] = [
    ["known", async () => (await person()).email],
    ["unknown", async () => `${crypto.randomUUID()}@example.test`],
    [
      "of somebody without a password",
      async () => {
        const email = `${crypto.randomUUID()}@example.test`;
        await makePerson(email);
        return email;
      },
    ],
    [
      "disabled",
      async () => {
        const { id, email } = await person();
        await sql`update auth.people set disabled_at = now() where id = ${id}`;
        return email;
      },
    ],
    ["no address at all", async () => `"${crypto.randomUUID()}"@x`],
  ];
  it.each(cases)("an address that is %s costs one derivation and waits alike", async (_, make) => {
    const [email, here] = [await make(), client()];
    derived = 0;
    for (let n = 0; n < 12; n++) expect(await checkPassword(email, "wrong", here)).toBeNull();
    expect(derived).toBe(12);
    expect(waited).toEqual([...Array(11).fill(0), 1000]);
  });
});

it("the wait grows with the tries and has an end", () => {
  expect(slowedBy({ account: 10, here: 10, client: 40 })).toBe(0);
  expect(slowedBy({ account: 12, here: 0, client: 0 })).toBe(2);
  expect(slowedBy({ account: 1e6, here: 0, client: 0 })).toBe(5);
  expect(slowedBy({ account: 1e6, here: 1e6, client: 1e6 })).toBe(15);
});
