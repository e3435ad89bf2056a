import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asSchool, asStaff } from "@/lib/access/make";
import { systemScope } from "@/lib/access/scope-of";
import { closeDatabase, type Scope, type Tx, withFigures, withPublic, withScope, withSelf } from "@/lib/database";
import { answerImport, cancelImport } from "@/lib/imports/answer";
import { editCell } from "@/lib/records/edit";
import { recordHistory } from "@/lib/records/history";
import { listRecords } from "@/lib/records/list";
import { markCorrect, unmark } from "@/lib/records/mark";
import { admin, closeMake, type MadeSchool, makeAuthority, makeRecord, makeRelease, makeSchool } from "./make";

const sql = admin();
const year = 2025;
const heldBack = 2024;
let [la, otherLa] = ["", ""];
let schools: { one: MadeSchool; two: MadeSchool; abroad: MadeSchool };
let ids: Record<"one" | "two" | "abroad" | "held", string>;

const canary = (name: string) => ({ upn: `K80120012400${name.length}`, surname: `Canary-${name}`, forename: "Wren" });
const phonics = (school: MadeSchool, name: string, of: number) =>
  makeRecord({
    ...{ table: "phonics", laCode: school.laCode, urn: school.urn, year: of },
    values: { ...canary(name), born: "2019-03-04", sex: "F", sex_group: "F", mark: "33", mark_value: 33 },
  });

async function problem(school: MadeSchool, recordId: string, of: number) {
  const row = { la_code: school.laCode, domain: "assessment", dataset: "phonics", year: of, urn: school.urn };
  await sql`insert into data.issues ${sql({ ...row, record_id: recordId, check_id: "U07", severity: "query", columns: ["upn"], words: "UPN of Canary", seen: "x" })}`;
  await sql`insert into data.marks ${sql({ ...row, record_id: recordId, check_id: "U07", seen: "x", because: "Canary is new", by_name: "Jo" })}`;
  await sql`insert into data.changes ${sql({ ...row, record_id: recordId, column: "surname", old: "Canari", new: "Canary" })}`;
  await sql`insert into data.freshness ${sql({ la_code: school.laCode, dataset: "phonics", year: of, urn: school.urn, domain: "assessment" })}`;
}

beforeAll(async () => {
  [la, otherLa] = [(await makeAuthority()).code, (await makeAuthority()).code];
  schools = { one: await makeSchool(la), two: await makeSchool(la), abroad: await makeSchool(otherLa) };
  const { one, two, abroad } = schools;
  const made = [
    await phonics(one, "one", year),
    await phonics(two, "two", year),
    await phonics(abroad, "abroad", year),
    await phonics(one, "held", heldBack),
  ].map((r) => r.id);
  ids = { one: made[0] ?? "", two: made[1] ?? "", abroad: made[2] ?? "", held: made[3] ?? "" };
  await problem(one, ids.one, year);
  await problem(two, ids.two, year);
  await problem(abroad, ids.abroad, year);
  await problem(one, ids.held, heldBack);
  await makeRelease(la, "phonics", heldBack, "la");
});
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});

const surnames = ({ sql: s }: Tx) =>
  s<{ surname: string }[]>`select surname from data.phonics order by surname`.then((rows) =>
    rows.map((r) => r.surname),
  );
const tablesOfPupils = ["pupils", "issues", "marks", "changes", "staged_rows", "phonics", "eyfsp", "freshness"];
const counts = (scope: Scope) =>
  withScope(scope, async ({ sql: s }) => {
    const found: Record<string, number> = {};
    for (const table of tablesOfPupils) {
      const [row] = await s<{ n: number }[]>`select count(*)::int as n from ${s(`data.${table}`)}`;
      found[table] = row?.n ?? -1;
    }
    return found;
  });
const refused = { code: "42501" };

