import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAccess, makeAuthority, makePerson, makeSchool } from "@/db/make";
import { closeDatabase, type Scope, withScope } from "@/lib/database";
import { Conflict, Forbidden, NotFound } from "@/lib/errors";
import { closeQueue } from "@/lib/queue";
import { asSchool, asStaff } from "../make";
import { hatsOf } from "../scope-of";
import { appointLeader, confirmLeader } from "./appoint";
import { listLeaders } from "./list";
import { appointLeaders, checkLeaders } from "./many";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const administrator = (laCode: string) => asStaff(laCode, { see: [], edit: [], admin: true });
async function authority(): Promise<{ code: string; first: Scope; second: Scope }> {
  const { code } = await makeAuthority();
  return { code, first: await administrator(code), second: await administrator(code) };
}
const address = () => `head.${crypto.randomUUID()}@school.example`;
const mailsOf = async (code: string) => {
  const rows = await sql<{ template: string; person: string | null; urn: string | null; ids: object }[]>`
    select template, person_id as person, urn, ids from app.mails where la_code = ${code} order by template, person_id, urn`;
  return [...rows];
};

describe("a school's first Level 1", () => {
  it("is let in by an administrator, and announced to the school's own address and to the other administrators", async () => {
    const { code, first, second } = await authority();
    const school = await makeSchool(code);
    const { person } = await appointLeader(first, { urn: school.urn, name: "Sam Carter", email: address() });
    expect(await hatsOf(person)).toMatchObject([{ laCode: code, urn: school.urn, level: 1, name: "Sam Carter" }]);
    const ids = { urn: school.urn };
    expect(await mailsOf(code)).toEqual(
      expect.arrayContaining([
        { template: "invite-school", person, urn: null, ids },
        { template: "level-1-made", person: null, urn: school.urn, ids },
        { template: "level-1-made", person: second.actor, urn: null, ids },
      ]),
    );
    expect(await mailsOf(code)).toHaveLength(3);
    const [entry] = await sql`select let_in_by, let_in_by_name from app.access where la_code = ${code}`;
    expect(entry).toEqual({ let_in_by: first.actor, let_in_by_name: "Jo Officer" });
    expect(await sql`select from app.declarations where la_code = ${code}`).toHaveLength(0);
  });

  it("keeps the log-in that the person has", async () => {
    const { code, first } = await authority();
    const email = address();
    const known = await makePerson(email);
    const { urn } = await makeSchool(code);
    expect((await appointLeader(first, { urn, name: "Sam", email })).person).toBe(known);
    expect((await mailsOf(code)).map((m) => m.template)).toContain("access-added");
  });

  it("is the only one made like that: a further one needs the school's consent, also when two are made at once", async () => {
    const { code, first, second } = await authority();
    const { urn } = await makeSchool(code);
    const make = (by: Scope) => appointLeader(by, { urn, name: "Sam", email: address() });
    const made = await Promise.allSettled([make(first), make(second), make(first), make(second)]);
    expect(made.filter((m) => m.status === "fulfilled")).toHaveLength(1);
    await expect(make(first)).rejects.toThrow(Conflict);
    await expect(make(first)).rejects.toThrow("A further one needs both");
  });

  it("with a web-mail address is confirmed on purpose", async () => {
    const { code, first } = await authority();
    const { urn } = await makeSchool(code);
    const of = { urn, name: "Sam", email: `sam.${crypto.randomUUID()}@mail.yahoo.co.uk` };
    const refused = await appointLeader(first, of).catch((error) => error);
    expect(refused.fields).toEqual({ webMail: "Tick to confirm that you mean an address with yahoo.co.uk" });
    const [line] = await checkLeaders(first, { text: `${urn},Sam,${of.email}` });
    expect(line?.words).toContain("The address is web mail (yahoo.co.uk)");
    await appointLeader(first, { ...of, webMail: true });
  });

  it("is never oneself, nor of a school that is closed or another authority's", async () => {
    const { code, first } = await authority();
    const { urn } = await makeSchool(code);
    const email = address();
    await sql`update auth.people set email = ${email} where id = ${first.actor}`;
    await expect(appointLeader(first, { urn, name: "Me", email })).rejects.toThrow(Forbidden);
    const past = withScope(
      first,
      (tx) =>
        tx.sql`insert into app.access (la_code, urn, person_id, name, email, level) values (${code}, ${urn}, ${first.actor}, 'Me', 'x', 1)`,
    );
    await expect(past).rejects.toMatchObject({ code: "42501" });
    const foreign = await makeSchool((await makeAuthority()).code);
    await expect(appointLeader(first, { urn: foreign.urn, name: "Sam", email: address() })).rejects.toThrow(NotFound);
    const closed = await makeSchool(code);
    await sql`update ref.schools set close_date = '2020-08-31' where urn = ${closed.urn}`;
    await expect(appointLeader(first, { urn: closed.urn, name: "Sam", email: address() })).rejects.toThrow(Conflict);
  });
});

