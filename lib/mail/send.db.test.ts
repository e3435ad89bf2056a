import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAccess, makeAuthority, makePerson, makeSchool } from "@/db/make";
import { tokenOf } from "@/lib/access/links";
import { asSchool, asStaff } from "@/lib/access/make";
import { systemScope } from "@/lib/access/scope-of";
import { closeDatabase, type Scope, withScope } from "@/lib/database";
import { closeQueue } from "@/lib/queue";
import { listMails, sendAgain } from "./list";
import type { Mailer } from "./mailer";
import { fakeResend } from "./make";
import { type NewMail, queueMail } from "./queue";
import { rescueMails } from "./rescue";
import { resendMailer } from "./resend";
import { sendMail } from "./send";

const sql = admin();
let service: Awaited<ReturnType<typeof fakeResend>>;
let by: Mailer;
let la: string;
let school: MadeSchool;

beforeAll(async () => {
  service = await fakeResend();
  by = resendMailer({ key: "re_test", address: "no-reply@keymark.test", baseUrl: service.baseUrl, timeoutMs: 400 });
  la = (await makeAuthority()).code;
  school = await makeSchool(la, { name: 'Oak "& Ash" <Primary>' });
});
afterAll(async () => {
  service.close();
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const queued = (mail: Omit<NewMail, "laCode">, scope: Scope = systemScope(la)) =>
  withScope(scope, (tx) => queueMail(tx, { laCode: la, ...mail }));
const key = (id: string) => ({ laCode: la, id, actor: null });
const rowOf = async (id: string) => {
  const [row] = await sql<{ state: string; words: string | null; attempts: number }[]>`
    select state, words, attempts from app.mails where id = ${id}`;
  return row;
};
const takenOf = (id: string) => service.taken.filter((t) => t.key === id);
const jobsOf = (id: string) => sql`select state from pgboss.job where name = 'mail' and data ->> 'id' = ${id}`;
const hashOf = (token: string) => createHash("sha256").update(token).digest("base64url");

async function invited(): Promise<{ id: string; personId: string; email: string }> {
  const email = `p${crypto.randomUUID()}@example.test`;
  const personId = await makeAccess(school, { level: 2, personId: await makePerson(email) });
  const id = await queued({ template: "invite-school", to: { personId }, ids: { urn: school.urn } });
  return { id, personId, email };
}

describe("queueing", () => {
  it("keeps a template and ids: no address, no name, no link; job and row are there together or not at all", async () => {
    const { id, email } = await invited();
    const [row] = await sql`select * from app.mails where id = ${id}`;
    expect(JSON.stringify(row)).not.toContain(email);
    expect(JSON.stringify(row)).not.toContain("Sam");
    expect(await jobsOf(id)).toHaveLength(1);
    let lost = "";
    const broken = withScope(systemScope(la), async (tx) => {
      lost = await queueMail(tx, { laCode: la, template: "review-open", to: { urn: school.urn } });
      throw new Error("after");
    });
    await expect(broken).rejects.toThrow("after");
    expect([await rowOf(lost), [...(await jobsOf(lost))]]).toEqual([undefined, []]);
  });

  it("is open to a school's Level 1 and closed to its other levels, who see no outbox either", async () => {
    const [one, two] = [await asSchool(school, { level: 1 }), await asSchool(school, { level: 2 })];
    const mail = {
      template: "request-received",
      to: { personId: await makePerson() },
      ids: { urn: school.urn },
    } as const;
    expect(await rowOf(await queued(mail, one))).toMatchObject({ state: "waiting" });
    await expect(queued(mail, two)).rejects.toThrow();
    const seen = await withScope(one, (tx) => tx.sql`select 1 from app.mails`);
    expect([...seen]).toEqual([]);
  });

  it("a mail whose job was lost gets another one", async () => {
    const { id } = await invited();
    await sql`delete from pgboss.job where name = 'mail' and data ->> 'id' = ${id}`;
    await rescueMails();
    await rescueMails();
    expect(await jobsOf(id)).toHaveLength(1);
  });
});

describe("sending", () => {
  it("hands over text and HTML that say the same, from the authority's sender, with a link whose hash alone is kept", async () => {
    await sql`update app.settings set sender_name = 'Calder"wick', reply_to = 'desk@la.test' where la_code = ${la}`;
    const { id, email } = await invited();
    await sendMail(key(id), { last: false, by });
    const [{ body } = { body: {} as Record<string, string> }] = takenOf(id);
    const token = tokenOf(id);
    expect(body).toMatchObject({ to: email, from: '"Calder wick" <no-reply@keymark.test>', reply_to: "desk@la.test" });
    expect(body.text).toContain(`/accept/${token}`);
    expect(body.text).toContain('Oak "& Ash" <Primary> has let you in');
    expect(body.html).toContain("Oak &quot;&amp; Ash&quot; &lt;Primary&gt;");
    expect(body.html).toContain(`/accept/${token}"`);
    expect(await rowOf(id)).toEqual({ state: "sent", words: null, attempts: 1 });
    const links = await sql`select * from auth.invitations where token_hash = ${hashOf(token)}`;
    expect(links).toHaveLength(1);
    expect(JSON.stringify(links)).not.toContain(token);
    const [kept] = await sql`select * from app.mails where id = ${id}`;
    expect(JSON.stringify(kept)).not.toContain(token);
  });

  it("a worker that dies between sending and noting it sends once", async () => {
    const { id } = await invited();
    const dies: Mailer = {
      address: by.address,
      send: async (message) => {
        await by.send(message);
        throw new Error("killed");
      },
    };
    await expect(sendMail(key(id), { last: false, by: dies })).rejects.toThrow();
    expect(await rowOf(id)).toMatchObject({ state: "waiting" });
    await sendMail(key(id), { last: false, by });
    expect(takenOf(id)).toHaveLength(1);
    expect(await rowOf(id)).toEqual({ state: "sent", words: null, attempts: 2 });
    await sendMail(key(id), { last: false, by });
    expect(await rowOf(id)).toMatchObject({ attempts: 2 });
  });

  it("two workers at once send once, and a mail whose words have changed since it was taken counts as sent", async () => {
    const both = await invited();
    await Promise.all([sendMail(key(both.id), { last: false, by }), sendMail(key(both.id), { last: false, by })]);
    expect([takenOf(both.id).length, (await rowOf(both.id))?.state]).toEqual([1, "sent"]);
    const { id } = await invited();
    await sendMail(key(id), { last: false, by });
    await sql`update app.mails set state = 'waiting' where id = ${id}`;
    await sql`update app.access set level = 3 where urn = ${school.urn}`;
    await sendMail(key(id), { last: false, by });
    expect([takenOf(id).length, (await rowOf(id))?.state]).toEqual([1, "sent"]);
  });

  it("waits as long as the service says when it is busy", async () => {
    const { id } = await invited();
    service.next.push({ status: 429, name: "rate_limit_exceeded", retryAfter: 1 });
    const began = performance.now();
    await sendMail(key(id), { last: false, by });
    expect(performance.now() - began).toBeGreaterThan(950);
    expect(await rowOf(id)).toEqual({ state: "sent", words: null, attempts: 1 });
  });

  it("a refused message has failed in words without the address, and can be sent again by an administrator", async () => {
    const { id, email } = await invited();
    service.next.push({ status: 422, name: "validation_error" });
    await sendMail(key(id), { last: false, by });
    const row = await rowOf(id);
    expect(row?.state).toBe("failed");
    expect(row?.words).toContain("refused");
    expect(row?.words).not.toContain(email);
    const scope = await asStaff(la, { admin: true });
    await sendAgain(scope, { id });
    await expect(sendAgain(scope, { id })).rejects.toThrow("has failed");
    await sendMail(key(id), { last: false, by });
    expect([takenOf(id).length, (await rowOf(id))?.state]).toEqual([1, "sent"]);
  });

  it("a key that is not accepted is said to be that", async () => {
    const { id } = await invited();
    service.next.push({ status: 401, name: "invalid_api_key" });
    await sendMail(key(id), { last: false, by });
    expect((await rowOf(id))?.words).toContain("key");
  });

  it.each([
    ["hangs", "hang"],
    ["is down", { status: 500, name: "internal_server_error" }],
    ["stays busy", { status: 429, name: "rate_limit_exceeded", retryAfter: 3600 }],
  ] as const)(
    "a service that %s is tried later by the queue, and after the last try the mail has failed",
    async (_, answer) => {
      const { id } = await invited();
      service.next.push(answer, answer);
      await expect(sendMail(key(id), { last: false, by })).rejects.toThrow();
      expect(await rowOf(id)).toMatchObject({ state: "waiting", attempts: 1 });
      await sendMail(key(id), { last: true, by });
      expect(await rowOf(id)).toMatchObject({ state: "failed", attempts: 2 });
      expect(takenOf(id)).toEqual([]);
    },
  );

  it("a person without a log-in, and a school without an address, get nothing, and the outbox says so", async () => {
    const { id, personId } = await invited();
    await sql`update auth.people set disabled_at = now() where id = ${personId}`;
    await sendMail(key(id), { last: false, by });
    expect((await rowOf(id))?.words).toContain("no longer has a log-in");
    const toSchool = await queued({ template: "level-1-made", to: { urn: school.urn } });
    await sendMail(key(toSchool), { last: false, by });
    expect((await rowOf(toSchool))?.words).toContain("no e-mail address");
    await sql`insert into ref.school_details (urn, la_code, email) values (${school.urn}, ${la}, 'office@oak.test')`;
    await sendAgain(await asStaff(la, { admin: true }), { id: toSchool });
    await sendMail(key(toSchool), { last: false, by });
    expect(takenOf(toSchool)[0]?.body).toMatchObject({ to: "office@oak.test" });
  });

  it("who has no password yet is sent a link to choose one, not told to sign in", async () => {
    const [{ personId: none }, { personId: some }] = [await invited(), await invited()];
    await sql`update auth.people set password_hash = 'x' where id = ${some}`;
    const of = { template: "access-added", ids: { urn: school.urn } } as const;
    const [first, second] = [
      await queued({ ...of, to: { personId: none } }),
      await queued({ ...of, to: { personId: some } }),
    ];
    for (const id of [first, second]) await sendMail(key(id), { last: false, by });
    expect(takenOf(first)[0]?.body.text).toContain(`/accept/${tokenOf(first)}`);
    expect(takenOf(second)[0]?.body.text).toContain("that you have");
  });

  it("every template can be said, of a person's entry and of a school", async () => {
    const { templates } = await import("./templates");
    const personId = await makeAccess(school, { level: 1, until: "2027-03-31T23:00:00Z" });
    await sql`insert into app.reviews (la_code, urn, term, due) values (${la}, ${school.urn}, '2026-autumn', '2026-12-18')`;
    for (const template of Object.keys(templates) as NewMail["template"][]) {
      const id = await queued({ template, to: { personId }, ids: { urn: school.urn, days: "1", count: "7" } });
      await sendMail(key(id), { last: false, by });
      const [sent] = takenOf(id);
      expect([template, await rowOf(id)]).toEqual([template, { state: "sent", words: null, attempts: 1 }]);
      expect(`${sent?.body.subject}${sent?.body.text}`).not.toMatch(/[{}]|undefined|null/);
      expect(sent?.body.text).toContain("Hello Sam Head,");
    }
    const all = service.taken.map((t) => t.body.text).join();
    expect(all).toContain("ends tomorrow. It was given until 31 March 2027.");
    expect(all).toContain("by 18 December 2026");
  });
});

it("the outbox shows how each mail stands and to whom by name, without address, words or link", async () => {
  const { id } = await invited();
  const rows = await listMails(await asStaff(la, { admin: true }), {});
  expect(rows.find((r) => r.id === id)).toMatchObject({
    title: "Invitation from a school",
    to: "Sam Head",
    state: "waiting",
    link: null,
  });
  expect(JSON.stringify(rows)).not.toContain("@");
  expect(JSON.stringify(rows)).not.toContain("/accept/");
  expect(await listMails(await asStaff((await makeAuthority()).code, { admin: true }), {})).toEqual([]);
  await expect(listMails(await asStaff(la), {})).rejects.toThrow();
});
