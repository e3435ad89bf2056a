import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeSchool } from "@/db/make";
import { asSchool, asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { Conflict, Forbidden, Invalid, NotFound } from "@/lib/errors";
import { type Child, child, ctf, take } from "@/lib/imports/make";
import { closeQueue } from "@/lib/queue";
import { editCell } from "./edit";
import { editBlock } from "./edit-block";
import { recordHistory } from "./history";
import { listRecords, type RecordRow } from "./list";
import { markCorrect, unmark } from "./mark";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

interface Place {
  code: string;
  school: MadeSchool;
  scope: Scope;
}

/** An authority with a school that holds these children. */
async function holding(children: Child[], schoolName?: string): Promise<Place> {
  const { code } = await makeAuthority();
  const place = { code, school: await makeSchool(code, { name: schoolName }), scope: await asStaff(code) };
  await take(place.scope, ctf({ school: place.school, children }));
  return place;
}

type Asked = Omit<Parameters<typeof listRecords>[1], "dataset" | "year">;
const list = (scope: Scope, asked: Asked = {}) =>
  listRecords(scope, { dataset: "phonics", year: 2025, sort: { column: "surname", down: false }, ...asked });
const records = async (scope: Scope) => (await list(scope)).rows;
const faults = async (scope: Scope) => (await records(scope)).map((r) => r.issues.map((i) => i.checkId));
const edit = (
  scope: Scope,
  row: RecordRow,
  change: { column: string; from: string | null; to: string | null; because?: string },
) => editCell(scope, { dataset: "phonics", id: row.id, ...change });

describe("an edited cell", () => {
  it("is checked at once: the right check letter takes the fault away", async () => {
    const right = child(1).upn ?? "";
    const wrong = `${right[0] === "A" ? "B" : "A"}${right.slice(1)}`;
    const { scope } = await holding([child(1, { upn: wrong })]);
    expect(await faults(scope)).toEqual([["U02"]]);
    const [row] = (await records(scope)) as [RecordRow];
    const after = await edit(scope, row, { column: "upn", from: wrong, to: ` ${right} ` });
    expect([after.cells.upn, after.issues]).toEqual([right, []]);
    expect(await list(scope)).toMatchObject({ total: 1, errors: 0, queries: 0 });
  });

  it("is compared with the others: a UPN made equal to another's gives both the fault, made different takes both away", async () => {
    const { scope } = await holding([child(1), child(2), child(3)]);
    const [one, two] = (await records(scope)) as [RecordRow, RecordRow];
    const own = two.cells.upn ?? null;
    await edit(scope, two, { column: "upn", from: own, to: one.cells.upn ?? null });
    expect(await faults(scope)).toEqual([["U03"], ["U03"], []]);
    await edit(scope, two, { column: "upn", from: one.cells.upn ?? null, to: null });
    expect(await faults(scope)).toEqual([[], ["U01"], []]);
    await edit(scope, two, { column: "upn", from: null, to: own });
    expect(await faults(scope)).toEqual([[], [], []]);
  });

  it("is derived again, so that figures follow", async () => {
    const { scope, code } = await holding([child(1, { mark: "31" })]);
    const [row] = (await records(scope)) as [RecordRow];
    const result = async () => (await sql`select result, mark_value from data.phonics where la_code = ${code}`)[0];
    expect(await result()).toEqual({ result: "Wt", mark_value: 31 });
    await edit(scope, row, { column: "mark", from: "31", to: "32" });
    expect(await result()).toEqual({ result: "Wa", mark_value: 32 });
  });

  it("leaves who changed what, from what, and why; nothing for cells that stay", async () => {
    const { scope } = await holding([child(1)]);
    const [row] = (await records(scope)) as [RecordRow];
    await edit(scope, row, { column: "forename", from: "Rowan", to: "Róisín", because: "The school telephoned" });
    await edit(scope, row, { column: "sex", from: row.cells.sex ?? null, to: null });
    await edit(scope, row, { column: "yearGroup", from: "1", to: "2" });
    const { changes, file } = await recordHistory(scope, { dataset: "phonics", id: row.id });
    expect(changes.map(({ at: _, ...c }) => c)).toEqual([
      { column: "yearGroup", old: "1", new: "2", because: null, byName: "Jo Officer" },
      { column: "sex", old: "M", new: null, because: null, byName: "Jo Officer" },
      { column: "forename", old: "Rowan", new: "Róisín", because: "The school telephoned", byName: "Jo Officer" },
    ]);
    expect(file).toMatchObject({ fileName: "file.xml", sentBy: "Jo Officer" });
    const by = await sql`select distinct by from data.changes where record_id = ${row.id}`;
    expect([...by]).toEqual([{ by: scope.actor }]);
  });

  it("is refused when it is no longer what the person saw, and says what it is now", async () => {
    const { scope } = await holding([child(1)]);
    const [row] = (await records(scope)) as [RecordRow];
    await edit(scope, row, { column: "mark", from: "33", to: "34" });
    const late = edit(scope, row, { column: "mark", from: "33", to: "35" });
    await expect(late).rejects.toThrow(Conflict);
    await expect(late).rejects.toThrow("This cell was changed in the meantime; it is now “34”.");
    const both = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => edit(scope, row, { column: "mark", from: "34", to: String(n) })),
    );
    expect(both.filter((o) => o.status === "fulfilled")).toHaveLength(1);
  });

  it("is refused in words where the column, the length, the record or the right is not there", async () => {
    const { scope, school, code } = await holding([child(1)]);
    const [row] = (await records(scope)) as [RecordRow];
    for (const column of ["colour", "constructor", "id", "la_code", "pupil_id"])
      await expect(edit(scope, row, { column, from: null, to: "x" }), column).rejects.toThrow(Invalid);
    await expect(edit(scope, row, { column: "surname", from: null, to: "x".repeat(201) })).rejects.toThrow(
      /longer than 200/,
    );
    await expect(edit(scope, row, { column: "forename", from: "Rowan", to: "a\u0000b" })).rejects.toThrow(Invalid);
    await expect(edit(scope, { ...row, id: randomUUID() }, { column: "mark", from: "33", to: "1" })).rejects.toThrow(
      NotFound,
    );
    for (const who of [await asSchool(school, { level: 1 }), await asStaff(code, { edit: [] })])
      await expect(edit(who, row, { column: "mark", from: "33", to: "1" })).rejects.toThrow(Forbidden);
    const strange = editCell(scope, { dataset: "constructor", id: row.id, column: "mark", from: "33", to: "1" });
    await expect(strange).rejects.toThrow(NotFound);
  });
});

