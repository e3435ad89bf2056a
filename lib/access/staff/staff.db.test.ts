import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAuthority, makePerson, makeStaff } from "@/db/make";
import { closeDatabase, type Scope, withScope } from "@/lib/database";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { closeQueue } from "@/lib/queue";
import { can } from "../capabilities";
import type { Rights } from "../domains";
import { asStaff } from "../make";
import { staffScope } from "../scope-of";
import { changeStaff } from "./change";
import { inviteStaff } from "./invite";
import { listStaff } from "./list";
import { removeStaff } from "./remove";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const administrator = (laCode: string) => asStaff(laCode, { see: [], edit: [], admin: true });
const none: Rights = { see: [], edit: [], admin: false };
const sees: Rights = { see: ["assessment"], edit: [], admin: false };
const administers: Rights = { see: [], edit: [], admin: true };

async function authority(): Promise<{ code: string; first: Scope; second: Scope }> {
  const { code } = await makeAuthority();
  return { code, first: await administrator(code), second: await administrator(code) };
}
const address = () => `jo.${crypto.randomUUID()}@authority.example`;
const administratorsOf = async (code: string) =>
  (await sql`select from app.staff where la_code = ${code} and admin and removed_at is null`).length;

describe("inviting", () => {
  it("makes a log-in, enters the person with no rights at all, and queues their invitation and the act with it", async () => {
    const { code, first } = await authority();
    const email = address();
    const { person } = await inviteStaff(first, { name: " Jo Bright ", email: email.toUpperCase() });
    const [row] = await listStaff(first, { person });
    expect(row).toMatchObject({ name: "Jo Bright", email, ...none, own: false, lastUsed: null });
    const scope = (await staffScope(person, code)) as Scope;
    for (const may of ["reports", "pupils", "browse", "clean", "import", "administer"] as const)
      expect([may, can(scope, may)]).toEqual([may, false]);
    const mails = await sql`select template, person_id, urn, ids from app.mails where la_code = ${code}`;
    expect([...mails]).toEqual([{ template: "invite-staff", person_id: person, urn: null, ids: {} }]);
    const acts = await sql`select actor, note from audit.acts where la_code = ${code} and door = 'staff.invite'`;
    expect([...acts]).toEqual([{ actor: first.actor, note: { person } }]);
  });

  it("keeps the log-in that somebody has, and sends no link to choose a password anew", async () => {
    const { code, first } = await authority();
    const email = address();
    const known = await makePerson(email);
    expect((await inviteStaff(first, { name: "Jo", email })).person).toBe(known);
    const mails = await sql`select template from app.mails where la_code = ${code}`;
    expect([...mails]).toEqual([{ template: "staff-added" }]);
  });

  it("refuses who is staff already, and takes back who had left without the rights they had", async () => {
    const { code, first } = await authority();
    const email = address();
    const { person } = await inviteStaff(first, { name: "Jo", email });
    await changeStaff(first, { person, from: none, to: { ...sees, admin: true } });
    await expect(inviteStaff(first, { name: "Jo", email })).rejects.toThrow(Conflict);
    await removeStaff(first, { person });
    expect(await staffScope(person, code)).toBeNull();
    await inviteStaff(first, { name: "Jo", email });
    expect((await listStaff(first, { person }))[0]).toMatchObject({ ...none, removedAt: null });
  });

  it.each([
    "jo",
    '"jo@x"@authority.example',
    "jo@authority",
    "jo＠authority.example",
    "jо@authority.example",
    "jo@autho rity.example",
    "a@b@authority.example",
    "jo@authority.example\r\nBcc: all@authority.example",
    "",
  ])("refuses what only looks like an address: %j", async (email) => {
    const { first } = await authority();
    await expect(inviteStaff(first, { name: "Jo", email })).rejects.toThrow(Invalid);
  });
});

