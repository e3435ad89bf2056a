import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAccess, makeAuthority, makePerson, makeSchool } from "@/db/make";
import { asSchool, asStaff } from "@/lib/access/make";
import { hatsOf } from "@/lib/access/scope-of";
import { closeDatabase, type Scope, withScope } from "@/lib/database";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { closeQueue } from "@/lib/queue";
import { dayOf } from "@/lib/when";
import { addAccess } from "./add";
import { changeLevel } from "./change-level";
import { latestEnd, suggestedEnd } from "./days";
import { endOf } from "./entry";
import { extendAccess } from "./extend";
import { listAccess, readEntry } from "./list";
import { readAccessLog } from "./log";
import { removeAccess } from "./remove";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const ticks = { safeguarding: true, dataProtection: true, acceptableUse: true };
const somebody = (of: object = {}) => ({
  ...{ name: "Ann Adviser", email: `${randomUUID()}@adviser.example`, level: 3, purpose: "Early reading" },
  ...{ until: suggestedEnd(), ...ticks, ...of },
});

const writtenEnd = suggestedEnd().split("-").reverse().join("/");

async function school(): Promise<{ at: MadeSchool; head: Scope; urn: string }> {
  const at = await makeSchool((await makeAuthority()).code);
  return { at, head: await asSchool(at, { level: 1 }), urn: at.urn };
}
const mailsTo = async (person: string) =>
  (
    await sql<{ template: string }[]>`select template from app.mails where person_id = ${person} order by created_at`
  ).map((m) => m.template);
const levelsOf = async (person: string) => (await hatsOf(person)).map((hat) => hat.level);
const added = async (scope: Scope, of: object): Promise<string> => {
  const done = await addAccess(scope, of as Parameters<typeof addAccess>[1]);
  if (!("person" in done)) throw new Error("The person was not added.");
  return done.person;
};
const faultsOf = (work: Promise<unknown>): Promise<string[]> =>
  work.then(
    () => [],
    (error) => (error instanceof Invalid ? Object.keys(error.fields).sort() : [String(error)]),
  );

describe("letting somebody in", () => {
  it("enters them until the last day, keeps what was declared and by whom, and invites them at once", async () => {
    const { head, urn } = await school();
    const person = await added(head, {
      urn,
      ...somebody({ level: 2, dbsSeenOn: "2026-01-05", organisation: "Read Well", until: writtenEnd }),
    });
    expect(await levelsOf(person)).toEqual([2]);
    expect(await mailsTo(person)).toEqual(["invite-school"]);
    const { entry, declarations } = await readEntry(head, { urn, person });
    expect(entry).toMatchObject({
      level: 2,
      organisation: "Read Well",
      purpose: "Early reading",
      lastDay: suggestedEnd(),
      letInBy: "Sam Head",
      state: "now",
    });
    expect(declarations.map(({ kind, level, seenOn, by }) => [kind, level, seenOn, by])).toEqual([
      ["acceptable-use", 2, null, "Sam Head"],
      ["data-protection", 2, null, "Sam Head"],
      ["dbs", 2, "2026-01-05", "Sam Head"],
      ["safeguarding", 2, null, "Sam Head"],
    ]);
    const [row] = await sql<
      { by: string }[]
    >`select let_in_by as by from app.access where urn = ${urn} and person_id = ${person}`;
    expect(row?.by).toBe(head.actor);
  });

  it("needs every declaration, a purpose and an end of twelve months at most, and for Level 2 the DBS check; all faults are said at once", async () => {
    const { head, urn } = await school();
    const none = {
      urn,
      name: " ",
      email: "no",
      level: "",
      purpose: "",
      until: "",
      safeguarding: false,
      dataProtection: false,
      acceptableUse: false,
    };
    expect(await faultsOf(addAccess(head, none))).toEqual([
      "acceptableUse",
      "dataProtection",
      "email",
      "level",
      "name",
      "purpose",
      "safeguarding",
      "until",
    ]);
    const tomorrow = dayOf(new Date(Date.now() + 86_400_000));
    const wrong: [object, string][] = [
      [{ level: 2 }, "dbsSeenOn"],
      [{ level: 2, dbsSeenOn: tomorrow }, "dbsSeenOn"],
      [{ level: 1 }, "level"],
      [{ until: "2020-01-01" }, "until"],
      [{ until: dayOf(new Date(Date.parse(latestEnd()) + 86_400_000)) }, "until"],
      [{ safeguarding: false }, "safeguarding"],
      [{ email: '"sam@school.example"@evil.example' }, "email"],
      [{ email: "sam＠school.example" }, "email"],
    ];
    for (const [of, field] of wrong)
      expect(await faultsOf(addAccess(head, { urn, ...somebody(of) })), field).toEqual([field]);
    expect((await listAccess(head, { urn })).entries).toHaveLength(1);
  });

  it("with a web-mail address, under a subdomain too, is refused until it is confirmed on purpose, and that is noted", async () => {
    const { head, urn } = await school();
    const of = { urn, ...somebody({ email: `${randomUUID()}@mail.yahoo.co.uk` }) };
    expect(await faultsOf(addAccess(head, of))).toEqual(["webMail"]);
    const person = await added(head, { ...of, webMail: true });
    const [act] = await sql<{ note: object }[]>`select note from audit.acts where door = 'access.add' and urn = ${urn}`;
    expect(act?.note).toEqual({ urn, person, level: 3, until: of.until, webMail: true });
  });

  it("is refused by the school where the address has a log-in, in the same way wherever that is in use, and changes nothing", async () => {
    const { head, urn, at } = await school();
    const places = [await makeSchool(at.laCode), await makeSchool((await makeAuthority()).code)];
    const persons = await Promise.all(places.map((place) => makeAccess(place, { level: 2 })));
    const unused = await makePerson();
    for (const person of [...persons, unused]) {
      const [{ email } = { email: "" }] = await sql<
        { email: string }[]
      >`select email from auth.people where id = ${person}`;
      expect(await addAccess(head, { urn, ...somebody({ email: email.toUpperCase() }) })).toEqual({ elsewhere: true });
      expect(await mailsTo(person)).toEqual([]);
    }
    expect((await listAccess(head, { urn })).entries).toHaveLength(1);
  });

  it("again, whom the school had removed, works with the log-in they have; who is in already is not entered twice", async () => {
    const { head, urn } = await school();
    const of = { urn, ...somebody() };
    const person = await added(head, of);
    expect(await faultsOf(addAccess(head, of))).toEqual(["email"]);
    await removeAccess(head, { urn, person });
    expect(await levelsOf(person)).toEqual([]);
    expect(await added(head, { ...of, level: 2, dbsSeenOn: "2026-01-05" })).toBe(person);
    expect(await levelsOf(person)).toEqual([2]);
    expect(await mailsTo(person)).toEqual(["invite-school", "access-removed", "access-added"]);
  });

  it("at a school of somebody else is not found", async () => {
    const [here, there] = [await school(), await school()];
    for (const urn of [there.urn, "999999"]) {
      const asked = [
        () => addAccess(here.head, { urn, ...somebody() }),
        () => listAccess(here.head, { urn }),
        () => readAccessLog(here.head, { urn }),
        () => removeAccess(here.head, { urn, person: there.head.actor ?? "" }),
      ];
      for (const ask of asked) await expect(ask()).rejects.toThrow("There is no such school in this authority.");
    }
  });
});

