import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAccess, makeAuthority, makePerson, makeSchool } from "@/db/make";
import { closeDatabase, withScope } from "@/lib/database";
import { closeQueue } from "@/lib/queue";
import { askForLink } from "./ask-link";
import { checkPassword } from "./check-password";
import { mintLink, readLink, tokenOf } from "./links";
import { addAccess, addStaff } from "./operate";
import { systemScope } from "./scope-of";
import { setPassword } from "./set-password";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const { code } = await makeAuthority();
const school = await makeSchool(code, { name: "Larkspur Junior School" });
const newEmail = () => `p${crypto.randomUUID()}@example.test`;
const good = "copper lantern otter basin";

async function invited() {
  const [email, mailId] = [newEmail(), crypto.randomUUID()];
  const personId = await makeAccess(school, { level: 3, personId: await makePerson(email) });
  await withScope(systemScope(code), (tx) => mintLink(tx, { mailId, personId, purpose: "invite" }));
  return { email, personId, token: tokenOf(mailId) };
}
const mailsTo = (personId: string) => sql<{ id: string; template: string; ids: object }[]>`
  select id, template, ids from app.mails where person_id = ${personId} order by created_at`;
const idOf = async (email: string) =>
  (await sql<{ id: string }[]>`select id from auth.people where email = ${email}`)[0]?.id ?? "";

describe("choosing a password", () => {
  it("lets its person sign in, is an act that the authority sees, and the link works no more", async () => {
    const { email, personId, token } = await invited();
    expect(await setPassword(token, good)).toBe(true);
    expect(await checkPassword(email, good, "here")).toEqual({ id: personId });
    const acts = await sql`select la_code, note from audit.acts where door = 'password.set' and actor = ${personId}`;
    expect([...acts]).toEqual([{ la_code: code, note: { by: "invite" } }]);
    expect(await setPassword(token, good)).toBe(false);
  });

  it("ten times at once succeeds once", async () => {
    const { email, token } = await invited();
    const tries = Array.from({ length: 10 }, (_, n) => `${good} ${n}`);
    const done = await Promise.all(tries.map((password) => setPassword(token, password)));
    expect(done.filter(Boolean)).toHaveLength(1);
    expect(await checkPassword(email, tries[done.indexOf(true)] ?? "", "here")).not.toBeNull();
  });

  it("refuses weak ones in words, the school's name among them, and the link still works", async () => {
    const { token } = await invited();
    for (const weak of ["short", "1qaz2wsx3edc", "Larkspur Junior 1"])
      await expect(setPassword(token, weak)).rejects.toThrow(/\w/);
    expect(await readLink(token)).not.toBeNull();
    expect(await setPassword(token, good)).toBe(true);
  });

  it("unknown, used and run out are the same answer", async () => {
    const [used, late] = [await invited(), await invited()];
    await setPassword(used.token, good);
    await sql`update auth.invitations set expires = now() where person_id = ${late.personId}`;
    for (const token of ["unknown", used.token, late.token]) expect(await setPassword(token, good)).toBe(false);
  });
});

describe("the operator lets people in", () => {
  it("without a password by an invitation, which is written with the entry; a second time only while there is none", async () => {
    const [email, staff] = [newEmail(), newEmail()];
    const entry = { email: email.toUpperCase(), name: "Sam", urn: school.urn, level: 2 } as const;
    expect(await addAccess(code, entry)).toEqual({ invited: true });
    expect(await addStaff(code, { email: staff, name: "Jo", see: [], edit: [], admin: false })).toEqual({
      invited: true,
    });
    const id = await idOf(email);
    const [mail] = await mailsTo(id);
    expect(mail).toMatchObject({ template: "invite-school", ids: { urn: school.urn } });
    expect(await mailsTo(await idOf(staff))).toMatchObject([{ template: "invite-staff" }]);
    expect(await sql`select 1 from pgboss.job where name = 'mail' and data ->> 'id' = ${mail?.id ?? ""}`).toHaveLength(
      1,
    );
    await addAccess(code, entry);
    expect(await mailsTo(id)).toHaveLength(2);
    await addAccess(code, { ...entry, password: good });
    expect(await addAccess(code, entry)).toEqual({ invited: false });
    expect(await mailsTo(id)).toHaveLength(2);
  });

  it("under no address that can be read as two, and with no password that is guessed first", async () => {
    const entry = { name: "Sam", urn: school.urn, level: 2 } as const;
    for (const email of ['"a@b.example"@c.example', "a＠b.example", "а@b.example", "a@b"])
      await expect(addAccess(code, { ...entry, email })).rejects.toThrow("not an e-mail address");
    await expect(addAccess(code, { ...entry, email: newEmail(), password: "password1234" })).rejects.toThrow("guessed");
  });
});

describe("asking for a new password", () => {
  const client = () => crypto.randomUUID();

  it("sends a link by the authority that lets the person in, and nothing to anybody else", async () => {
    const { email, personId } = await invited();
    await askForLink(email, client());
    expect(await mailsTo(personId)).toMatchObject([{ template: "reset", ids: {} }]);
    const gone = await invited();
    await sql`update app.access set removed_at = now() where person_id = ${gone.personId}`;
    await askForLink(gone.email, client());
    expect([...(await mailsTo(gone.personId))]).toEqual([]);
    await askForLink(newEmail(), client());
  });

  it("is slowed for an address at three within a quarter of an hour, also many at once, and for a client at twenty", async () => {
    const { email, personId } = await invited();
    await Promise.all(Array.from({ length: 10 }, () => askForLink(email, client())));
    expect(await mailsTo(personId)).toHaveLength(3);
    const [one, other] = [client(), await invited()];
    for (let n = 0; n < 20; n++) await askForLink(newEmail(), one);
    await askForLink(other.email, one);
    expect([...(await mailsTo(other.personId))]).toEqual([]);
    await askForLink(other.email, client());
    expect(await mailsTo(other.personId)).toHaveLength(1);
  });
});