describe("a school", () => {
  it.each([1, 2] as const)("a head at level %i sees the pupils of the own school alone", async (level) => {
    const scope = await asSchool(schools.one, { level });
    expect(await withScope(scope, surnames)).toEqual(["Canary-one"]);
    expect(await counts(scope)).toMatchObject({
      pupils: 0,
      issues: 1,
      marks: 1,
      changes: 1,
      staged_rows: 0,
      phonics: 1,
    });
  });

  it("an adviser at level 2 in one school and 3 in another sees pupils in the one and none in the other", async () => {
    const first = await asSchool(schools.one, { level: 2 });
    const second = await asSchool(schools.two, { level: 3, personId: first.actor ?? "" });
    expect(await withScope(first, surnames)).toEqual(["Canary-one"]);
    await expect(withScope(second, surnames)).rejects.toMatchObject(refused);
    const [marks] = await withScope(second, ({ sql: s }) => s`select count(*)::int as n from data.phonics`);
    expect(marks?.n).toBe(2);
  });

  it("at level 3 no personal column can be selected, filtered by, ordered by or returned, nor anything that holds values", async () => {
    const scope = await asSchool(schools.one, { level: 3 });
    const tries = [
      "select upn from data.phonics",
      "select * from data.phonics",
      "select count(*) from data.phonics where surname = 'Canary-one'",
      "select year from data.phonics order by born",
      "select p::text from data.phonics p",
      "select upn from data.pupils",
      "select words from data.issues",
      "select because from data.marks",
      "select old from data.changes",
      "select cells from data.staged_rows",
      "update data.phonics set mark = '40'",
      "delete from data.phonics",
      "set local role app_user",
    ];
    for (const text of tries) {
      await expect(
        withScope(scope, ({ sql: s }) => s.unsafe(text)),
        text,
      ).rejects.toMatchObject(refused);
    }
  });

  it("writes nothing: not in the own school, not in another", async () => {
    const scope = await asSchool(schools.one, { level: 1 });
    for (const id of [ids.one, ids.two, ids.abroad]) {
      const changed = await withScope(scope, ({ sql: s }) => s`update data.phonics set mark = '0' where id = ${id}`);
      const removed = await withScope(scope, ({ sql: s }) => s`delete from data.phonics where id = ${id}`);
      expect([changed.count, removed.count]).toEqual([0, 0]);
    }
  });

  it("is told nothing of a year that the authority holds back: records, figures, faults, marks, history, freshness", async () => {
    const held = async (scope: Scope, table: string) => {
      const [row] = await withScope(
        scope,
        ({ sql: s }) =>
          s<{ n: number }[]>`select count(*)::int as n from ${s(`data.${table}`)} where year = ${heldBack}`,
      );
      return row?.n;
    };
    const tables = ["phonics", "issues", "marks", "changes", "freshness"];
    const [head, officer] = [await asSchool(schools.one, { level: 1 }), await asStaff(la)];
    for (const table of tables) {
      expect([table, await held(head, table)]).toEqual([table, 0]);
      expect([table, await held(officer, table)]).toEqual([table, 1]);
    }
    const figures = (scope: Scope) =>
      withFigures(scope, ({ sql: s }) => s`select 1 from data.phonics where year = ${heldBack}`).then((r) => r.length);
    expect([await figures(head), await figures(officer)]).toEqual([0, 1]);
    const governor = await asSchool(schools.one, { level: 3 });
    expect([await figures(governor), await held(governor, "freshness")]).toEqual([0, 0]);
  });
});

