import { writeXlsx } from "hucre/xlsx";
import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { Conflict, Invalid } from "@/lib/errors";
import { closeQueue } from "@/lib/queue";
import { listRecords } from "@/lib/records/list";
import { answerImport } from "./answer";
import { type Child, child, send, shown, take, work, zip } from "./make";
import type { Question } from "./question";
import { choiceValue } from "./sheet-answers";

const sql = admin();
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

async function place() {
  const { code } = await makeAuthority();
  return { code, school: await makeSchool(code), scope: await asStaff(code) };
}

const HEAD = ["LA", "Estab", "Academic year", "UPN", "Surname", "Forename", "DOB", "Sex", "NC year", "Mark", "Outcome"];
const fieldsOf = (school: MadeSchool, c: Child) => [
  ...[school.laCode, school.estab, "2024/25", c.upn ?? "", c.surname ?? "", c.forename ?? ""],
  ...[c.born.split("-").reverse().join("/"), c.sex, "1", c.mark, ""],
];
const sheetOf = (school: MadeSchool, children: Child[]) => [HEAD, ...children.map((c) => fieldsOf(school, c))];
const csv = (rows: string[][], separator = ",") => `${rows.map((r) => r.join(separator)).join("\r\n")}\r\n`;
/** Without these columns. */
const lacking = (rows: string[][], ...heads: string[]) => {
  const kept = HEAD.map((h, n) => (heads.includes(h) ? -1 : n)).filter((n) => n >= 0);
  return rows.map((r) => kept.map((n) => r[n] ?? ""));
};
const renamed = (rows: string[][], from: string, to: string) => [
  (rows[0] ?? []).map((h) => (h === from ? to : h)),
  ...rows.slice(1),
];
const recordsOf = async (scope: Scope, dataset = "phonics", year = 2025) =>
  (await listRecords(scope, { dataset, year, limit: 500, sort: { column: "surname", down: false } })).rows;
const asked = (question: Question | null) => (question?.kind === "sheets" ? question.files : []);
const three = [child(1), child(2, { mark: "0" }), child(3)];

describe("a sheet that says all goes in like a transfer file", () => {
  it("CSV: school, year, days and marks, with the same checks", async () => {
    const { school, scope } = await place();
    const row = await take(scope, csv(sheetOf(school, three), ";"), { fileName: "marks.csv" });
    expect([row.state, row.words]).toEqual(["done", null]);
    expect(row.schools).toMatchObject([
      { urn: school.urn, dataset: "phonics", year: 2025, boys: 2, girls: 1, errors: 0, queries: 0, words: null },
    ]);
    const [record] = await recordsOf(scope);
    expect(record?.cells).toMatchObject({
      upn: child(1).upn,
      born: "2019-03-04",
      yearGroup: "1",
      mark: "33",
      outcome: null,
    });
  });

  it("the same file sent as a workbook changes nothing", async () => {
    const { school, scope } = await place();
    await take(scope, csv(sheetOf(school, three)), { fileName: "marks.csv" });
    const rows = sheetOf(school, three).map((r, n) => (n === 0 ? r : r.map((f, at) => (at === 9 ? Number(f) : f))));
    const bytes = await writeXlsx({
      sheets: [
        { name: "Notes", rows: [["Read me"]] },
        { name: "Marks", rows },
      ],
    });
    const row = await take(scope, Buffer.from(bytes), { fileName: "marks.xlsx" });
    expect(row.schools).toMatchObject([{ state: "done", added: 0, changed: 0, gone: 0 }]);
    expect(row.schools[0]?.words).toBe("The sheet “Marks” was read; the other is “Notes”.");
  });

  it("goals by name or code make it the profile", async () => {
    const { school, scope } = await place();
    const goals = Array.from({ length: 17 }, (_, n) =>
      `FSP_X_E${n + 1}`.replace("FSP_X_E", "ELG").replace(/G(\d)$/, "G0$1"),
    );
    goals[8] = "Word reading";
    const [c] = [child(1, { born: "2020-01-04" })];
    const rows = [
      [...HEAD.slice(0, 8), "Home postcode", ...goals],
      [...fieldsOf(school, c).slice(0, 8), "ZZ1 1ZZ", ...goals.map(() => "2")],
    ];
    const row = await take(scope, csv(rows), { fileName: "PHONICS_2001_25.csv" });
    expect(row.schools).toMatchObject([{ dataset: "eyfsp", state: "done", errors: 0 }]);
    expect(row.schools[0]?.words).toContain("the content is EYFSP");
    expect((await recordsOf(scope, "eyfsp"))[0]?.cells).toMatchObject({ e01: "2", e09: "2", e17: "2" });
  });

  it("a sheet of several schools is a part for each; another authority's and unknown ones are refused alone", async () => {
    const { code, school, scope } = await place();
    const second = await makeSchool(code);
    const rows = [
      ...sheetOf(school, [child(1)]),
      fieldsOf(second, child(2)),
      fieldsOf({ ...second, laCode: "802" }, child(3)),
      fieldsOf({ ...second, estab: "201" }, child(4)),
    ];
    const row = await take(scope, csv(rows), { fileName: "all.csv" });
    expect(row.schools.map((s) => [s.urn, s.state, s.words?.slice(0, 4) ?? null])).toEqual([
      [school.urn, "done", null],
      [second.urn, "done", null],
      [null, "rejected", "H02:"],
      [null, "rejected", "S01:"],
    ]);
    expect(row.schools[3]?.words).toContain("Spreadsheets drop zeros at the front.");
  });
});

