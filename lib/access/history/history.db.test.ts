import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAccess, makeAuthority, makeSchool, makeStaff } from "@/db/make";
import { changeAgreements, useAgreements } from "@/lib/agreements/change";
import { closeDatabase, type Scope } from "@/lib/database";
import { Forbidden, Invalid } from "@/lib/errors";
import { addLocality, moveIntoLocality, renameLocality } from "@/lib/localities/change";
import { closeQueue } from "@/lib/queue";
import { authoritySettings, changeSettings } from "@/lib/settings/change";
import { setAuthority } from "@/lib/settings/operate";
import { doors } from "../door";
import { appointLeader } from "../leaders/appoint";
import { asSchool, asStaff } from "../make";
import { addStaff, removeStaff as removeByOperator } from "../operate";
import { changeStaff } from "../staff/change";
import { inviteStaff } from "../staff/invite";
import { listMovements } from "../staff/movements";
import { removeStaff } from "../staff/remove";
import { kindOf } from "./doors";
import { listHistory } from "./list";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const administrator = (laCode: string) => asStaff(laCode, { see: [], edit: [], admin: true });
async function authority(): Promise<{ code: string; scope: Scope }> {
  const { code } = await makeAuthority();
  return { code, scope: await administrator(code) };
}
const address = () => `jo.${crypto.randomUUID()}@authority.example`;
const none = { see: [], edit: [], admin: false };

/** Work on records is told where the records are. */
const elsewhere = ["batch.", "import.", "record.", "mail.", "test."];

