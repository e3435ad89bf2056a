import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAccess, makeAuthority, makePerson, makeSchool } from "@/db/make";
import { asSchool, asStaff } from "@/lib/access/make";
import { hatsOf } from "@/lib/access/scope-of";
import { closeDatabase, type Scope } from "@/lib/database";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { closeQueue } from "@/lib/queue";
import { answerRequest } from "./answer-request";
import { askLevel1 } from "./ask-level-1";
import { suggestedEnd } from "./days";
import { readEntry } from "./list";
import { findRegistered } from "./registered";
import { removeAccess } from "./remove";
import { requestAccess } from "./request";
import { listRequests } from "./requests";
import { withdrawRequest } from "./withdraw";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const ticks = { safeguarding: true, dataProtection: true, acceptableUse: true };
const declared = { ...ticks, dbsSeenOn: "2026-01-05" };
const about = { name: "Ann Adviser", registeredAt: "Oak School", purpose: "Early reading", ...ticks };

interface Place {
  at: MadeSchool;
  urn: string;
  head: Scope;
  la: Scope;
}
async function place(): Promise<Place> {
  const at = await makeSchool((await makeAuthority()).code);
  return {
    at,
    urn: at.urn,
    head: await asSchool(at, { level: 1 }),
    la: await asStaff(at.laCode, { admin: true, see: [], edit: [] }),
  };
}
const ask = async ({ head, urn }: Place, of: object = {}) =>
  (await requestAccess(head, { urn, ...about, ...of })).request;
const stateOf = async (scope: Scope, id: string) => (await listRequests(scope, { id }))[0];
const levelAt = async (person: string, urn: string) => (await hatsOf(person)).find((hat) => hat.urn === urn)?.level;
const mails = async (urn: string) =>
  (
    await sql<{ of: string }[]>`
    select template || ' ' || coalesce(person_id::text, urn) as of from app.mails where urn = ${urn} or ids ->> 'urn' = ${urn} order by created_at, template, person_id`
  ).map((m) => m.of);

describe("a person registered at another school", () => {
  it("is asked for by the school, added by the authority at Level 3 with the log-in they have, and everyone is told", async () => {
    const here = await place();
    const second = await asStaff(here.at.laCode, { admin: true });
    const there = await makeSchool(here.at.laCode);
    const adviser = await makeAccess(there, { level: 2 });
    const id = await ask(here);
    expect((await mails(here.urn)).sort()).toEqual([here.la, second].map((s) => `request-received ${s.actor}`).sort());
    await answerRequest(here.la, { id, answer: "add", person: adviser });
    expect([await levelAt(adviser, here.urn), await levelAt(adviser, there.urn)]).toEqual([3, 2]);
    expect(await mails(here.urn)).toEqual(
      expect.arrayContaining([`access-added ${adviser}`, `request-answered ${here.head.actor}`]),
    );
    const { entry, declarations } = await readEntry(here.head, { urn: here.urn, person: adviser });
    expect(entry).toMatchObject({
      name: "Ann Adviser",
      level: 3,
      purpose: "Early reading",
      lastDay: suggestedEnd(),
      letInBy: "Sam Head",
    });
    expect(declarations.map(({ kind, by }) => `${kind} ${by}`)).toEqual([
      "acceptable-use Sam Head",
      "data-protection Sam Head",
      "safeguarding Sam Head",
    ]);
    expect(await stateOf(here.head, id)).toMatchObject({ state: "added", answeredByName: "Jo Officer" });
  });

  it("is declined with words alone, which the school reads", async () => {
    const here = await place();
    const id = await ask(here);
    await expect(answerRequest(here.la, { id, answer: "decline", words: " " })).rejects.toThrow(Invalid);
    await answerRequest(here.la, { id, answer: "decline", words: "We know nobody of that name" });
    expect(await stateOf(here.head, id)).toMatchObject({ state: "declined", words: "We know nobody of that name" });
    await expect(answerRequest(here.la, { id, answer: "add" })).rejects.toThrow(Conflict);
  });

  it("who is registered with another authority, or nowhere, is added by the address of the request", async () => {
    const here = await place();
    const email = `${randomUUID()}@adviser.example`;
    const abroad = await makePerson(email);
    await makeAccess(await makeSchool((await makeAuthority()).code), { level: 2, personId: abroad });
    const id = await ask(here, { email });
    await answerRequest(here.la, { id, answer: "add" });
    expect(await levelAt(abroad, here.urn)).toBe(3);
    const fresh = await ask(here, { email: `${randomUUID()}@adviser.example` });
    await answerRequest(here.la, { id: fresh, answer: "add" });
    expect((await mails(here.urn)).filter((m) => m.startsWith("invite-school"))).toHaveLength(1);
    const nameless = await ask(here);
    await expect(answerRequest(here.la, { id: nameless, answer: "add" })).rejects.toThrow(Invalid);
  });

  it("is never picked among another authority's people: that they exist is not told", async () => {
    const [here, abroad] = [await place(), await place()];
    const foreign = await makeAccess(abroad.at, { level: 2 });
    const id = await ask(here);
    const pick = (person: string) =>
      answerRequest(here.la, { id, answer: "add", person }).catch((e: Error) => `${e.name}: ${e.message}`);
    expect(await pick(foreign)).toBe(await pick(randomUUID()));
    expect(await findRegistered(here.la, { words: foreign })).toEqual([]);
    for (const work of [
      () => answerRequest(abroad.la, { id, answer: "decline", words: "No" }),
      () => answerRequest(abroad.head, { id, answer: "decline", words: "No" }),
      () => withdrawRequest(abroad.head, { id }),
    ])
      await expect(work()).rejects.toThrow(NotFound);
    expect(await listRequests(abroad.la, {})).toEqual([]);
    expect((await stateOf(here.head, id))?.state).toBe("waiting");
  });

  it("is answered by the other side alone, once, and may be taken back by those who asked", async () => {
    const here = await place();
    const id = await ask(here);
    await expect(answerRequest(here.head, { id, answer: "add" })).rejects.toThrow(Forbidden);
    await expect(withdrawRequest(here.la, { id })).rejects.toThrow(Forbidden);
    await withdrawRequest(here.head, { id });
    await expect(answerRequest(here.la, { id, answer: "decline", words: "No" })).rejects.toThrow(Conflict);
    const person = await makeAccess(await makeSchool(here.at.laCode), { level: 3 });
    const again = await ask(here);
    const ten = Array.from({ length: 10 }, () => answerRequest(here.la, { id: again, answer: "add", person }));
    const done = await Promise.allSettled(ten);
    expect(done.filter((d) => d.status === "fulfilled")).toHaveLength(1);
  });

  it("is found by words of name and address among those who are, or were, in the authority", async () => {
    const here = await place();
    const person = await makeAccess(here.at, { level: 3 });
    await sql`update app.access set name = 'Siân O''Neill', email = 'sian@read-well.example', removed_at = now() where person_id = ${person}`;
    for (const words of ["siân", "O'NEILL", "sian@read-well.example", "neill read-well"])
      expect((await findRegistered(here.la, { words })).map((p) => p.person)).toEqual([person]);
    for (const words of ["", " ", "%", "siân jones"]) expect(await findRegistered(here.la, { words })).toEqual([]);
  });
});

