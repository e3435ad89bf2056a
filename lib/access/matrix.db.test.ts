import { randomBytes, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  admin,
  closeMake,
  type MadeSchool,
  makeAccess,
  makeAuthority,
  makeFreshness,
  makeLocality,
  makeRecord,
  makeSchool,
  makeStaff,
} from "@/db/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { closeQueue } from "@/lib/queue";
import { type Door, doors } from "./door";
import { asSchool, asStaff } from "./make";
import { type Answer, answers, matrix, type Person, people } from "./matrix";
import { systemScope } from "./scope-of";

const sql = admin();
const lib = path.resolve(import.meta.dirname, "..");

/** Every module of lib that declares a door, found by its text, so that none is forgotten. */
const declaring = readdirSync(lib, { recursive: true, encoding: "utf8" })
  .filter((file) => /(?<!\.test)\.ts$/.test(file))
  .filter((file) => /=\s*(query|command)\(\{/.test(readFileSync(path.join(lib, file), "utf8")));
for (const file of declaring) await import(/* @vite-ignore */ path.join(lib, file));

const year = 2025;
const canary = "Canarywood";
let [one, two]: MadeSchool[] = [];
const scopes = new Map<Person, Scope>();

beforeAll(async () => {
  const [{ code }, other] = [await makeAuthority({ queueLimit: 500 }), await makeAuthority({ queueLimit: 500 })];
  [one, two] = [await makeSchool(code), await makeSchool(code)];
  if (!one || !two) throw new Error("There are no schools.");
  await makeSchool(other.code);
  for (let n = 0; n < 30; n++) await pupil(one, n);
  for (const school of [one, two]) await makeFreshness({ laCode: code, dataset: "phonics", year, urn: school.urn });
  const adviser = await asSchool(one, { level: 2 });
  const operator: Scope = { ...systemScope(code), actorName: "operator", hat: "operator", see: [], edit: [] };
  const made: [Person, Scope][] = [
    ["school level 1", await asSchool(one, { level: 1 })],
    ["school level 2", await asSchool(one, { level: 2 })],
    ["school level 3", await asSchool(one, { level: 3 })],
    ["adviser, hat of the school where level 2", adviser],
    ["adviser, hat of another school where level 3", await asSchool(two, { level: 3, personId: adviser.actor ?? "" })],
    ["officer who sees", await asStaff(code, { edit: [] })],
    ["officer who edits", await asStaff(code)],
    ["officer of no domain", await asStaff(code, { see: [], edit: [] })],
    ["administrator of no domain", await asStaff(code, { see: [], edit: [], admin: true })],
    ["officer of another authority", await asStaff(other.code, { admin: true })],
    ["operator", operator],
    ["worker", systemScope(code)],
  ];
  for (const [person, scope] of made) scopes.set(person, scope);
});
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

async function pupil(school: MadeSchool, n: number): Promise<string> {
  const values = { upn: null, surname: canary, forename: "Wren", born: "2019-03-04", sex: "F", sex_group: "F" };
  const marks = { year_group: "1", nc_year: 1, mark: String(20 + (n % 20)), mark_value: 20 + (n % 20) };
  const result = { result: marks.mark_value >= 32 ? "Wa" : "Wt", term: "spring" };
  const { id } = await makeRecord({
    table: "phonics",
    laCode: school.laCode,
    urn: school.urn,
    year,
    values: { ...values, ...marks, ...result },
  });
  return id;
}

/** A record of school One with a query that can be marked. */
async function queried(): Promise<string> {
  const school = one as MadeSchool;
  const id = await pupil(school, 20);
  const issue = {
    la_code: school.laCode,
    domain: "assessment",
    dataset: "phonics",
    year,
    urn: school.urn,
    record_id: id,
  };
  await sql`insert into data.issues ${sql({ ...issue, check_id: "U07", severity: "query", columns: ["upn"], words: canary, seen: "x" })}`;
  return id;
}

async function upload(): Promise<string> {
  const row = {
    la_code: one?.laCode,
    file_name: "a.xml",
    bytes: 1,
    sha256: randomUUID(),
    stored: "x",
    state: "waiting",
  };
  const [made] = await sql<{ id: string }[]>`
    insert into app.imports ${sql({ ...row, domain: "assessment", sent_by_name: "Jo" })} returning id`;
  return made?.id ?? "";
}

/** A batch with a file of school One. */
async function batch(of: { state: string; item: string }): Promise<string> {
  const row = { la_code: one?.laCode, domains: ["assessment"], reports: ["phonics-summary"], year, level: 1 };
  const [made] = await sql<{ id: string }[]>`
    insert into app.batches ${sql({ ...row, schools_words: "All schools", made_by_name: "Jo", state: of.state })} returning id`;
  const item = { la_code: one?.laCode, batch_id: made?.id ?? "", domains: ["assessment"], position: 1, urn: one?.urn };
  await sql`insert into app.batch_items ${sql({ ...item, state: of.item, stored: "x", words: canary })}`;
  return made?.id ?? "";
}

/** An e-mail to school One that could not be sent. */
async function failedMail(): Promise<string> {
  const row = { la_code: one?.laCode, template: "review-open", urn: one?.urn, state: "failed" };
  const [made] = await sql<{ id: string }[]>`insert into app.mails ${sql(row)} returning id`;
  return made?.id ?? "";
}

/** Somebody at Level 3 of school One; what is changed about them is theirs alone. */
const other =
  (of: { suspended?: true } = {}) =>
  async () => {
    const school = one as MadeSchool;
    const person = await makeAccess(school, { level: 3, until: "2099-01-01" });
    await sql`update app.access set purpose = 'Support', suspended_at = ${of.suspended ? sql`now()` : null} where person_id = ${person}`;
    return { urn: school.urn, person };
  };
const declared = { safeguarding: true, dataProtection: true, acceptableUse: true, dbsSeenOn: "2026-01-05" } as const;
const theirEnd = () => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

/** A request of school One for somebody who is registered elsewhere. */
async function request(): Promise<string> {
  const row = { la_code: one?.laCode, urn: one?.urn, kind: "elsewhere", side: "school", name: "Ann Adviser" };
  const [made] = await sql<{ id: string }[]>`
    insert into app.access_requests ${sql({ ...row, email: `${randomUUID()}@example.test`, purpose: "Support", asked_by_name: "Jo" })}
    returning id`;
  return made?.id ?? "";
}

const ticked = () => ({ kind: "ticked", urns: [one?.urn] });
const newAddress = () => `p${randomUUID()}@school.example`;
const leaderless = () => makeSchool(one?.laCode ?? "");
const locality = () => makeLocality(one?.laCode ?? "", randomUUID(), []);

/** What each door is asked for: something of school One, made anew for every person. */
const asked: Record<string, () => Promise<unknown>> = {
  "access.add": async () => ({
    ...{ urn: one?.urn, name: "Ann Adviser", email: `${randomUUID()}@adviser.example`, level: 2, purpose: "Support" },
    ...{ until: theirEnd(), ...declared },
  }),
  "access.answer-request": async () => ({ id: await request(), answer: "add" }),
  "access.ask-level-1": async () => {
    const made = await other()();
    await sql`update app.access set email = ${`${made.person}@example.test`} where person_id = ${made.person}`;
    return { ...made, ...declared };
  },
  "access.change-level": async () => ({ ...(await other()()), level: 2, ...declared }),
  "access.confirm": other(),
  "access.entry": other(),
  "access.extend": async () => ({ ...(await other()()), until: theirEnd() }),
  "access.find-registered": async () => ({ words: "Sam" }),
  "access.list": async () => ({ urn: one?.urn }),
  "access.log": async () => ({ urn: one?.urn }),
  "access.remove": other(),
  "access.request": async () => ({
    ...{ urn: one?.urn, name: "Ann Adviser", email: "", registeredAt: "Oak School", purpose: "Support", ...declared },
  }),
  "access.requests": async () => ({}),
  "access.restore": other({ suspended: true }),
  "access.withdraw-request": async () => ({ id: await request() }),
  "agreements.change": async () => ({ kind: "set", schools: ticked(), from: "2026-04-01", until: "2027-03-31" }),
  "agreements.list": async () => ({}),
  "agreements.of-school": async () => ({ urn: one?.urn }),
  "agreements.preview": async () => ({ kind: "end", schools: ticked(), until: "2027-03-31" }),
  "agreements.use": async () => ({ needed: false }),
  "batch.again": async () => ({ id: await batch({ state: "done", item: "failed" }), which: "failed" }),
  "batch.cancel": async () => ({ id: await batch({ state: "queued", item: "queued" }) }),
  "batch.choices": async () => ({ reports: ["phonics-summary"], year }),
  "batch.download": async () => ({ id: await batch({ state: "done", item: "made" }), form: "zip" }),
  "batch.list": async () => ({ open: [await batch({ state: "done", item: "made" })] }),
  "batch.preview": async () => ({ reports: ["phonics-summary"], year, schools: { kind: "all" } }),
  "batch.start": async () => {
    await sql`update app.batches set state = 'cancelled' where state in ('queued', 'making')`;
    return { reports: ["phonics-summary"], year, schools: { kind: "all" } };
  },
  "figures.read": async () => ({ measure: "phonics.year1", urn: one?.urn, year }),
  "history.list": async () => ({}),
  "import.answer": async () => ({ id: await upload(), existing: "retain" }),
  "import.cancel": async () => ({ id: await upload() }),
  "import.list": async () => ({}),
  "import.receive": async () => ({ fileName: "a.xml", stored: "x", bytes: 1, sha256: randomBytes(32).toString("hex") }),
  "mail.again": async () => ({ id: await failedMail() }),
  "mail.list": async () => ({}),
  "leaders.appoint": async () => ({ urn: (await leaderless()).urn, name: "Sam Carter", email: newAddress() }),
  "leaders.appoint-many": async () => ({ text: `${(await leaderless()).urn}, Sam Carter, ${newAddress()}` }),
  "leaders.check": async () => ({ text: `${one?.laCode}/${one?.estab}, Sam Carter, ${newAddress()}` }),
  "leaders.confirm": async () => ({ urn: one?.urn, person: await makeAccess(one as MadeSchool, { level: 1 }) }),
  "leaders.list": async () => ({}),
  "localities.add": async () => ({ kind: "area", name: randomUUID() }),
  "localities.check": async () => ({ kind: "area", text: `North, ${one?.laCode}/${one?.estab}`, day: "2026-09-01" }),
  "localities.end": async () => ({ id: await locality(), last: "2026-08-31" }),
  "localities.list": async () => ({}),
  "localities.move": async () => ({ kind: "locality", into: await locality(), urns: [one?.urn], day: "2026-09-01" }),
  "localities.paste": async () => ({ kind: "area", text: `North, ${one?.urn}`, day: "2026-09-01" }),
  "localities.rename": async () => ({ id: await locality(), name: randomUUID() }),
  "record.edit": async () => ({
    dataset: "phonics",
    id: await pupil(one as MadeSchool, 1),
    column: "forename",
    from: "Wren",
    to: "Robin",
  }),
  "record.edit-block": async () => ({
    dataset: "phonics",
    edits: [{ id: await pupil(one as MadeSchool, 1), column: "forename", from: "Wren", to: "Robin" }],
  }),
  "record.history": async () => ({ dataset: "phonics", id: await pupil(one as MadeSchool, 2) }),
  "record.list": async () => ({ dataset: "phonics", year }),
  "record.mark-correct": async () => ({
    dataset: "phonics",
    id: await queried(),
    checkId: "U07",
    because: "It is right",
  }),
  "record.unmark": async () => ({ dataset: "phonics", id: await queried(), checkId: "U07" }),
  "records.school-faults": async () => ({ urn: one?.urn }),
  "records.school-now": async () => ({ urn: one?.urn }),
  "records.by-school": async () => ({ year }),
  "records.season": async () => ({ years: [year] }),
  "report.build": async () => ({ report: "phonics-summary", urn: one?.urn, year }),
  "report.headlines": async () => ({ urn: one?.urn }),
  "report.list": async () => ({ urn: one?.urn }),
  "schools.list": async () => ({}),
  "settings.change": async () => ({ threshold: 6, queueLimit: 500, senderName: null, replyTo: null }),
  "settings.read": async () => ({}),
  "staff.change": async () => ({
    person: await makeStaff(one?.laCode ?? ""),
    from: { see: ["assessment"], edit: ["assessment"], admin: false },
    to: { see: [], edit: [], admin: false },
  }),
  "staff.invite": async () => ({ name: "Jo Bright", email: newAddress() }),
  "staff.list": async () => ({}),
  "staff.movements": async () => ({ since: null }),
  "staff.remove": async () => ({ person: await makeStaff(one?.laCode ?? "") }),
};

/** Who must never be shown a pupil, and what an authority's neighbour must not be told at all. */
const noPupils: Person[] = [
  "school level 3",
  "adviser, hat of another school where level 3",
  "officer of another authority",
  "operator",
];

const actsOf = async (door: string, scope: Scope) =>
  (
    await sql`select 1 from audit.acts where door = ${door} and actor is not distinct from ${scope.actor} and la_code = ${scope.laCode}`
  ).length;

async function answer(
  door: Door,
  scope: Scope | undefined,
  input: unknown,
): Promise<{ answer: Answer | string; shown: string }> {
  try {
    // Nobody has no scope; the types do not let one call a door without.
    const result = await door(scope as Scope, input);
    return { answer: answers.y, shown: JSON.stringify(result) ?? "" };
  } catch (error) {
    if (!scope && error instanceof TypeError) return { answer: answers["-"], shown: "" };
    return { answer: error instanceof Error ? `${error.name}` : "?", shown: "" };
  }
}

it("every door is in the table, every line of the table is a door, and every cell is declared", () => {
  expect(declaring.length).toBeGreaterThan(5);
  expect([...matrix.keys()].sort()).toEqual(doors.map((d) => d.door.name).sort());
  const incomplete = [...matrix].filter(([, l]) => l.length !== people.length || l.some((x) => !(x in answers)));
  expect(incomplete).toEqual([]);
  expect(doors.filter((d) => !(d.door.name in asked)).map((d) => d.door.name)).toEqual([]);
});

describe.each([...matrix])("%s", (name, letters) => {
  const door = doors.find((d) => d.door.name === name) as Door;

  it.each(people.map((person, n) => [person, answers[letters[n] as keyof typeof answers]] as const))(
    "%s: %s",
    async (person, expected) => {
      const scope = scopes.get(person);
      const input = await asked[name]?.();
      const before = scope ? await actsOf(name, scope) : 0;
      const given = await answer(door, scope, input);
      expect(given.answer).toBe(expected);
      const noted = scope ? (await actsOf(name, scope)) - before : 0;
      const notes = door.door.kind === "command" || door.door.seesPupils;
      expect(noted).toBe(expected === "yes" && notes ? 1 : 0);
      if (noPupils.includes(person)) expect(given.shown).not.toContain(canary);
      if (person === "officer of another authority") expect(given.shown).not.toContain(one?.urn);
    },
  );
});
