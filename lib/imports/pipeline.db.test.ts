import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAuthority, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { Conflict, Invalid } from "@/lib/errors";
import { closeQueue } from "@/lib/queue";
import { editCell } from "@/lib/records/edit";
import { recordHistory } from "@/lib/records/history";
import { listRecords, type RecordRow } from "@/lib/records/list";
import { markCorrect } from "@/lib/records/mark";
import { answerImport, cancelImport } from "./answer";
import { child, ctf, send, shown, take, work, zip } from "./make";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

/** An authority with a school and an officer who may import. */
async function place(of: { queueLimit?: number } = {}) {
  const { code } = await makeAuthority(of);
  return { code, school: await makeSchool(code), scope: await asStaff(code) };
}

const rowsOf = async (scope: Scope, dataset = "phonics", year = 2025): Promise<RecordRow[]> =>
  (await listRecords(scope, { dataset, year, limit: 500, sort: { column: "surname", down: false } })).rows;
const surnames = async (scope: Scope) => (await rowsOf(scope)).map((r) => r.cells.surname);
const stagedIn = async (code: string) => {
  const [row] = await sql<{ n: number }[]>`select count(*)::int as n from data.staged_rows where la_code = ${code}`;
  return row?.n;
};
const jobsOf = (id: string) => sql<{ data: unknown; priority: number; group: string }[]>`
  select data, priority, group_id as "group" from pgboss.job where name = 'import' and data ->> 'id' = ${id}`;
const actsOf = async (code: string, door: string) => {
  const found = await sql<{ urn: string | null; note: Record<string, unknown> }[]>`
    select urn, note from audit.acts where la_code = ${code} and door = ${door} order by id`;
  return [...found];
};