describe("a further Level 1", () => {
  it("is asked for by the school, with its declarations, and made by the authority's yes; both are told", async () => {
    const here = await place();
    const deputy = await makeAccess(here.at, { level: 2, until: "2099-01-01" });
    await expect(askLevel1(here.head, { urn: here.urn, person: deputy, ...ticks })).rejects.toThrow(Invalid);
    const { request } = await askLevel1(here.head, { urn: here.urn, person: deputy, ...declared });
    expect(await levelAt(deputy, here.urn)).toBe(2);
    await expect(askLevel1(here.head, { urn: here.urn, person: deputy, ...declared })).rejects.toThrow(Conflict);
    await expect(answerRequest(here.head, { id: request, answer: "add" })).rejects.toThrow(Forbidden);
    await answerRequest(here.la, { id: request, answer: "add" });
    expect(await levelAt(deputy, here.urn)).toBe(1);
    expect(await mails(here.urn)).toEqual(
      expect.arrayContaining([`level-1-made ${here.urn}`, `access-changed ${deputy}`]),
    );
    const { entry, declarations } = await readEntry(here.head, { urn: here.urn, person: deputy });
    expect(entry).toMatchObject({ level: 1, lastDay: null });
    expect(declarations.map((d) => `${d.kind} ${d.level}`)).toContain("dbs 1");
  });

  it("is asked for by the authority, of a person new to the school, and made by a Level 1's yes with declarations", async () => {
    const here = await place();
    const email = `${randomUUID()}@school.example`;
    const { request } = await askLevel1(here.la, { urn: here.urn, name: "Eve Executive", email });
    expect(await mails(here.urn)).toEqual([`level-1-asked ${here.head.actor}`]);
    await expect(answerRequest(here.la, { id: request, answer: "add" })).rejects.toThrow(Forbidden);
    await expect(answerRequest(here.head, { id: request, answer: "add" })).rejects.toThrow(Invalid);
    await answerRequest(here.head, { id: request, answer: "add", ...declared });
    const [{ id: person } = { id: "" }] = await sql<
      { id: string }[]
    >`select id from auth.people where email = ${email}`;
    expect(await levelAt(person, here.urn)).toBe(1);
    expect(await mails(here.urn)).toEqual(
      expect.arrayContaining([
        `invite-school ${person}`,
        `level-1-made ${here.urn}`,
        `level-1-answered ${here.la.actor}`,
      ]),
    );
    expect((await readEntry(here.head, { urn: here.urn, person })).declarations).toHaveLength(4);
  });

  it("is nobody's to ask and to answer at once, even with both hats, nor for oneself", async () => {
    const here = await place();
    const both = await asStaff(here.at.laCode, { admin: true, personId: here.head.actor ?? "" });
    const { request } = await askLevel1(both, { urn: here.urn, name: "Eve", email: `${randomUUID()}@school.example` });
    await expect(answerRequest(here.head, { id: request, answer: "add", ...declared })).rejects.toThrow(
      "asked yourself",
    );
    await expect(askLevel1(here.head, { urn: here.urn, person: here.head.actor ?? "", ...declared })).rejects.toThrow(
      Forbidden,
    );
  });

  it("of somebody who was removed meanwhile is not made", async () => {
    const here = await place();
    const deputy = await makeAccess(here.at, { level: 2 });
    const { request } = await askLevel1(here.head, { urn: here.urn, person: deputy, ...declared });
    await removeAccess(here.head, { urn: here.urn, person: deputy });
    await expect(answerRequest(here.la, { id: request, answer: "add" })).rejects.toThrow(Conflict);
    expect(await levelAt(deputy, here.urn)).toBeUndefined();
  });
});
