import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeFreshness, makeSchool } from "@/db/make";
import { asSchool, asStaff } from "@/lib/access/make";
import { systemScope } from "@/lib/access/scope-of";
import { closeDatabase, type Scope, withScope } from "@/lib/database";
import { dayAfter } from "@/lib/days";
import { Forbidden, Invalid, NotFound } from "@/lib/errors";
import { readFigures } from "@/lib/measures/read";
import { schoolNow } from "@/lib/records/school-now";
import { build, buildReport, reportsFor } from "@/lib/reports/build";
import { schoolHeadlines } from "@/lib/reports/headlines";
import { addAuthority, setAuthority } from "@/lib/settings/operate";
import { dayOf } from "@/lib/when";
import { changeAgreements, previewAgreements, useAgreements } from "./change";
import { listAgreements } from "./list";
import { schoolStanding } from "./of-school";
import { isOpen } from "./standing";

const sql = admin();
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});

const year = 2025;
const today = dayOf(new Date());

/** Everything of S2 to S5 that there is, as a caller asks for it. */
const within: [string, (scope: Scope, urn: string) => Promise<unknown>][] = [
  ["report.build", (scope, urn) => buildReport(scope, { report: "phonics-summary", urn, year })],
  ["the pack", (scope, urn) => buildReport(scope, { report: "standard-pack", urn, year })],
  ["report.headlines", (scope, urn) => schoolHeadlines(scope, { urn })],
  ["report.list", (scope, urn) => reportsFor(scope, { urn })],
  ["figures.read", (scope, urn) => readFigures(scope, { measure: "phonics.year1", urn, year })],
  ["figures.read, unasked", (scope) => readFigures(scope, { measure: "phonics.year1", year })],
];

describe("where reports need an agreement", () => {
  let code = "";
  let [has, lacks]: MadeSchool[] = [];
  const set = (urn: string | undefined, from: string, until: string) =>
    setAuthority(code, { agreements: [{ urn: urn ?? "", from, until }] });
  beforeAll(async () => {
    code = (await makeAuthority()).code;
    [has, lacks] = [await makeSchool(code), await makeSchool(code)];
    for (const school of [has, lacks]) await makeFreshness({ laCode: code, dataset: "phonics", year, urn: school.urn });
    await setAuthority(code, { needsAgreement: true });
    await set(has.urn, dayAfter(today, -100), dayAfter(today, 100));
  });

  it.each(within)("%s: a school without one is told so at every level, and one with it is served", async (_, ask) => {
    for (const level of [1, 2, 3] as const) {
      const without = await asSchool(lacks as MadeSchool, { level });
      await expect(ask(without, lacks?.urn ?? ""), `Level ${level}`).rejects.toThrow(Forbidden);
      await expect(ask(without, lacks?.urn ?? "")).rejects.toThrow(/has no agreement.*Ask Authority/);
      await ask(await asSchool(has as MadeSchool, { level }), has?.urn ?? "");
    }
  });

  it.each(within)("%s: an adviser of both schools sees the one's and not the other's", async (_, ask) => {
    const there = await asSchool(has as MadeSchool, { level: 2 });
    const here = await asSchool(lacks as MadeSchool, { level: 2, personId: there.actor ?? "" });
    await ask(there, has?.urn ?? "");
    await expect(ask(here, lacks?.urn ?? "")).rejects.toThrow(Forbidden);
  });

  it("the authority's staff, its batches and what the checks found need none", async () => {
    const urn = lacks?.urn ?? "";
    for (const [, ask] of within.slice(0, 5)) await ask(await asStaff(code), urn);
    const job = systemScope(code);
    await withScope(job, (tx) => build(job, tx, { reports: ["phonics-summary"], urn, year }), { readOnly: true });
    expect((await schoolNow(await asSchool(lacks as MadeSchool, { level: 1 }), { urn })).fresh).toHaveLength(1);
  });

  it("it opens on its first day, closes after its last, by the database's clock, and says what there is", async () => {
    const { urn } = lacks as MadeSchool;
    const head = await asSchool(lacks as MadeSchool, { level: 1 });
    const standing = () => schoolStanding(head, { urn });
    const spans: [from: number, until: number, opens: boolean][] = [
      [0, 0, true],
      [0, 30, true],
      [-30, 0, true],
      [-30, -1, false],
      [1, 30, false],
    ];
    for (const [from, until, opens] of spans) {
      await sql`delete from app.sla where urn = ${urn}`;
      await set(urn, dayAfter(today, from), dayAfter(today, until));
      expect([from, until, isOpen(await standing())]).toEqual([from, until, opens]);
      await (opens
        ? schoolHeadlines(head, { urn })
        : expect(schoolHeadlines(head, { urn })).rejects.toThrow(from > 0 ? "The next one begins" : "ended on"));
    }
    await sql`delete from app.sla where urn = ${urn}`;
  });

  it("a school's standing is its own: another's is not found", async () => {
    const governor = await asSchool(has as MadeSchool, { level: 3 });
    expect((await schoolStanding(governor, { urn: has?.urn ?? "" })).current).not.toBeNull();
    await expect(schoolStanding(governor, { urn: lacks?.urn ?? "" })).rejects.toThrow(NotFound);
  });

  it("the words name the sender and the reply address, where the authority has set them", async () => {
    await sql`update app.settings set sender_name = 'Data team', reply_to = 'data@authority.example' where la_code = ${code}`;
    const head = await asSchool(lacks as MadeSchool, { level: 1 });
    await expect(schoolHeadlines(head, { urn: lacks?.urn ?? "" })).rejects.toThrow(
      "Ask Data team, data@authority.example.",
    );
    await sql`update app.settings set sender_name = null, reply_to = null where la_code = ${code}`;
  });
});