describe("a file goes in", () => {
  it("is live at once, with boys and girls counted beside last year's, one act for the school and nothing left staged", async () => {
    const { code, school, scope } = await place();
    await take(scope, ctf({ school, year: 2024, children: [1, 3, 5].map((n) => child(n, { born: "2018-05-05" })) }));
    const row = await take(scope, ctf({ school, children: [1, 2, 3, 4, 5].map((n) => child(n)) }));
    expect([row.state, row.words]).toEqual(["done", null]);
    expect(row.schools).toMatchObject([
      {
        urn: school.urn,
        dataset: "phonics",
        year: 2025,
        state: "done",
        boys: 3,
        girls: 2,
        added: 5,
        errors: 0,
        queries: 0,
      },
    ]);
    expect(row.schools[0]?.lastYear).toEqual({ boys: 3, girls: 0 });
    expect(await rowsOf(scope)).toHaveLength(5);
    expect(await stagedIn(code)).toBe(0);
    expect(await actsOf(code, "import.apply")).toMatchObject([
      { urn: school.urn, note: { rows: 3, added: 3, changed: 0, gone: 0 } },
      { urn: school.urn, note: { id: row.id, rows: 5, added: 5, changed: 0, gone: 0 } },
    ]);
    const changes = await sql`select 1 from data.changes where la_code = ${code}`;
    expect(changes).toHaveLength(0);
  });

  it("its job is a key and nothing more, and stands in the queue only if its row does", async () => {
    const { code, school, scope } = await place({ queueLimit: 1 });
    const id = await send(scope, ctf({ school, children: [child(1)] }));
    expect((await jobsOf(id)).map((j) => j.data)).toEqual([{ laCode: code, id, actor: scope.actor }]);
    await expect(send(scope, ctf({ school, children: [child(2)] }))).rejects.toThrow(Invalid);
    const [jobs] = await sql`select count(*)::int as n from pgboss.job where group_id = ${code}`;
    expect(jobs?.n).toBe(1);
  });

  it("two datasets in one ZIP each find their place", async () => {
    const { school, scope } = await place();
    const reception = [child(11, { born: "2020-02-02", mark: "2" }), child(12, { born: "2019-12-12", mark: "1" })];
    const files = [
      { name: "a_PHO.xml", content: ctf({ school, children: [child(1)] }) },
      { name: "b_FSP.xml", content: ctf({ school, kind: "eyfsp", children: reception }) },
    ];
    const row = await take(scope, zip(files), { fileName: "all.zip" });
    expect(row.schools.map((s) => [s.dataset, s.state, s.boys, s.girls])).toEqual([
      ["phonics", "done", 1, 0],
      ["eyfsp", "done", 1, 1],
    ]);
    expect((await rowsOf(scope, "eyfsp")).map((r) => r.cells.e01)).toEqual(["2", "1"]);
  });

  it("a broken file, a stranger and what is not taken stop no other file of the ZIP, and each says why", async () => {
    const { code, school, scope } = await place();
    const second = await makeSchool(code);
    const stranger = { laCode: code, estab: "9999", urn: "1", name: "Nowhere School" };
    const elsewhere = { ...school, laCode: "801" };
    const files = [
      { name: "good.xml", content: ctf({ school, children: [child(1)] }) },
      { name: "broken.xml", content: ctf({ school, children: [child(2), child(3)] }).slice(0, -60) },
      { name: "unknown.xml", content: ctf({ school: stranger, children: [child(4)] }) },
      { name: "elsewhere.xml", content: ctf({ school: elsewhere, children: [child(5)] }) },
      { name: "ks1.xml", content: ctf({ school, kind: "ks1", children: [child(6)] }) },
      { name: "notes.txt", content: "Dear colleague" },
      { name: "also-good.xml", content: ctf({ school: second, children: [child(7)] }) },
    ];
    const row = await take(scope, zip(files), { fileName: "all.zip" });
    expect(row.state).toBe("done");
    expect(row.schools.map((s) => [s.fileName, s.state])).toEqual([
      ["good.xml", "done"],
      ["broken.xml", "rejected"],
      ["unknown.xml", "rejected"],
      ["elsewhere.xml", "rejected"],
      ["ks1.xml", "rejected"],
      ["notes.txt", "rejected"],
      ["also-good.xml", "done"],
    ]);
    const words = Object.fromEntries(row.schools.map((s) => [s.fileName, s.words ?? ""]));
    expect(words["unknown.xml"]).toContain(`S01: The register has no school with number ${code}/9999`);
    expect(words["elsewhere.xml"]).toContain(`H02: The file is from a school of authority 801`);
    expect(words["ks1.xml"]).toContain("Key stage 1 results and others are not taken yet");
    expect(words["broken.xml"]).not.toBe("");
    expect(words["notes.txt"]).not.toBe("");
    expect(await rowsOf(scope)).toHaveLength(2);
    expect(await stagedIn(code)).toBe(0);
  });

  it("when nothing can be taken it is rejected in words, and no row of it is left", async () => {
    const { code, school, scope } = await place();
    const cases: [string, string | Buffer, RegExp][] = [
      [
        "ks1.xml",
        ctf({ school, kind: "ks1", children: [child(1)] }),
        /Key stage 1 results and others are not taken yet/,
      ],
      ["abroad.xml", ctf({ school: { ...school, laCode: "802" }, children: [child(2)] }), /H02/],
      ["broken.xml", ctf({ school, children: [child(3)] }).slice(0, -30), /./],
      ["empty.zip", zip([]), /ZIP/],
      ["doctype.xml", `<!DOCTYPE x><CTfile/>`, /DOCTYPE/],
    ];
    for (const [fileName, content, why] of cases) {
      const row = await take(scope, content, { fileName });
      expect([fileName, row.state]).toEqual([fileName, "rejected"]);
      expect(row.words).toMatch(why);
    }
    expect(await stagedIn(code)).toBe(0);
    expect(await rowsOf(scope)).toEqual([]);
  });
});

