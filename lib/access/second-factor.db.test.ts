import { Secret, TOTP } from "otpauth";
import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makePerson } from "@/db/make";
import { closeDatabase } from "@/lib/database";
import {
  asksSecond,
  checkCode,
  checkRecoveryCode,
  codeNow,
  enrol,
  giveSecondFactor,
  makeRecoveryCodes,
  needsSecond,
  offerSecondFactor,
  secondFactorOf,
} from "./second-factor";

const sql = admin();
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});

async function person() {
  const email = `p${crypto.randomUUID()}@example.test`;
  return { id: await makePerson(email), email };
}
const wrong = (secret: string) => String((Number(codeNow(secret)) + 1) % 1_000_000).padStart(6, "0");
const codeAt = (secret: string, steps: number) =>
  TOTP.generate({ secret: Secret.fromBase32(secret), timestamp: Date.now() + steps * 30_000 });
const forgetStep = (id: string) => sql`update auth.people set totp_step = null where id = ${id}`;

describe("who needs a second factor", () => {
  it("is everyone who sees pupils by name, and an authority's staff; a governor at Level 3 alone does not", () => {
    expect(needsSecond([{ urn: "100000", level: 3 }])).toBe(false);
    expect(needsSecond([{ urn: "100000", level: 2 }])).toBe(true);
    expect(needsSecond([{ urn: "100000", level: 1 }])).toBe(true);
    expect(needsSecond([{ urn: null, level: 1 }])).toBe(true);
    expect(needsSecond([])).toBe(false);
  });
});

describe("setting up", () => {
  it("takes the secret on offer by its first code, keeps it sealed, and asks for it from then on", async () => {
    const who = await person();
    const { secret, uri } = await offerSecondFactor(who, "token");
    expect(uri).toContain(`secret=${secret}`);
    await expect(enrol(who, "token", wrong(secret))).rejects.toThrow("not right");
    await expect(enrol(who, "another token", codeNow(secret))).rejects.toThrow("not right");
    expect(await asksSecond(who.id)).toBe(false);
    await enrol(who, "token", codeNow(secret));
    expect(await secondFactorOf(who.id)).toMatchObject({ enrolled: true, codesLeft: 0 });
    expect(await asksSecond(who.id)).toBe(true);
    const [row] = await sql<{ sealed: string }[]>`select totp_sealed as sealed from auth.people where id = ${who.id}`;
    expect(row?.sealed).not.toContain(secret);
  });

  it("offers the same secret until it is used, and another one to the next session, person and time", async () => {
    const [who, other] = [await person(), await person()];
    const offered = async (p: typeof who, token: string) => (await offerSecondFactor(p, token)).secret;
    const first = await offered(who, "token");
    expect(await offered(who, "token")).toBe(first);
    await enrol(who, "token", codeNow(first));
    const others = [await offered(who, "token"), await offered(who, "next"), await offered(other, "token")];
    expect(new Set([first, ...others]).size).toBe(4);
  });
});

describe("a code", () => {
  async function enrolled() {
    const who = await person();
    const { secret } = await offerSecondFactor(who, "token");
    await enrol(who, "token", codeNow(secret));
    return { ...who, secret };
  }

  it("counts once, also for ten who give it at the same moment", async () => {
    const { id, secret } = await enrolled();
    await expect(checkCode(id, codeNow(secret))).rejects.toThrow("Each code counts once");
    await forgetStep(id);
    const tries = await Promise.allSettled(Array.from({ length: 10 }, () => checkCode(id, codeNow(secret))));
    expect(tries.filter((t) => t.status === "fulfilled")).toHaveLength(1);
  });

  it("is right half a minute early or late, however it is typed, and no longer", async () => {
    const { id, secret } = await enrolled();
    await forgetStep(id);
    await checkCode(id, codeAt(secret, -1).replace(/(...)(...)/, " $1 $2 "));
    await checkCode(id, codeAt(secret, 1));
    await forgetStep(id);
    for (const steps of [-3, 3]) await expect(checkCode(id, codeAt(secret, steps))).rejects.toThrow("not right");
    for (const odd of ["", "12345", "1234567", "abcdef"]) await expect(checkCode(id, odd)).rejects.toThrow();
  });

  it("is not looked at after ten wrong ones within a quarter of an hour, even thrown at once", async () => {
    const { id, secret } = await enrolled();
    await forgetStep(id);
    const guesses = await Promise.allSettled(Array.from({ length: 40 }, () => checkCode(id, wrong(secret))));
    const waits = guesses.filter((g) => g.status === "rejected" && /Too many/.test(String(g.reason)));
    expect(waits.length).toBeGreaterThanOrEqual(30);
    await expect(checkCode(id, codeNow(secret))).rejects.toThrow("Too many wrong codes");
    await sql`update auth.tries set at = at - interval '16 minutes'`;
    await checkCode(id, codeNow(secret));
  });
});

describe("recovery codes", () => {
  it("let their owner in once each, however typed; new ones end the old", async () => {
    const [who, other] = [await person(), await person()];
    const codes = await makeRecoveryCodes(who.id);
    expect(new Set(codes).size).toBe(10);
    const [first = "", second = "", third = ""] = codes;
    await expect(checkRecoveryCode(other.id, first)).rejects.toThrow("none of your recovery codes");
    await checkRecoveryCode(who.id, ` ${first.toLowerCase().replace("-", " ")} `);
    await expect(checkRecoveryCode(who.id, first)).rejects.toThrow("has been used");
    const tries = await Promise.allSettled([1, 2, 3].map(() => checkRecoveryCode(who.id, second)));
    expect(tries.filter((t) => t.status === "fulfilled")).toHaveLength(1);
    expect(await secondFactorOf(who.id)).toMatchObject({ codesLeft: 8 });
    await makeRecoveryCodes(who.id);
    await expect(checkRecoveryCode(who.id, third)).rejects.toThrow();
    const kept = await sql<
      { hash: string }[]
    >`select code_hash as hash from auth.recovery_codes where person_id = ${who.id}`;
    expect(kept.some(({ hash }) => codes.some((code) => hash.includes(code)))).toBe(false);
  });
});

describe("the operator", () => {
  it("takes a lost second factor away with its codes and sessions, or gives one; only to a log-in that is there", async () => {
    const who = await person();
    const { secret } = await offerSecondFactor(who, "token");
    await giveSecondFactor(who.email, secret);
    await checkCode(who.id, codeNow(secret));
    await makeRecoveryCodes(who.id);
    await sql`insert into auth.sessions (token_hash, person_id, expires) values (${who.id}, ${who.id}, now() + interval '1 hour')`;
    await giveSecondFactor(who.email.toUpperCase(), null);
    expect(await secondFactorOf(who.id)).toEqual({ enrolled: false, since: null, codesLeft: 0 });
    expect(await sql`select from auth.sessions where person_id = ${who.id}`).toHaveLength(0);
    await expect(giveSecondFactor("nobody@example.test", null)).rejects.toThrow("Nobody signs in");
  });
});