describe("a block of cells", () => {
  it("goes in together, is checked together, and what cannot be changed says why and stops nothing", async () => {
    const { scope, code } = await holding([child(1), child(2), child(3)]);
    const rows = await records(scope);
    const [one, two, three] = rows as [RecordRow, RecordRow, RecordRow];
    await edit(scope, three, { column: "mark", from: "33", to: "34" });
    const { rows: after, refused } = await editBlock(scope, {
      dataset: "phonics",
      because: "Pasted",
      edits: [
        { id: one.id, column: "mark", from: "33", to: "31 " },
        { id: one.id, column: "upn", from: one.cells.upn ?? null, to: two.cells.upn ?? null },
        { id: two.id, column: "mark", from: "33", to: "" },
        { id: three.id, column: "mark", from: "33", to: "12" },
        { id: three.id, column: "colour", from: null, to: "red" },
        { id: randomUUID(), column: "mark", from: "33", to: "1" },
      ],
    });
    expect(refused.map((r) => [r.column, r.error])).toEqual([
      ["mark", "This cell was changed in the meantime; it is now “34”."],
      ["colour", "There is no such column in this year."],
      ["mark", "There is no such record."],
    ]);
    const by = new Map(after.map((r) => [r.id, r]));
    expect([one, two, three].map((r) => by.get(r.id)?.cells.mark)).toEqual(["31", null, "34"]);
    expect(by.get(one.id)?.issues.map((i) => i.checkId)).toContain("U03");
    expect(by.get(two.id)?.issues.map((i) => i.checkId)).toContain("U03");
    expect(after).toEqual(
      expect.arrayContaining(
        (await records(scope)).map((r) => expect.objectContaining({ id: r.id, cells: r.cells, issues: r.issues })),
      ),
    );
    const { changes } = await recordHistory(scope, { dataset: "phonics", id: one.id });
    expect(changes.map((c) => [c.column, c.old, c.new, c.because]).sort()).toEqual([
      ["mark", "33", "31", "Pasted"],
      ["upn", one.cells.upn, two.cells.upn, "Pasted"],
    ]);
    const [act] = await sql`select note from audit.acts where la_code = ${code} and door = 'record.edit-block'`;
    expect(act?.note).toMatchObject({ dataset: "phonics", cells: 3, columns: ["mark", "upn", "colour"] });
  });

  it("gives two records the pupil whom both now name, as single changes would", async () => {
    const { scope, code } = await holding([child(1), child(2)]);
    const [one] = (await records(scope)) as [RecordRow];
    const pupilOf = async () =>
      (await sql`select pupil_id from data.phonics where la_code = ${code} and id = ${one.id}`)[0]?.pupil_id;
    const before = await pupilOf();
    const upn = one.cells.upn ?? null;
    const change = (from: string | null, to: string | null) =>
      editBlock(scope, {
        dataset: "phonics",
        edits: [
          { id: one.id, column: "upn", from, to },
          {
            id: one.id,
            column: "surname",
            from: from === upn ? "Hazelwoodb" : "Else",
            to: from === upn ? "Else" : "Hazelwoodb",
          },
        ],
      });
    await change(upn, "Z801200024999");
    expect(await pupilOf()).not.toBe(before);
    await change("Z801200024999", upn);
    expect(await pupilOf()).toBe(before);
  });

  it("is refused as a whole where the right, the records or the size is not there", async () => {
    const { scope, school, code } = await holding([child(1)]);
    const [row] = (await records(scope)) as [RecordRow];
    const edits = [{ id: row.id, column: "mark", from: "33", to: "1" }];
    for (const who of [await asSchool(school, { level: 1 }), await asStaff(code, { edit: [] })])
      await expect(editBlock(who, { dataset: "phonics", edits })).rejects.toThrow(Forbidden);
    await expect(
      editBlock(scope, { dataset: "phonics", edits: [{ ...edits[0], id: randomUUID() } as never] }),
    ).rejects.toThrow(NotFound);
    await expect(
      editBlock(scope, { dataset: "phonics", edits: Array.from({ length: 501 }, () => edits[0] as never) }),
    ).rejects.toThrow(/more than 500/);
  });
});