describe("rights", () => {
  it("given, raised and taken away count at the person's next request", async () => {
    const { code, first } = await authority();
    const person = await makeStaff(code, none);
    const rights = async () => {
      const scope = (await staffScope(person, code)) as Scope;
      return (["browse", "clean", "administer"] as const).map((may) => can(scope, may));
    };
    expect(await rights()).toEqual([false, false, false]);
    await changeStaff(first, { person, from: none, to: sees });
    expect(await rights()).toEqual([true, false, false]);
    const edits: Rights = { see: [], edit: ["assessment", "cla"], admin: true };
    await changeStaff(first, { person, from: sees, to: edits });
    expect(await rights()).toEqual([true, true, true]);
    expect((await staffScope(person, code))?.see).toEqual(["assessment", "cla"]);
    await changeStaff(first, { person, from: edits, to: none });
    expect(await rights()).toEqual([false, false, false]);
  });

  it("that another administrator has changed meanwhile are not overwritten", async () => {
    const { code, first, second } = await authority();
    const person = await makeStaff(code, none);
    await changeStaff(second, { person, from: none, to: sees });
    await expect(changeStaff(first, { person, from: none, to: { ...none, admin: true } })).rejects.toThrow(Conflict);
    expect((await listStaff(first, { person }))[0]).toMatchObject(sees);
  });

  it("of one's own nobody changes, by the door or past it", async () => {
    const { code, first } = await authority();
    await administrator(code);
    const person = first.actor ?? "";
    await expect(changeStaff(first, { person, from: administers, to: { ...sees, admin: true } })).rejects.toThrow(
      Forbidden,
    );
    await expect(removeStaff(first, { person })).rejects.toThrow(Forbidden);
    const raised = await withScope(
      first,
      (tx) => tx.sql`update app.staff set edit = '{assessment}' where person_id = ${person}`,
    );
    expect(raised.count).toBe(0);
    expect((await listStaff(first, { person }))[0]).toMatchObject(administers);
  });

  it("are nobody else's to give: officers and another authority's administrators are refused", async () => {
    const { code, first } = await authority();
    const { first: stranger } = await authority();
    const person = await makeStaff(code, none);
    const officer = await asStaff(code);
    await expect(changeStaff(officer, { person, from: none, to: sees })).rejects.toThrow(Forbidden);
    await expect(changeStaff(stranger, { person, from: none, to: sees })).rejects.toThrow(NotFound);
    await expect(removeStaff(stranger, { person })).rejects.toThrow(NotFound);
    expect(await listStaff(stranger, { person })).toEqual([]);
    expect((await listStaff(first, { person }))[0]).toMatchObject(none);
  });
});

describe("two administrators at least", () => {
  it("stay: neither of two is removed or demoted, and one of three is", async () => {
    const { code, first, second } = await authority();
    const person = second.actor ?? "";
    await expect(removeStaff(first, { person })).rejects.toThrow(Conflict);
    await expect(changeStaff(first, { person, from: administers, to: sees })).rejects.toThrow(Conflict);
    // What they see and edit may change all the same.
    await changeStaff(first, { person, from: administers, to: { ...sees, admin: true } });
    await administrator(code);
    await removeStaff(first, { person });
    expect(await administratorsOf(code)).toBe(2);
  });

  it("stay also where three demote each other in the same moment, 20 times over", async () => {
    for (let round = 0; round < 20; round++) {
      const { code, first, second } = await authority();
      const third = await administrator(code);
      const ring = [
        [first, second],
        [second, third],
        [third, first],
      ] as const;
      await Promise.allSettled(
        ring.map(([by, of]) => changeStaff(by, { person: of.actor ?? "", from: administers, to: none })),
      );
      expect(await administratorsOf(code)).toBe(2);
    }
  });

  it("a demoted administrator whose page is still open changes nothing more", async () => {
    const { code, first, second } = await authority();
    const third = await administrator(code);
    const person = await makeStaff(code, none);
    await changeStaff(first, { person: second.actor ?? "", from: administers, to: none });
    await expect(changeStaff(second, { person, from: none, to: sees })).rejects.toThrow(Forbidden);
    await expect(removeStaff(second, { person: third.actor ?? "" })).rejects.toThrow(Forbidden);
  });
});