describe("the same again", () => {
  it("is refused while it waits and while it is what is held, and taken again once it is not", async () => {
    const { school, scope } = await place();
    const first = ctf({ school, children: [child(1)] });
    const id = await send(scope, first);
    await expect(send(scope, first)).rejects.toThrow(/^Already received: .*it is in the queue\.$/);
    await work(scope, id);
    await expect(send(scope, first)).rejects.toThrow(Conflict);
    await expect(send(scope, first)).rejects.toThrow(/its data are what is held now/);
    await take(scope, ctf({ school, children: [child(1, { mark: "20" })] }));
    expect((await take(scope, first)).state).toBe("done");
    expect((await rowsOf(scope))[0]?.cells.mark).toBe("33");
  });

  it("sent forty times at once comes in once", async () => {
    const { code, school, scope } = await place();
    const file = ctf({ school, children: [child(1)] });
    const sent = await Promise.allSettled(Array.from({ length: 40 }, () => send(scope, file)));
    expect(sent.filter((s) => s.status === "fulfilled")).toHaveLength(1);
    const others = sent.filter((s) => s.status === "rejected").map((s) => (s.reason as Error).message);
    expect(others.filter((m) => !m.startsWith("Already received"))).toEqual([]);
    const [rows] = await sql`select count(*)::int as n from app.imports where la_code = ${code}`;
    expect(rows?.n).toBe(1);
  });

  it("one authority's file says nothing to another that sends the same bytes", async () => {
    const [a, b] = [await place(), await place()];
    const file = ctf({ school: a.school, children: [child(1)] });
    await take(a.scope, file);
    expect((await take(b.scope, file)).words).toMatch(/^H02/);
  });
});

