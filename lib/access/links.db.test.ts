import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAuthority, makePerson } from "@/db/make";
import { closeDatabase, withScope } from "@/lib/database";
import { mintLink, type Purpose, readLink, spendLink, tokenOf } from "./links";
import { systemScope } from "./scope-of";
import { openSession, readSession } from "./sessions";

const sql = admin();
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});

const { code } = await makeAuthority();
const mint = (mailId: string, personId: string, purpose: Purpose = "invite") =>
  withScope(systemScope(code), (tx) => mintLink(tx, { mailId, personId, purpose }));

async function linked(purpose: Purpose = "invite") {
  const email = `p${crypto.randomUUID()}@example.test`;
  const [personId, mailId] = [await makePerson(email), crypto.randomUUID()];
  await mint(mailId, personId, purpose);
  return { email, personId, mailId, token: tokenOf(mailId) };
}
const hashOf = async (personId: string) =>
  (await sql<{ h: string | null }[]>`select password_hash as h from auth.people where id = ${personId}`)[0]?.h;

describe("a link to set a password", () => {
  it("is 256 bits, another for every mail, and opens for its person however often it is read", async () => {
    const { email, personId, token } = await linked();
    expect(Buffer.from(token, "base64url")).toHaveLength(32);
    expect(token).not.toBe((await linked()).token);
    for (let n = 0; n < 3; n++) expect(await readLink(token)).toEqual({ personId, email, purpose: "invite" });
    for (const wrong of ["", "x", `${token}x`]) expect(await readLink(wrong)).toBeNull();
  });

  it("used ten times at once counts once", async () => {
    const { personId, token } = await linked();
    const tries = Array.from({ length: 10 }, (_, n) => spendLink(token, `hash ${n}`));
    const done = await Promise.all(tries);
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await hashOf(personId)).toBe(`hash ${done.indexOf(true)}`);
    expect([await readLink(token), await spendLink(token, "again")]).toEqual([null, false]);
  });

  it("ends every session and every other link of the person", async () => {
    const { personId, token } = await linked();
    const other = crypto.randomUUID();
    await mint(other, personId, "reset");
    const session = await openSession(personId, { waits: false, browser: null });
    expect(await spendLink(token, "h")).toBe(true);
    expect([await readSession(session), await readLink(tokenOf(other))]).toEqual([null, null]);
  });

  it.each([
    ["invite", 72],
    ["reset", 1],
  ] as const)("of %s works for %i hours by the database's clock", async (purpose, hours) => {
    const { token, personId } = await linked(purpose);
    const late = (by: string) =>
      sql`update auth.invitations set expires = expires - ${`${hours} hours`}::interval + ${by}::interval where person_id = ${personId}`;
    await late("1 minute");
    expect(await readLink(token)).not.toBeNull();
    await late(`${hours} hours -1 minute -1 second`);
    expect([await readLink(token), await spendLink(token, "h")]).toEqual([null, false]);
    expect(await hashOf(personId)).toBeNull();
  });

  it("made again after it was used stays used, and of a disabled person works no more", async () => {
    const used = await linked();
    await spendLink(used.token, "h");
    await mint(used.mailId, used.personId);
    expect(await readLink(used.token)).toBeNull();
    const gone = await linked();
    await sql`update auth.people set disabled_at = now() where id = ${gone.personId}`;
    expect([await readLink(gone.token), await spendLink(gone.token, "h")]).toEqual([null, false]);
  });
});