describe("rows that cannot be trusted are kept out and named", () => {
  it("shifted, nameless and with a number as UPN; blank ones are nothing", async () => {
    const { school, scope } = await place();
    const good = fieldsOf(school, child(1));
    const rows = [
      HEAD,
      good,
      [...fieldsOf(school, child(2)), "extra"],
      ["A801200124001", "Oak"],
      HEAD.map(() => ""),
      fieldsOf(school, child(3, { upn: "1E+12" })),
      fieldsOf(school, child(4, { upn: "801200024004" })),
      ["", "", "", "", "", "", "", "", "", "33", ""],
      fieldsOf(school, child(5)).slice(0, 10),
    ];
    const row = await take(scope, csv(rows), { fileName: "marks.csv" });
    const words = row.schools.map((s) => s.words).join(" ");
    expect(row.schools[0]).toMatchObject({ state: "done", added: 2 });
    expect(words).toContain("Row 3 kept out: it has more fields than the header");
    expect(words).toContain("Row 4 kept out: it has fewer fields than the header");
    expect(words).toContain("Rows 6 and 7 kept out: each has a number as UPN, such as 1E+12");
    expect(words).not.toContain("801200024004");
    expect((await recordsOf(scope)).map((r) => r.cells.upn)).toEqual([child(1).upn, child(5).upn]);
  });

  it.each([
    ["a sheet without a header", "1,2,3,4,5\n", "No row names the columns"],
    ["a list of names", "UPN,Surname,Forename\nA1,Oak,Rowan\n", "No column with results was found"],
    ["a column twice", "UPN,Surname,Forename,Mark,Score\nA1,Oak,Rowan,3,4\n", "“Mark” and “Score” are the same to us"],
    ["a header alone", `${HEAD.join(",")}\n`, "nothing below it"],
  ])("%s is refused in words", async (_, content, words) => {
    const { scope } = await place();
    const row = await take(scope, content, { fileName: "x.csv", year: 2025 });
    expect([row.state, row.words?.includes(words)]).toEqual(["rejected", true]);
  });
});