describe("an authority", () => {
  it("its staff see every school of theirs and none of another's", async () => {
    const scope = await asStaff(la);
    expect(await withScope(scope, surnames)).toEqual(["Canary-held", "Canary-one", "Canary-two"]);
    expect(await withScope(await asStaff(otherLa), surnames)).toEqual(["Canary-abroad"]);
    expect(await withScope(systemScope(otherLa), surnames)).toEqual(["Canary-abroad"]);
  });

  it("another authority's id is not found, in the very words of one that does not exist", async () => {
    const scope = await asStaff(la);
    const where = { dataset: "phonics" };
    const cell = { column: "surname", from: "x", to: "y" };
    const calls: ((id: string) => Promise<unknown>)[] = [
      (id) => editCell(scope, { ...where, ...cell, id }),
      (id) => markCorrect(scope, { ...where, id, checkId: "U07", because: "It is right" }),
      (id) => unmark(scope, { ...where, id, checkId: "U07" }),
      (id) => recordHistory(scope, { ...where, id }),
      (id) => answerImport(scope, { id, existing: "replace" }),
      (id) => cancelImport(scope, { id }),
    ];
    const fault = (work: Promise<unknown>) =>
      work.then(
        () => "done",
        (e: Error) => `${e.name}: ${e.message}`,
      );
    const [upload] = await sql<{ id: string }[]>`
      insert into app.imports (la_code, file_name, bytes, sha256, stored, sent_by_name)
      values (${otherLa}, 'a.xml', 1, 'x', 'x', 'Jo') returning id`;
    const theirs = (n: number) => (n < 4 ? ids.abroad : (upload?.id ?? ""));
    for (const [n, call] of calls.entries()) {
      const missing = await fault(call(randomUUID()));
      expect(missing).toMatch(/^NotFound: /);
      expect(await fault(call(theirs(n)))).toBe(missing);
    }
  });

  it("an officer without a domain sees no pupil, no fault, no history and no identity", async () => {
    const scope = await asStaff(la, { see: [], edit: [] });
    expect(await counts(scope)).toEqual(Object.fromEntries(tablesOfPupils.map((t) => [t, 0])));
    const censusOnly = await asStaff(la, { see: ["census"], edit: ["census"] });
    expect(await counts(censusOnly)).toMatchObject({
      issues: 0,
      marks: 0,
      changes: 0,
      phonics: 0,
      eyfsp: 0,
      freshness: 0,
    });
    expect(await withFigures(scope, ({ sql: s }) => s`select 1 from data.phonics`)).toHaveLength(0);
  });

  it("an officer who only sees changes nothing", async () => {
    const scope = await asStaff(la, { edit: [] });
    const changed = await withScope(scope, ({ sql: s }) => s`update data.phonics set mark = '0'`);
    expect(changed.count).toBe(0);
    const add = withScope(
      scope,
      ({ sql: s }) =>
        s`insert into data.phonics (la_code, urn, year, pupil_id) select la_code, urn, year, pupil_id from data.phonics`,
    );
    await expect(add).rejects.toMatchObject(refused);
  });

  it("only administrators and jobs read the acts of the authority; a head reads the own school's", async () => {
    const act = { la_code: la, hat: "staff", door: "record.list" };
    await sql`insert into audit.acts ${sql([
      { ...act, urn: schools.one.urn },
      { ...act, urn: schools.two.urn },
    ])}`;
    const urns = (scope: Scope) =>
      withScope(
        scope,
        ({ sql: s }) => s<{ urn: string }[]>`select distinct urn from audit.acts where door = 'record.list' order by 1`,
      ).then((rows) => rows.map((r) => r.urn));
    const both = [schools.one.urn, schools.two.urn];
    expect(await urns(await asStaff(la, { admin: true }))).toEqual(both);
    expect(await urns(systemScope(la))).toEqual(both);
    expect(await urns(await asStaff(la))).toEqual([]);
    expect(await urns(await asSchool(schools.one, { level: 1 }))).toEqual([schools.one.urn]);
    expect(await urns(await asSchool(schools.one, { level: 2 }))).toEqual([]);
  });

  it("nothing is written into another authority, and no record moves there", async () => {
    const scope = await asStaff(la);
    const [from] = await sql`select pupil_id from data.phonics where id = ${ids.one}`;
    const put = (laCode: string, urn: string) =>
      withScope(
        scope,
        ({ sql: s }) =>
          s`insert into data.phonics (la_code, urn, year, pupil_id) values (${laCode}, ${urn}, 2023, ${from?.pupil_id})`,
      );
    await expect(put(otherLa, schools.abroad.urn)).rejects.toMatchObject(refused);
    const move = withScope(
      scope,
      ({ sql: s }) => s`update data.phonics set la_code = ${otherLa} where id = ${ids.one}`,
    );
    await expect(move).rejects.toMatchObject(refused);
    const theirs = await withScope(
      scope,
      ({ sql: s }) => s`update data.phonics set mark = '0' where id = ${ids.abroad}`,
    );
    expect(theirs.count).toBe(0);
  });

  it("a key cannot cross an authority: neither a school of another, nor a pupil of another", async () => {
    const scope = await asStaff(la);
    const [own] = await sql`select pupil_id from data.phonics where id = ${ids.one}`;
    const [foreign] = await sql`select pupil_id from data.phonics where id = ${ids.abroad}`;
    const put = (urn: string, pupil: string) =>
      withScope(
        scope,
        ({ sql: s }) =>
          s`insert into data.phonics (la_code, urn, year, pupil_id) values (${la}, ${urn}, 2023, ${pupil})`,
      );
    await expect(put(schools.abroad.urn, own?.pupil_id)).rejects.toMatchObject({ code: "23503" });
    await expect(put(schools.one.urn, foreign?.pupil_id)).rejects.toMatchObject({ code: "23503" });
    const issue = { la_code: la, domain: "assessment", dataset: "phonics", year, urn: schools.abroad.urn };
    const fault = { record_id: ids.one, check_id: "U01", severity: "error", columns: ["upn"], words: "x", seen: "x" };
    await expect(
      withScope(scope, ({ sql: s }) => s`insert into data.issues ${s({ ...issue, ...fault })}`),
    ).rejects.toMatchObject({
      code: "23503",
    });
  });
});