describe("a level", () => {
  it("is raised only with all declarations and the DBS check, and holds at the next request; lowered, names are gone at the next", async () => {
    const { head, urn } = await school();
    const person = await added(head, { urn, ...somebody() });
    expect(await faultsOf(changeLevel(head, { urn, person, level: 2 }))).toEqual([
      "acceptableUse",
      "dataProtection",
      "dbsSeenOn",
      "safeguarding",
    ]);
    await changeLevel(head, { urn, person, level: 2, ...ticks, dbsSeenOn: "5/1/2026" });
    expect(await levelsOf(person)).toEqual([2]);
    const { declarations } = await readEntry(head, { urn, person });
    expect(declarations.find((d) => d.kind === "dbs")?.seenOn).toBe("2026-01-05");
    expect(declarations.filter((d) => d.level === 2).map((d) => d.kind)).toEqual([
      "acceptable-use",
      "data-protection",
      "dbs",
      "safeguarding",
    ]);
    // A form that lowers sends its declarations unticked.
    const unticked = { safeguarding: false, dataProtection: false, acceptableUse: false };
    await changeLevel(head, { urn, person, level: 3, ...unticked });
    expect(await levelsOf(person)).toEqual([3]);
    const tomorrow = dayOf(new Date(Date.now() + 86_400_000));
    expect(await faultsOf(changeLevel(head, { urn, person, level: 2, ...unticked, dbsSeenOn: tomorrow }))).toHaveLength(
      4,
    );
    expect(await mailsTo(person)).toEqual(["invite-school", "access-changed", "access-changed"]);
  });

  it("2 needs a purpose and an end: asked for where an entry has none", async () => {
    const { head, urn, at } = await school();
    const person = await makeAccess(at, { level: 3 });
    const raise = { urn, person, level: 2, ...ticks, dbsSeenOn: "2026-01-05" };
    expect(await faultsOf(changeLevel(head, raise))).toEqual(["purpose", "until"]);
    await changeLevel(head, { ...raise, purpose: "Governor for reading", until: latestEnd() });
    expect((await readEntry(head, { urn, person })).entry).toMatchObject({
      level: 2,
      lastDay: latestEnd(),
      purpose: "Governor for reading",
    });
  });

  it("is never one's own to change, nor the school's to give or take where it is Level 1", async () => {
    const { head, urn, at } = await school();
    const deputy = await makeAccess(at, { level: 1 });
    const own = { urn, person: head.actor ?? "" };
    await expect(changeLevel(head, { ...own, level: 3 })).rejects.toThrow(Forbidden);
    await expect(extendAccess(head, { ...own, until: suggestedEnd() })).rejects.toThrow(Forbidden);
    await expect(removeAccess(head, own)).rejects.toThrow(Forbidden);
    await expect(
      changeLevel(head, { urn, person: deputy, level: 2, ...ticks, dbsSeenOn: "2026-01-05" }),
    ).rejects.toThrow(Forbidden);
    expect(await levelsOf(head.actor ?? "")).toEqual([1]);
  });
});