describe("a query marked correct", () => {
  const temporary = "B80120012400A";

  it("is closed in counts and list, and open again when the mark is taken back", async () => {
    const { scope } = await holding([child(1, { upn: temporary }), child(2)]);
    const [row] = (await records(scope)) as [RecordRow];
    const ids = { dataset: "phonics", id: row.id };
    const query = row.issues.find((i) => i.severity === "query")?.checkId ?? "";
    expect(query).toBe("U07");
    const before = await list(scope);
    const { issues } = await markCorrect(scope, { ...ids, checkId: query, because: "New from abroad" });
    expect(issues.find((i) => i.checkId === query)?.marked).toMatchObject({
      byName: "Jo Officer",
      because: "New from abroad",
    });
    expect(await list(scope)).toMatchObject({ queries: before.queries - 1, marked: 1 });
    expect((await list(scope, { issues: "marked" })).rows.map((r) => r.id)).toEqual([row.id]);
    expect((await list(scope, { issues: "queries" })).total).toBe(0);
    await unmark(scope, { ...ids, checkId: query });
    expect(await list(scope)).toMatchObject({ queries: before.queries, marked: 0 });
  });

  it("holds over a new file while the values it rests on stay, and falls when they change", async () => {
    const { scope, school } = await holding([child(1, { upn: temporary })]);
    const [row] = (await records(scope)) as [RecordRow];
    await markCorrect(scope, { dataset: "phonics", id: row.id, checkId: "U07", because: "New from abroad" });
    const again = async (upn: string, mark: string) => {
      await take(scope, ctf({ school, children: [child(1, { upn, mark })] }));
      const [now] = (await records(scope)) as [RecordRow];
      expect(now.id).toBe(row.id);
      return Boolean(now.issues.find((i) => i.checkId === "U07")?.marked);
    };
    expect(await again(temporary, "20")).toBe(true);
    expect(await again("B80120012400B", "20")).toBe(false);
  });

  it("is told why, and cannot be an error", async () => {
    const { scope } = await holding([child(1, { upn: null })]);
    const [row] = (await records(scope)) as [RecordRow];
    const mark = (checkId: string, because: string) =>
      markCorrect(scope, { dataset: "phonics", id: row.id, checkId, because });
    await expect(mark("U01", "I say so")).rejects.toThrow("An error cannot be marked correct: it has to be put right.");
    await expect(mark("U07", "I say so")).rejects.toThrow(NotFound);
    await expect(mark("U01", "  ")).rejects.toThrow(/Say in a few words why/);
  });
});