describe("aggregates", () => {
  it("inside an officer's transaction have no grant on a personal column either", async () => {
    const scope = await asStaff(la);
    const total = await withFigures(scope, ({ sql: s }) => s`select count(*)::int as n from data.phonics`);
    expect(total[0]?.n).toBe(3);
    for (const text of [
      "select surname from data.phonics",
      "select words from data.issues",
      "select upn from data.pupils",
    ]) {
      await expect(withFigures(scope, ({ sql: s }) => s.unsafe(text))).rejects.toMatchObject(refused);
    }
  });

  it("count the whole authority for a head, whose records stay those of the own school", async () => {
    const scope = await asSchool(schools.one, { level: 2 });
    const [figures] = await withFigures(scope, ({ sql: s }) => s`select count(*)::int as n from data.phonics`);
    expect(figures?.n).toBe(2);
    expect(await withScope(scope, surnames)).toEqual(["Canary-one"]);
  });
});

describe("without a scope", () => {
  it("there are no rows and no writes", async () => {
    await withSelf(randomUUID(), async ({ sql: s }) => {
      for (const table of [
        ...tablesOfPupils.map((t) => `data.${t}`),
        "app.schools",
        "app.imports",
        "app.staff",
        "audit.acts",
      ]) {
        const [row] = await s<{ n: number }[]>`select count(*)::int as n from ${s(table)}`;
        expect([table, row?.n]).toEqual([table, 0]);
      }
    });
    const nobody: Scope = { ...systemScope(""), actor: null };
    const put = withScope(
      nobody,
      ({ sql: s }) => s`insert into audit.acts (la_code, hat, door) values (${la}, 'job', 'x')`,
    );
    await expect(put).rejects.toMatchObject(refused);
    await expect(withPublic(({ sql: s }) => s`select 1 from data.phonics`)).rejects.toMatchObject(refused);
    await expect(withPublic(({ sql: s }) => s`select 1 from auth.people`)).rejects.toMatchObject(refused);
  });

  it("no setting of one request reaches the next: 5,000 over one pool, some broken off, show no foreign row", async () => {
    const scopes = [
      await asSchool(schools.one, { level: 1 }),
      await asSchool(schools.two, { level: 2 }),
      await asSchool(schools.abroad, { level: 1 }),
      await asStaff(otherLa),
    ];
    const own = ["Canary-one", "Canary-two", "Canary-abroad", "Canary-abroad"];
    const tally = { right: 0, foreign: 0, empty: 0, broken: 0 };
    const request = async (n: number) => {
      if (n % 10 === 3) {
        const rows = await withSelf(randomUUID(), surnames);
        tally[rows.length === 0 ? "empty" : "foreign"] += 1;
        return;
      }
      const which = (n * 7) % scopes.length;
      const rows = await withScope(scopes[which] as Scope, async (tx) => {
        const found = await surnames(tx);
        if (n % 20 === 7) throw new Error("broken off");
        return found;
      });
      tally[rows.length === 1 && rows[0] === own[which] ? "right" : "foreign"] += 1;
    };
    const worker = async (first: number) => {
      for (let n = first; n < 5000; n += 10) {
        await request(n).catch((e: Error) => {
          if (e.message !== "broken off") throw e;
          tally.broken += 1;
        });
      }
    };
    await Promise.all(Array.from({ length: 10 }, (_, i) => worker(i)));
    expect(tally).toEqual({ right: 4250, foreign: 0, empty: 500, broken: 250 });
  });
});

it("a list of records is what its caller may see, whatever is asked for", async () => {
  const scope = await asStaff(la);
  const urns = [schools.one.urn, schools.abroad.urn];
  const page = await listRecords(scope, { dataset: "phonics", year, urns });
  expect(page.rows.map((r) => r.cells.surname)).toEqual(["Canary-one"]);
  expect(page.total).toBe(1);
});