describe("an authority that has never used agreements", () => {
  it("loses nothing: every school's reports stay open, also when the first agreement is entered, until it says so", async () => {
    const { code, name } = await makeAuthority();
    await addAuthority(code, name);
    const [one, two] = [await makeSchool(code), await makeSchool(code)];
    const head = await asSchool(one, { level: 1 });
    await reportsFor(head, { urn: one.urn });
    const scope = await asStaff(code, { admin: true });
    const schools = { kind: "ticked" as const, urns: [two.urn] };
    await changeAgreements(scope, { kind: "set", schools, from: "2026-01-01", until: "2030-12-31" });
    await reportsFor(head, { urn: one.urn });
    await useAgreements(scope, { needed: true });
    await expect(reportsFor(head, { urn: one.urn })).rejects.toThrow(Forbidden);
    await useAgreements(scope, { needed: false });
    await reportsFor(head, { urn: one.urn });
  });
});

describe("agreements of many schools", () => {
  it("are shown before they are changed, changed as shown, and what was there stands in the audit", async () => {
    const { code } = await makeAuthority();
    const scope = await asStaff(code, { admin: true });
    const [one, two, three] = [await makeSchool(code), await makeSchool(code), await makeSchool(code)];
    await setAuthority(code, { agreements: [{ urn: one.urn, from: "2025-09-01", until: "2026-08-31" }] });
    const ask = { kind: "set", schools: { kind: "all" }, from: "2026-04-01", until: "2027-03-31" } as const;
    const { changes, same } = await previewAgreements(scope, ask);
    expect([changes.length, same]).toEqual([3, 0]);
    expect((await listAgreements(scope, {})).schools.flatMap((s) => s.periods)).toHaveLength(1);
    expect((await changeAgreements(scope, ask)).urns.sort()).toEqual([one.urn, two.urn, three.urn].sort());
    const periods = (await listAgreements(scope, {})).schools.find((s) => s.urn === one.urn)?.periods;
    expect(periods?.map((p) => [p.from, p.until])).toEqual([
      ["2025-09-01", "2026-03-31"],
      ["2026-04-01", "2027-03-31"],
    ]);
    const [act] = await sql<{ note: object }[]>`
      select note from audit.acts where la_code = ${code} and door = 'agreements.change'`;
    expect(act?.note).toMatchObject({ was: { [one.urn]: ["2025-09-01/2026-08-31"] }, until: "2027-03-31" });
    expect((await previewAgreements(scope, ask)).changes).toEqual([]);
    const ticked = { kind: "ticked" as const, urns: [two.urn] };
    expect((await changeAgreements(scope, { kind: "end", schools: ticked, until: "2026-12-31" })).urns).toEqual([
      two.urn,
    ]);
  });

  it("are refused in words: no school, an end before the beginning, a day that there is not", async () => {
    const { code } = await makeAuthority();
    const scope = await asStaff(code, { admin: true });
    const { urn } = await makeSchool(code);
    const ask = (of: { urns?: string[]; from?: string; until?: string }) =>
      previewAgreements(scope, {
        kind: "set",
        schools: { kind: "ticked", urns: of.urns ?? [urn] },
        from: of.from ?? "2026-04-01",
        until: of.until ?? "2027-03-31",
      });
    await expect(ask({ urns: [] })).rejects.toMatchObject({ fields: { urn: "Tick at least one school." } });
    await expect(ask({ until: "2026-03-31" })).rejects.toThrow(Invalid);
    await expect(ask({ from: "2026-02-30" })).rejects.toThrow(Invalid);
    await expect(ask({ from: "" })).rejects.toThrow("Enter the day on which the agreement begins");
  });
});