describe("what the sheet does not say is asked", () => {
  it("school and year, with the guess of the file's name; nothing is staged meanwhile, and the answer goes in", async () => {
    const { code, school, scope } = await place();
    const fileName = `PHONICS_${school.estab}_25.csv`;
    const id = await send(scope, csv(lacking(sheetOf(school, three), "LA", "Estab", "Academic year")), { fileName });
    await work(scope, id);
    const row = await shown(scope, id);
    expect([row.state, row.words]).toEqual(["waiting", `${fileName} does not say its school and its year: choose.`]);
    expect(asked(row.question)).toEqual([
      { fileName, dataset: "phonics", columns: [], school: { guess: school.urn }, year: { guess: 2025 } },
    ]);
    expect((await sql`select 1 from data.staged_rows where la_code = ${code}`).length).toBe(0);
    await expect(answerImport(scope, { id, existing: "replace" })).rejects.toThrow(Conflict);
    await expect(answerImport(scope, { id, files: [] })).rejects.toThrow(Invalid);
    for (const wrong of [{ year: 2025 }, { urn: "1", year: 2025 }, { urn: school.urn, year: 1999 }]) {
      await expect(answerImport(scope, { id, files: [{ fileName, ...wrong }] })).rejects.toThrow(Invalid);
    }
    await answerImport(scope, { id, files: [{ fileName, urn: school.urn, year: 2025 }] });
    await work(scope, id);
    expect((await shown(scope, id)).schools).toMatchObject([{ urn: school.urn, year: 2025, state: "done", added: 3 }]);
  });

  it("said when sending, nothing is asked; a school that the sheet contradicts is refused", async () => {
    const { code, school, scope } = await place();
    const bare = csv(lacking(sheetOf(school, three), "LA", "Estab", "Academic year"));
    const row = await take(scope, bare, { fileName: "a.csv", urn: school.urn, year: 2025 });
    expect(row.schools).toMatchObject([{ urn: school.urn, year: 2025, state: "done" }]);
    const other = await makeSchool(code);
    const refused = await take(scope, csv(sheetOf(school, three)), { fileName: "b.csv", urn: other.urn });
    expect(refused.schools[0]?.words).toContain("S01");
    const years = await take(scope, csv(sheetOf(school, three), "\t"), { fileName: "c.csv", year: 2024 });
    expect(years.schools[0]?.words).toContain("H03");
  });

  it("a column that nobody knows, once: the answer is remembered for the authority alone, and said", async () => {
    const { school, scope } = await place();
    const rows = renamed(renamed(sheetOf(school, three), "Mark", "Screening total"), "Outcome", "Teacher");
    for (const r of rows.slice(1)) r[10] = "Ms Fern";
    const id = await send(scope, csv(rows), { fileName: "a.csv" });
    await work(scope, id);
    const { question, words } = await shown(scope, id);
    expect(words).toContain("“Screening total” and “Teacher” in a.csv could be any column");
    expect(asked(question)).toMatchObject([{ dataset: null, school: null, year: null }]);
    const said = (mark: string, teacher: string) => ({
      id,
      files: [
        {
          fileName: "a.csv",
          columns: [
            { header: "Screening total", column: mark },
            { header: "Teacher", column: teacher },
          ],
        },
      ],
    });
    const mark = choiceValue("phonics", "mark");
    for (const wrong of [said("", ""), said(mark, mark), said(mark, "phonics.constructor"), said("mark", "")])
      await expect(answerImport(scope, wrong)).rejects.toThrow(Invalid);
    await answerImport(scope, said(mark, ""));
    await work(scope, id);
    const done = await shown(scope, id);
    expect(done.schools[0]).toMatchObject({ state: "done", added: 3, errors: 0 });
    expect((await recordsOf(scope)).map((r) => r.cells.mark)).toEqual(["33", "0", "33"]);

    const again = await take(scope, csv(rows, ";"), { fileName: "b.csv" });
    expect(again.state).toBe("done");
    expect(again.schools[0]?.words).toBe(
      "As your authority once said, “Screening total” was read as Mark and “Teacher” was left out.",
    );
    const elsewhere = await place();
    const fresh = await send(elsewhere.scope, csv(rows), { fileName: "c.csv" });
    await work(elsewhere.scope, fresh);
    expect((await shown(elsewhere.scope, fresh)).state).toBe("waiting");
  });

  it("a ZIP asks about each of its sheets, and then all of it goes in", async () => {
    const { code, school, scope } = await place();
    const second = await makeSchool(code);
    const bare = (of: MadeSchool, n: number) => csv(lacking(sheetOf(of, [child(n)]), "Estab"));
    const content = zip([
      { name: "one.csv", content: bare(school, 1) },
      { name: "two.csv", content: bare(second, 2) },
    ]);
    const id = await send(scope, content, { fileName: "all.zip" });
    await work(scope, id);
    expect(asked((await shown(scope, id)).question).map((f) => f.fileName)).toEqual(["one.csv", "two.csv"]);
    const files = [
      { fileName: "one.csv", urn: school.urn },
      { fileName: "two.csv", urn: second.urn },
    ];
    await answerImport(scope, { id, files });
    await work(scope, id);
    expect((await shown(scope, id)).schools.map((s) => [s.urn, s.state])).toEqual([
      [school.urn, "done"],
      [second.urn, "done"],
    ]);
  });
});