describe("behind the doors the database refuses", () => {
  const refused = { code: "42501" };
  it("a Level 1 made by a school, another level or end for oneself, and every write of Levels 2 and 3", async () => {
    const { head, urn, at } = await school();
    const person = await makeAccess(at, { level: 3 });
    const run = (scope: Scope, text: string) => withScope(scope, (tx) => tx.sql.unsafe(text));
    await expect(
      run(head, `update app.access set level = 1 where urn = '${urn}' and person_id = '${person}'`),
    ).rejects.toMatchObject(refused);
    await expect(
      run(
        head,
        `insert into app.access (la_code, urn, person_id, name, email, level) values ('${at.laCode}', '${urn}', '${randomUUID()}', 'x', 'x', 1)`,
      ),
    ).rejects.toMatchObject(refused);
    for (const set of ["level = 3", "until = now() + interval '9 years'", "removed_at = now()"])
      expect((await run(head, `update app.access set ${set} where person_id = '${head.actor}'`)).count).toBe(0);
    for (const level of [2, 3] as const) {
      const scope = await asSchool(at, { level });
      const tried = run(scope, `update app.access set level = 2 where urn = '${urn}' and person_id = '${person}'`);
      if (level === 3) await expect(tried).rejects.toMatchObject(refused);
      else expect((await tried).count).toBe(0);
      const seen = run(scope, "select * from app.access");
      if (level === 3) await expect(seen).rejects.toMatchObject(refused);
      else expect(await seen).toHaveLength(0);
    }
    expect(await levelsOf(person)).toEqual([3]);
  });

  it("a Level 1 of a school with an answer of another day, or to what the school asked itself", async () => {
    const { head, urn, at } = await school();
    const person = await makeAccess(at, { level: 2 });
    for (const of of [
      { side: "school", answered_at: new Date() },
      { side: "la", answered_at: new Date(Date.now() - 1000) },
    ]) {
      const row = {
        la_code: at.laCode,
        urn,
        kind: "level-1",
        name: "x",
        asked_by_name: "x",
        state: "added",
        person_id: person,
      };
      await sql`insert into app.access_requests ${sql({ ...row, ...of })}`;
      const raise = withScope(head, (tx) => tx.sql`update app.access set level = 1 where person_id = ${person}`);
      await expect(raise).rejects.toMatchObject(refused);
    }
  });
});

describe("removing", () => {
  it("never takes a school's last Level 1: not by the authority, nor by two who remove each other at the same time", async () => {
    const { at, urn, head } = await school();
    const la = await asStaff(at.laCode, { admin: true });
    await expect(removeAccess(la, { urn, person: head.actor ?? "" })).rejects.toThrow(Conflict);
    for (let round = 0; round < 10; round++) {
      const one = await school();
      const other = await asSchool(one.at, { level: 1 });
      const done = await Promise.allSettled([
        removeAccess(one.head, { urn: one.urn, person: other.actor ?? "" }),
        removeAccess(other, { urn: one.urn, person: one.head.actor ?? "" }),
      ]);
      expect(done.map((d) => d.status).sort()).toEqual(["fulfilled", "rejected"]);
    }
  });

  it("counts a Level 1 who has ended or is suspended as none", async () => {
    const { at, urn, head } = await school();
    const la = await asStaff(at.laCode, { admin: true });
    await makeAccess(at, { level: 1, until: "2020-01-01" });
    const suspended = await makeAccess(at, { level: 1 });
    await sql`update app.access set suspended_at = now() where person_id = ${suspended}`;
    await expect(removeAccess(la, { urn, person: head.actor ?? "" })).rejects.toThrow("last Level 1");
    await makeAccess(at, { level: 1 });
    await removeAccess(la, { urn, person: head.actor ?? "" });
    expect(await levelsOf(head.actor ?? "")).toEqual([]);
  });

  it("ends the remover's own rights first: who was removed a moment ago changes nothing more", async () => {
    const { head, at, urn } = await school();
    const deputy = await asSchool(at, { level: 1 });
    const person = await makeAccess(at, { level: 3 });
    await removeAccess(head, { urn, person: deputy.actor ?? "" });
    await expect(removeAccess(deputy, { urn, person })).rejects.toThrow("no longer run");
    expect(await levelsOf(person)).toEqual([3]);
  });

  it("is seen in the register for a year, with when", async () => {
    const { head, urn } = await school();
    const person = await added(head, { urn, ...somebody() });
    await removeAccess(head, { urn, person });
    const states = async () =>
      (await listAccess(head, { urn })).entries.filter((e) => e.person === person).map((e) => e.state);
    expect(await states()).toEqual(["removed"]);
    await expect(removeAccess(head, { urn, person })).rejects.toThrow(NotFound);
    await sql`update app.access set removed_at = now() - interval '13 months' where person_id = ${person}`;
    expect(await states()).toEqual([]);
  });
});