describe("a Level 1 who has left", () => {
  it("is replaced in one step: the school is never without, the old one is out at the next request and told", async () => {
    const { code, first } = await authority();
    const school = await makeSchool(code);
    const old = await makeAccess(school, { level: 1 });
    const replace = (replaces: string) =>
      appointLeader(first, { urn: school.urn, name: "New Head", email: address(), replaces });
    const { person } = await replace(old);
    expect(await hatsOf(old)).toEqual([]);
    expect((await hatsOf(person)).map((h) => h.level)).toEqual([1]);
    expect((await mailsOf(code)).find((m) => m.person === old)?.template).toBe("access-removed");
    await expect(replace(old)).rejects.toThrow(Conflict);
    const [act] = await sql<{ note: object }[]>`
      select note from audit.acts where la_code = ${code} and door = 'leaders.appoint'`;
    expect(act?.note).toEqual({ urn: school.urn, person, level: 1, replaces: old });
  });
});

describe("a list", () => {
  it("is told line by line what is wrong and what would be right; what is right is done, nothing else is lost", async () => {
    const { code, first, second } = await authority();
    const [one, two, three, four] = await Promise.all([1, 2, 3, 4].map(() => makeSchool(code)));
    if (!one || !two || !three || !four) throw new Error("There are no schools.");
    await makeAccess(three, { level: 1 });
    const text = [
      "DfE number,Name,E-mail",
      `${code}/${one.estab},"Carter, Sam",${address()}`,
      `${two.urn}\tRobin Hale\t${address()}`.replaceAll("\t", ","),
      `999999,Kim Lee,${address()}`,
      `${three.urn},Kim Lee,${address()}`,
      `${four.urn},Kim Lee,kim at school`,
      `${four.urn},Kim Lee`,
      `${one.urn},Another,${address()}`,
    ].join("\n");
    const lines = await checkLeaders(first, { text });
    expect(lines.map((l) => [l.line, l.right])).toEqual([
      [2, true],
      [3, true],
      [4, false],
      [5, false],
      [6, false],
      [7, false],
      [8, false],
    ]);
    const words = lines.map((l) => l.words);
    expect(words[0]).toBe(`Carter, Sam becomes Level 1 of ${one.name}.`);
    expect(words[2]).toContain("“999999” is no school of this authority. Give a URN like");
    expect(words[3]).toContain("has a Level 1 already");
    expect(words[4]).toContain("is not an e-mail address. One is like");
    expect(words[5]).toContain("Something is missing here");
    expect(words[6]).toContain("Line 2 is for the same school");
    expect(await sql`select from app.access where la_code = ${code} and email like 'head.%'`).toHaveLength(0);

    const { urns, left } = await appointLeaders(first, { text });
    expect(urns.sort()).toEqual([one.urn, two.urn].sort());
    expect(left.map((l) => l.text)).toEqual(text.split("\n").slice(3));
    const mails = await mailsOf(code);
    expect(mails.filter((m) => m.template === "level-1-made").map((m) => m.urn)).toEqual([one.urn, two.urn].sort());
    expect(mails.filter((m) => m.person === second.actor)).toEqual([
      { template: "level-1s-made", person: second.actor, urn: null, ids: { count: "2" } },
    ]);
    await expect(appointLeaders(first, { text: left.map((l) => l.text).join("\n") })).rejects.toThrow(Conflict);
  });

  it("of 200 schools is done in one go", async () => {
    const { code, first } = await authority();
    const schools = await Promise.all(Array.from({ length: 200 }, () => makeSchool(code)));
    const text = schools.map((s) => `${s.urn};Head of ${s.name};${address()}`).join("\r\n");
    const begun = Date.now();
    expect((await appointLeaders(first, { text })).urns).toHaveLength(200);
    expect(Date.now() - begun).toBeLessThan(20_000);
    expect((await listLeaders(first, {})).filter((s) => s.leaders.length !== 1)).toEqual([]);
  }, 120_000);
});

describe("the authority's look at the Level 1s", () => {
  it("keeps when each was confirmed, and confirms nobody else", async () => {
    const { code, first } = await authority();
    const school = await makeSchool(code);
    const head = await asSchool(school, { level: 1 });
    const governor = await makeAccess(school, { level: 3 });
    await confirmLeader(first, { urn: school.urn, person: head.actor ?? "" });
    const [listed] = (await listLeaders(first, {}))[0]?.leaders ?? [];
    expect(listed?.confirmedAt).not.toBeNull();
    await expect(confirmLeader(first, { urn: school.urn, person: governor })).rejects.toThrow(NotFound);
  });
});