describe("hostile and odd spreadsheets cost nothing but themselves", () => {
  const compound = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
  it.each<[string, string | Buffer, string]>([
    ["an old workbook under another name", compound, "old kind (.xls)"],
    [
      "a million columns",
      `UPN,Surname,DOB${",x".repeat(1_000_000)}\nA1,Oak,1/1/2019${",1".repeat(1_000_000)}\n`,
      "200 is the most",
    ],
    ["a cell without end", `UPN,Surname,DOB,Mark\nA1,${"x".repeat(2000)},1/1/2019,3\n`, "more than 1000 characters"],
    ["a quote that is never closed", `UPN,Surname,DOB,Mark\nA1,"${"x".repeat(5_000_000)}`, "nothing below it"],
    ["bytes that are no text", `UPN,Surname,DOB,Mark\n${"A1,Oak,1/1/2019,3\n".repeat(300)}\0`, "no text file has"],
    [
      "more schools than there are",
      `URN,UPN,Surname,DOB,Mark\n${Array.from({ length: 1001 }, (_, n) => `${n},A1,Oak,1/1/2019,3\n`).join("")}`,
      "more than 1000 schools",
    ],
  ])("%s", async (_, content, words) => {
    const { code, scope } = await place();
    const row = await take(scope, content, { fileName: "a.csv", year: 2025 });
    expect([row.state, row.words]).toEqual(["rejected", expect.stringContaining(words)]);
    expect((await sql`select 1 from data.staged_rows where la_code = ${code}`).length).toBe(0);
  });

  it("in a ZIP a workbook goes in, and a damaged one is refused alone", async () => {
    const { school, scope } = await place();
    const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: "Marks", rows: sheetOf(school, three) }] }));
    const damaged = Buffer.from(bytes);
    damaged.fill(0, damaged.length - 60);
    const content = zip([
      { name: "good.xlsx", content: bytes },
      { name: "bad.xlsx", content: damaged },
    ]);
    const { schools } = await take(scope, content, { fileName: "all.zip" });
    expect(schools.map((s) => [s.fileName, s.state])).toEqual([
      ["good.xlsx", "done"],
      ["bad.xlsx", "rejected"],
    ]);
    expect(schools[1]?.words).toContain("The workbook cannot be read");
  });

  it("a formula in a name is kept as the text that it is", async () => {
    const { school, scope } = await place();
    await take(scope, csv(sheetOf(school, [child(1, { surname: "=HYPERLINK(1)" })])), { fileName: "a.csv" });
    expect((await recordsOf(scope))[0]?.cells.surname).toBe("=HYPERLINK(1)");
  });

  it("ten thousand rows of one sheet go in, more than are staged at a time", async () => {
    const { school, scope } = await place();
    const many = Array.from({ length: 10_000 }, (_, n) => child(n, { surname: `Oak${n}` }));
    const row = await take(scope, csv(sheetOf(school, many)), { fileName: "a.csv" });
    expect(row.schools).toMatchObject([{ state: "done", added: 10_000 }]);
  });
});