describe("an end date", () => {
  it("holds by the database's clock, with no worker about; extended, they are back", async () => {
    const { head, urn } = await school();
    const person = await added(head, { urn, ...somebody() });
    await sql`update app.access set until = now() + interval '1 second' where person_id = ${person}`;
    expect(await levelsOf(person)).toEqual([3]);
    await sql`select pg_sleep(1.1)`;
    expect(await levelsOf(person)).toEqual([]);
    expect((await readEntry(head, { urn, person })).entry.state).toBe("ended");
    await extendAccess(head, { urn, person, until: suggestedEnd() });
    expect(await levelsOf(person)).toEqual([3]);
    expect(await faultsOf(extendAccess(head, { urn, person, until: "2099-01-01" }))).toEqual(["until"]);
  });

  it("is midnight in England, in summer and in winter time", async () => {
    const { head } = await school();
    const days = [
      ["2026-12-31", "2027-01-01 00:00:00"],
      ["2027-03-27", "2027-03-28 00:00:00"],
      ["2027-03-28", "2027-03-28 23:00:00"],
      ["2027-06-30", "2027-06-30 23:00:00"],
    ] as const;
    for (const [day, utc] of days) {
      const [row] = await withScope(
        head,
        (tx) => tx.sql<{ at: string }[]>`
        select (${endOf(tx.sql, day)} at time zone 'UTC')::text as at`,
      );
      expect(row?.at).toBe(utc);
    }
  });
});

describe("the access log", () => {
  it("tells who opened which report and who did what in the register, by name, a page at a time and by person", async () => {
    const { head, urn, at } = await school();
    const officer = await asStaff(at.laCode);
    const person = await added(head, { urn, ...somebody() });
    const note = { urn, report: "standard-pack", year: 2026, pupils: 30 };
    for (const [actor, hat] of [
      [head.actor, "school level 1"],
      [officer.actor, "staff"],
    ] as const)
      await sql`insert into audit.acts (la_code, actor, hat, door, urn, note) values (${at.laCode}, ${actor}, ${hat}, 'report.build', ${urn}, ${sql.json(note)})`;
    const { lines } = await readAccessLog(head, { urn });
    expect(lines.map(({ door, name, by, whom }) => [door, name, by, whom])).toEqual([
      ["report.build", null, "staff", null],
      ["report.build", "Sam Head", "school", null],
      ["access.add", "Sam Head", "school", "Ann Adviser"],
    ]);
    expect((await readAccessLog(head, { urn, person })).lines).toEqual([]);
    expect((await readAccessLog(head, { urn, person: head.actor ?? "" })).lines).toHaveLength(2);
    const toLa = await readAccessLog(await asStaff(at.laCode, { admin: true }), { urn });
    expect(toLa.lines[0]?.name).toBe("Jo Officer");
    await sql`insert into audit.acts (la_code, actor, hat, door, urn, note)
      select ${at.laCode}, ${head.actor}, 'school level 1', 'report.build', ${urn}, ${sql.json(note)} from generate_series(1, 60)`;
    const [first, second] = [await readAccessLog(head, { urn }), await readAccessLog(head, { urn, page: 2 })];
    expect([first.lines.length, first.more, second.lines.length, second.more]).toEqual([50, true, 13, false]);
  });

  it("holds ids and levels in the acts, no name and no address", async () => {
    const { head, urn } = await school();
    const person = await added(head, {
      urn,
      ...somebody({ name: "Zebedee Unusual", email: `zebedee-${randomUUID()}@odd.example` }),
    });
    await changeLevel(head, { urn, person, level: 2, ...ticks, dbsSeenOn: "2026-01-05" });
    await removeAccess(head, { urn, person });
    const acts = await sql`select note::text as note from audit.acts where urn = ${urn}`;
    expect(acts.length).toBe(3);
    expect(JSON.stringify(acts)).not.toMatch(/zebedee|unusual|odd\.example/i);
  });
});