describe("a corrected file", () => {
  it("replaces the values and keeps the records: ids, marks and history survive", async () => {
    const { school, scope } = await place();
    const temporary = "B80120012400A";
    const before = [child(1), child(2, { upn: temporary }), child(3)];
    await take(scope, ctf({ school, children: before }));
    const held = await rowsOf(scope);
    const [one, two] = [held[0], held[1]] as [RecordRow, RecordRow];
    const check = two.issues[0]?.checkId ?? "";
    expect(two.issues.map((i) => i.severity)).toContain("query");
    const query = two.issues.find((i) => i.severity === "query")?.checkId ?? check;
    await markCorrect(scope, { dataset: "phonics", id: two.id, checkId: query, because: "New from abroad" });
    await editCell(scope, {
      dataset: "phonics",
      id: one.id,
      column: "mark",
      from: "33",
      to: "34",
      because: "Typed wrong",
    });
    const after = [
      child(1, { mark: "35" }),
      child(2, { upn: temporary, mark: "12" }),
      child(3, { upn: null }),
      child(4),
    ];
    const row = await take(scope, ctf({ school, children: after }));
    expect(row.schools).toMatchObject([{ added: 1, changed: 3, gone: 0 }]);
    const now = await rowsOf(scope);
    expect(now.slice(0, 3).map((r) => r.id)).toEqual(held.map((r) => r.id));
    expect(now.map((r) => r.cells.mark)).toEqual(["35", "12", "33", "33"]);
    expect(now[1]?.issues.find((i) => i.checkId === query)?.marked?.because).toBe("New from abroad");
    const history = await recordHistory(scope, { dataset: "phonics", id: one.id });
    expect(history.changes).toMatchObject([
      { column: "mark", old: "34", new: "35", because: "The file “file.xml” brought this value." },
      { column: "mark", old: "33", new: "34", because: "Typed wrong" },
    ]);
    expect(history.file?.fileName).toBe("file.xml");
  });

  it("that lacks pupils waits and says how many; Replace removes them, Retain keeps them", async () => {
    for (const existing of ["replace", "retain"] as const) {
      const { code, school, scope } = await place();
      const second = await makeSchool(code);
      const first = zip([
        { name: "a.xml", content: ctf({ school, children: [child(1), child(2), child(3)] }) },
        { name: "b.xml", content: ctf({ school: second, children: [child(11), child(12)] }) },
      ]);
      await take(scope, first);
      const fewer = zip([
        { name: "a.xml", content: ctf({ school, children: [child(1)] }) },
        { name: "b.xml", content: ctf({ school: second, children: [child(12)] }) },
      ]);
      const row = await take(scope, fewer);
      expect([row.state, row.words]).toEqual([
        "waiting",
        "3 pupils now held for 2 schools are not in this file. Replace removes them; Retain keeps them beside the file's pupils.",
      ]);
      expect(row.schools.map((s) => s.gone)).toEqual([2, 1]);
      expect(await rowsOf(scope)).toHaveLength(5);
      await work(scope, row.id);
      expect((await shown(scope, row.id)).state).toBe("waiting");
      await answerImport(scope, { id: row.id, existing });
      expect(await jobsOf(row.id)).toHaveLength(2);
      await work(scope, row.id);
      expect((await shown(scope, row.id)).state).toBe("done");
      expect(await rowsOf(scope)).toHaveLength(existing === "replace" ? 2 : 5);
      expect(await stagedIn(code)).toBe(0);
      await expect(answerImport(scope, { id: row.id, existing })).rejects.toThrow(Conflict);
    }
  });

  it("that still has what was corrected here waits; the corrections stay, or go and the history says so", async () => {
    for (const corrections of ["keep", "undo"] as const) {
      const { school, scope } = await place();
      const [one, two] = [child(1, { mark: "3" }), child(2, { mark: "4" })];
      await take(scope, ctf({ school, children: [one, two] }));
      const held = await rowsOf(scope);
      const [first, second] = held as [RecordRow, RecordRow];
      for (const [row, from, to] of [
        [first, "3", "33"],
        [second, "4", "34"],
      ] as const)
        await editCell(scope, { dataset: "phonics", id: row.id, column: "mark", from, to });
      const resent = [one, { ...two, mark: "35" }, child(3)];
      const row = await take(scope, ctf({ school, children: resent }));
      expect([row.state, row.words]).toEqual([
        "waiting",
        "1 cell that was corrected here has its old value in this file.",
      ]);
      expect(Object.values(row.question?.kind === "existing" ? row.question.undone : {})).toEqual([1]);
      await answerImport(scope, { id: row.id, existing: "replace", corrections });
      await work(scope, row.id);
      const marks = (await rowsOf(scope)).map((r) => r.cells.mark);
      expect(marks).toEqual([corrections === "keep" ? "33" : "3", "35", "33"]);
      const { changes } = await recordHistory(scope, { dataset: "phonics", id: second.id });
      expect(changes).toMatchObject([
        { column: "mark", old: "34", new: "35", because: "The file “file.xml” brought this value." },
        { column: "mark", old: "4", new: "34" },
      ]);
      const again = await take(scope, ctf({ school, children: [one, { ...two, mark: "36" }, child(3)] }));
      expect(again.state).toBe(corrections === "keep" ? "waiting" : "done");
    }
  });

  it("goes over corrections where a script says replace, and never asks about a cell that was set back by hand", async () => {
    const { school, scope } = await place();
    await take(scope, ctf({ school, children: [child(1, { mark: "3" })] }));
    const [row] = (await rowsOf(scope)) as [RecordRow];
    const change = (from: string, to: string) =>
      editCell(scope, { dataset: "phonics", id: row.id, column: "mark", from, to });
    await change("3", "33");
    const resent = ctf({ school, children: [child(1, { mark: "3", forename: "Robin" })] });
    expect((await take(scope, resent, { existing: "replace" })).state).toBe("done");
    expect((await rowsOf(scope)).map((r) => r.cells.mark)).toEqual(["3"]);
    await change("3", "33");
    await change("33", "3");
    const later = await take(scope, ctf({ school, children: [child(1, { mark: "3", forename: "Rowan" })] }));
    expect(later.state).toBe("done");
  });

  it("two files of one school in one upload belong together, the first time and again", async () => {
    const { school, scope } = await place();
    const halves = (mark: string) =>
      zip([
        { name: "1.xml", content: ctf({ school, children: [child(1, { mark }), child(2, { mark })] }) },
        { name: "2.xml", content: ctf({ school, children: [child(3, { mark })] }) },
      ]);
    await take(scope, halves("33"));
    const held = await rowsOf(scope);
    expect(held).toHaveLength(3);
    const again = await take(scope, halves("34"));
    expect(again.state).toBe("done");
    const now = await rowsOf(scope);
    expect(now.map((r) => [r.id, r.cells.mark])).toEqual(held.map((r) => [r.id, "34"]));
  });

  it("takes a removed UPN's faults away with it", async () => {
    const { school, scope } = await place();
    const twice = child(1).upn;
    await take(scope, ctf({ school, children: [child(1), child(2, { upn: twice })] }));
    expect((await rowsOf(scope)).map((r) => r.issues.map((i) => i.checkId))).toEqual([["U03"], ["U03"]]);
    await take(scope, ctf({ school, children: [child(1), child(2, { upn: null })] }));
    expect((await rowsOf(scope)).map((r) => r.issues.map((i) => i.checkId))).toEqual([[], ["U01"]]);
  });
});