describe("the list", () => {
  let place: Place;
  const names = ["O'Neil", "100%", "under_score", "back\\slash", "Zoë", "van der Berg", "Ann", "AnnXX"];
  beforeAll(async () => {
    const marks = ["9", "10", "0", "40", "4x", "33", "33", "1"];
    place = await holding(
      names.map((surname, n) => child(n, { surname, mark: marks[n] ?? "0" })),
      "St Mary's 50% School",
    );
  });
  const surnames = async (asked: Asked) => (await list(place.scope, asked)).rows.map((r) => r.cells.surname);

  it.each([
    ["'", ["O'Neil"]],
    ["%", ["100%"]],
    ["_", ["under_score"]],
    ["\\", ["back\\slash"]],
    ["ZOË", ["Zoë"]],
    ["der b", ["van der Berg"]],
    ["'; drop table data.phonics; --", []],
    ["ann", ["Ann", "AnnXX"]],
  ])("a filter is text and never a pattern or a command: %s", async (text, expected) => {
    expect((await surnames({ filters: { surname: text } })).sort()).toEqual(expected);
  });

  it("filters by school, by choice, by blank, by several at once, and by schools given", async () => {
    expect(await surnames({ filters: { school: "mary's 50%" } })).toHaveLength(names.length);
    expect(await surnames({ filters: { school: "mary's 5_%" } })).toHaveLength(0);
    expect(await surnames({ filters: { sex: "M" } })).toHaveLength(4);
    expect(await surnames({ filters: { outcome: "(blank)" } })).toHaveLength(names.length);
    expect(await surnames({ filters: { sex: "F", surname: "ann" } })).toEqual(["Ann"]);
    expect(await surnames({ urns: [] })).toEqual([]);
    expect(await surnames({ urns: [place.school.urn] })).toHaveLength(names.length);
  });

  it("refuses columns that there are not, in filter and order, in words", async () => {
    for (const column of ["colour", "constructor", "la_code"]) {
      const filters = Object.fromEntries([[column, "x"]]);
      await expect(list(place.scope, { filters }), column).rejects.toThrow(Invalid);
      await expect(list(place.scope, { sort: { column, down: false } }), column).rejects.toThrow(Invalid);
    }
    await expect(list(place.scope, { filters: { surname: "a\u0000" } })).rejects.toThrow(Invalid);
  });

  it("sorts marks as numbers, with what is no mark last, either way", async () => {
    const marks = async (down: boolean) =>
      (await list(place.scope, { sort: { column: "mark", down } })).rows.map((r) => r.cells.mark);
    expect(await marks(false)).toEqual(["0", "1", "9", "10", "33", "33", "40", "4x"]);
    expect(await marks(true)).toEqual(["40", "33", "33", "10", "9", "1", "0", "4x"]);
  });

  it("pages without losing or repeating a record, and counts over all of the filter", async () => {
    const pages = await Promise.all(
      [0, 3, 6].map((offset) => list(place.scope, { offset, limit: 3, sort: { column: "sex", down: false } })),
    );
    const ids = pages.flatMap((p) => p.rows.map((r) => r.id));
    expect(new Set(ids).size).toBe(names.length);
    expect(pages.map((p) => [p.total, p.errors])).toEqual([
      [8, 1],
      [8, 1],
      [8, 1],
    ]);
    expect((await list(place.scope, { issues: "errors" })).rows.map((r) => r.cells.mark)).toEqual(["4x"]);
  });

  it("is noted before a row leaves: which records, and no value of theirs", async () => {
    const page = await list(place.scope, { filters: { surname: "Ann" } });
    const [act] = await sql<{ actor: string; hat: string; note: { rows: string[] } }[]>`
      select actor, hat, note from audit.acts where la_code = ${place.code} and door = 'record.list' order by id desc limit 1`;
    expect(act).toMatchObject({ actor: place.scope.actor, hat: "staff", note: { dataset: "phonics", year: 2025 } });
    expect(act?.note.rows.sort()).toEqual(page.rows.map((r) => r.id).sort());
    const all = await sql`select note::text as note from audit.acts where la_code = ${place.code}`;
    const values = page.rows.flatMap((r) => [r.cells.upn, r.cells.surname, r.cells.born]);
    for (const { note } of all) for (const value of values) expect(note).not.toContain(`${value}`);
  });
});