it("every command that changes an authority's people and settings is among what the history tells of", async () => {
  const lib = path.resolve(import.meta.dirname, "../..");
  const declaring = readdirSync(lib, { recursive: true, encoding: "utf8" })
    .filter((file) => /(?<!\.test)\.ts$/.test(file))
    .filter((file) => /=\s*command\(\{/.test(readFileSync(path.join(lib, file), "utf8")));
  for (const file of declaring) await import(/* @vite-ignore */ path.join(lib, file));
  const commands = doors.map((d) => d.door).filter((d) => d.kind === "command");
  const untold = commands.filter((d) => !elsewhere.some((begin) => d.name.startsWith(begin)) && !kindOf(d.name));
  expect(commands.length).toBeGreaterThan(15);
  expect(untold.map((d) => d.name)).toEqual([]);
});

describe("the history", () => {
  it("tells who changed what from what to what, in words, newest first", async () => {
    const { code, scope } = await authority();
    const school = await makeSchool(code, { name: "Elm Primary School" });
    const email = address();
    const { person } = await inviteStaff(scope, { name: "Robin Hale", email });
    const sees = { see: ["assessment" as const], edit: [], admin: false };
    await changeStaff(scope, { person, from: none, to: sees });
    await removeStaff(scope, { person });
    await appointLeader(scope, { urn: school.urn, name: "Sam Carter", email: address() });
    const ticked = { kind: "ticked" as const, urns: [school.urn] };
    await changeAgreements(scope, { kind: "set", schools: ticked, from: "2026-04-01", until: "2027-03-31" });
    await useAgreements(scope, { needed: true });
    const { id } = await addLocality(scope, { kind: "locality", name: "North" });
    await renameLocality(scope, { id, name: "North east" });
    await moveIntoLocality(scope, { kind: "locality", into: id, urns: [school.urn], day: "2026-09-01" });
    await changeSettings(scope, { threshold: 10, queueLimit: 20, senderName: "Data team", replyTo: "" });
    await addStaff(code, { email: address(), name: "Op Made", ...sees });
    await setAuthority(code, { threshold: 6 });

    const { rows, more } = await listHistory(scope, {});
    expect(more).toBe(false);
    expect(rows.map(({ who, what, from, to }) => [who, what, from, to])).toEqual([
      [
        "Command line",
        "Settings by the command line",
        "Threshold for small numbers: 10",
        "Threshold for small numbers: 6",
      ],
      ["Command line", "Op Made among the staff", undefined, "sees Assessment"],
      [
        "Jo Officer",
        "Settings",
        "Threshold for small numbers: 6, Sender’s name: none",
        "Threshold for small numbers: 10, Sender’s name: Data team",
      ],
      ["Jo Officer", "Moved from 1 September 2026, Locality: Elm Primary School", "none", "North east"],
      ["Jo Officer", "Locality renamed", "North", "North east"],
      ["Jo Officer", "Locality made", undefined, "North"],
      ["Jo Officer", "Reports need an agreement from now on", undefined, undefined],
      ["Jo Officer", "Agreement: Elm Primary School", undefined, "1 April 2026 to 31 March 2027"],
      ["Jo Officer", "Sam Carter made Level 1 of Elm Primary School", undefined, undefined],
      ["Jo Officer", "Robin Hale removed from the staff", "sees Assessment", undefined],
      ["Jo Officer", "Rights of Robin Hale", "none", "sees Assessment"],
      ["Jo Officer", "Robin Hale invited to the staff", undefined, undefined],
    ]);
    const ofSchool = (await listHistory(scope, { urn: school.urn })).rows.map((r) => r.kind);
    expect(ofSchool).toEqual(["localities", "agreements", "register"]);
    expect((await listHistory(scope, { person })).rows.map((r) => r.what)).toHaveLength(3);
    expect((await listHistory(scope, { kind: "settings" })).rows).toHaveLength(2);
    const notes = await sql`select note::text from audit.acts where la_code = ${code}`;
    for (const name of ["Robin", "Carter", email, "Elm"]) expect(JSON.stringify(notes)).not.toContain(name);
  });

  it("tells what was refused, and to whom", async () => {
    const { code, scope } = await authority();
    const officer = await asStaff(code);
    await expect(listHistory(officer, {})).rejects.toThrow(Forbidden);
    const { rows } = await listHistory(scope, { kind: "refused" });
    expect(rows.map((r) => [r.who, r.what])).toEqual([["Jo Officer", "Refused once: this history (history.list)"]]);
  });

  it("is read page by page, each act once, and never another authority's", async () => {
    const { code, scope } = await authority();
    const other = await authority();
    for (let n = 0; n < 120; n++) await addLocality(n % 2 ? scope : other.scope, { kind: "area", name: `Area ${n}` });
    const seen: number[] = [];
    for (let before: number | undefined; ; ) {
      const { rows, more } = await listHistory(scope, { before });
      seen.push(...rows.map((r) => r.id));
      before = rows.at(-1)?.id;
      if (!more) break;
    }
    const own = await sql<{ id: string }[]>`select id from audit.acts where la_code = ${code} order by id desc`;
    expect(seen).toEqual(own.map((a) => Number(a.id)));
    expect(seen).toHaveLength(60);
  });
});

describe("joiners, movers and leavers", () => {
  it("of staff and schools stand in one list with what they had and how they left", async () => {
    const { code, scope } = await authority();
    const school = await makeSchool(code, { name: "Elm Primary School" });
    const person = await makeStaff(code, none);
    await changeStaff(scope, { person, from: none, to: { ...none, admin: true } });
    await makeAccess(school, { level: 3, until: "2020-01-01" });
    const removed = await makeStaff(code, none);
    await removeStaff(scope, { person: removed });
    const rows = await listMovements(scope, { since: null });
    const told = rows.map((m) => `${m.kind} ${m.where}: ${m.what}`);
    expect(told).toEqual(
      expect.arrayContaining([
        "moved Staff: none → administrator",
        "left Staff: Removed",
        "joined Elm Primary School: ",
        "left Elm Primary School: Came to its end",
      ]),
    );
    const ofPerson = rows.filter((m) => m.personId === person).map((m) => `${m.kind} ${m.what}`);
    expect(ofPerson).toEqual(["moved none → administrator", "joined Now: administrator"]);
    const recent = await listMovements(scope, { since: "2026-01-01" });
    expect(recent.map((m) => m.what)).not.toContain("Came to its end");
    const stranger = await authority();
    expect((await listMovements(stranger.scope, { since: null })).map((m) => m.personId)).toEqual([
      stranger.scope.actor,
    ]);
  });

  it("the operator's removal leaves the same trace as the page's", async () => {
    const { code, scope } = await authority();
    const email = address();
    await addStaff(code, { email, name: "Op Made", see: ["cin"], edit: [], admin: false });
    await removeByOperator(code, email);
    const [gone] = (await listHistory(scope, { kind: "staff" })).rows;
    expect(gone).toMatchObject({ who: "Command line", what: "Op Made removed from the staff", from: "sees CIN" });
  });
});

describe("settings", () => {
  const good = { threshold: 6, queueLimit: 20, senderName: "", replyTo: "" };
  it.each([
    [{ threshold: 5 }, "threshold", "from 6"],
    [{ threshold: 6.5 }, "threshold", "from 6"],
    [{ queueLimit: 0 }, "queueLimit", "from 1 to 10000"],
    [{ senderName: 'Data "team"' }, "senderName", "none of these"],
    [{ senderName: "Data\r\nBcc: x" }, "senderName", "none of these"],
    [{ replyTo: "data at authority" }, "replyTo", "like data@authority.example"],
  ])("%j is refused at its field, in words", async (wrong, field, words) => {
    const { scope } = await authority();
    const error = await changeSettings(scope, { ...good, ...wrong }).catch((e) => e);
    expect(error).toBeInstanceOf(Invalid);
    expect(error.fields[field]).toContain(words);
  });

  it("a threshold changed holds at once, and an empty name is the authority's", async () => {
    const { scope } = await authority();
    await changeSettings(scope, { ...good, threshold: 11, senderName: " ", replyTo: "Data@Authority.example" });
    expect(await authoritySettings(scope, {})).toEqual({
      threshold: 11,
      queueLimit: 20,
      senderName: null,
      replyTo: "data@authority.example",
    });
  });

  it("are no school's to read or change", async () => {
    const { code } = await authority();
    const head = await asSchool(await makeSchool(code), { level: 1 });
    await expect(changeSettings(head, good)).rejects.toThrow(Forbidden);
    await expect(authoritySettings(head, {})).rejects.toThrow(Forbidden);
  });
});