describe("the queue", () => {
  it("an authority over its limit is told how many wait; another is not touched by it", async () => {
    const { school, scope } = await place({ queueLimit: 2 });
    for (const n of [1, 2]) await send(scope, ctf({ school, children: [child(n)] }));
    await expect(send(scope, ctf({ school, children: [child(3)] }))).rejects.toThrow(/2 of 2 uploads are waiting/);
    const other = await place({ queueLimit: 2 });
    await send(other.scope, ctf({ school: other.school, children: [child(1)] }));
  });

  it("a cancelled upload never goes in and leaves nothing staged; one that is through cannot be cancelled", async () => {
    const { code, school, scope } = await place();
    const early = await send(scope, ctf({ school, children: [child(1)] }));
    await cancelImport(scope, { id: early });
    await work(scope, early);
    expect(await shown(scope, early)).toMatchObject({ state: "cancelled", words: "Cancelled by Jo Officer." });
    expect(await surnames(scope)).toEqual([]);
    await take(scope, ctf({ school, children: [child(1), child(2)] }));
    const waiting = await take(scope, ctf({ school, children: [child(1)] }));
    expect(waiting.state).toBe("waiting");
    await cancelImport(scope, { id: waiting.id });
    expect((await shown(scope, waiting.id)).schools[0]?.state).toBe("cancelled");
    expect(await stagedIn(code)).toBe(0);
    expect(await rowsOf(scope)).toHaveLength(2);
    const done = await take(scope, ctf({ school, children: [child(1), child(2), child(3)] }));
    await expect(cancelImport(scope, { id: done.id })).rejects.toThrow("This import can no longer be cancelled.");
  });

  it("a chosen school that is not the file's is refused in words", async () => {
    const { code, school, scope } = await place();
    const other = await makeSchool(code);
    const row = await take(scope, ctf({ school, children: [child(1)] }), { urn: other.urn });
    expect(row.words).toContain(`the school with URN ${other.urn} was chosen`);
  });
});

describe("a person who lost the right to import after sending", () => {
  const ways: [string, (personId: string) => Promise<unknown>][] = [
    ["was removed", (id) => sql`update app.staff set removed_at = now() where person_id = ${id}`],
    ["may only look now", (id) => sql`update app.staff set edit = '{}' where person_id = ${id}`],
    ["sees no domain now", (id) => sql`update app.staff set edit = '{}', see = '{}' where person_id = ${id}`],
    [
      "has another domain now",
      (id) => sql`update app.staff set edit = '{census}', see = '{census}' where person_id = ${id}`,
    ],
  ];
  const words = "The person who sent this file no longer has the right to import. Send it again.";

  it.each(ways)(
    "%s: the import fails in words, whether it waits or was being read, and nothing goes in",
    async (_, lose) => {
      for (const begun of [false, true]) {
        const { code, school, scope } = await place();
        const other = await asStaff(code);
        const id = await send(scope, ctf({ school, children: [child(1)] }));
        if (begun) await sql`update app.imports set state = 'matched', domain = 'assessment' where id = ${id}`;
        await lose(scope.actor ?? "");
        await work(scope, id);
        expect(await shown(other, id)).toMatchObject({ state: "failed", words });
        expect(await rowsOf(other)).toEqual([]);
        expect(await stagedIn(code)).toBe(0);
      }
    },
  );
});
