import { afterAll, describe, expect, it } from "vitest";
import { closeMake, type MadeSchool, makeAuthority, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { frameworkOf } from "@/lib/datasets/eyfsp/goals";
import { readFigures } from "@/lib/measures/read";
import { closeQueue } from "@/lib/queue";
import { editCell } from "@/lib/records/edit";
import { listRecords } from "@/lib/records/list";
import { child, ctf, take } from "./make";

afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

async function place() {
  const { code } = await makeAuthority();
  return { school: await makeSchool(code), scope: await asStaff(code) };
}

const HEAD = ["LA", "Estab", "Academic year", "UPN", "Surname", "Forename", "DOB", "Sex", "NC year", "Postcode"];
const codesOf = (year: number) => frameworkOf(year).goals.map((g) => g.code);
const born = (year: number) => `${year - 5}-01-04`;

interface Sheet {
  school: MadeSchool;
  year: number;
  /** One list of 17 marks for each child. */
  marks: string[][];
  headings?: string[];
}

function sheet({ school, year, marks, headings = codesOf(year) }: Sheet): string {
  const rows = marks.map((given, n) => {
    const { upn, surname, forename, sex } = child(n);
    const day = born(year).split("-").reverse().join("/");
    const who = [school.laCode, school.estab, `${year - 1}/${year - 2000}`, upn, surname, forename, day, sex, "R"];
    return [...who, "ZZ1 1ZZ", ...given];
  });
  return `${[[...HEAD, ...headings], ...rows].map((r) => r.join(",")).join("\r\n")}\r\n`;
}

const all = (mark: string) => Array.from({ length: 17 }, () => mark);
/** `mark` in these goals (1 to 17) of a child with 2 in all others. */
const but = (mark: string, ...goals: number[]) => all("2").map((m, n) => (goals.includes(n + 1) ? mark : m));

const records = async (scope: Scope, year: number) =>
  (await listRecords(scope, { dataset: "eyfsp", year, sort: { column: "surname", down: false } })).rows;
const checksOf = async (scope: Scope, year: number) =>
  (await records(scope, year)).map((r) => r.issues.map((i) => i.checkId));

describe("a profile of 2019, counted by hand", () => {
  const exceeding = but("3", 1);
  exceeding[11] = "1";
  const missing = but("", 17);
  const marks = [all("2"), all("3"), but("1", 13, 14, 15, 16, 17), but("1", 10), exceeding, missing, all("A")];

  it("goes in from a sheet: 3 is a mark and at least expected, a missing goal is named", async () => {
    const { school, scope } = await place();
    const row = await take(scope, sheet({ school, year: 2019, marks }), { fileName: "profile.csv" });
    expect(row.schools).toMatchObject([{ urn: school.urn, dataset: "eyfsp", year: 2019, state: "done", added: 7 }]);
    expect(await checksOf(scope, 2019)).toEqual([[], [], [], [], [], ["E01"], []]);
    const [, top] = await records(scope, 2019);
    expect(top?.cells).toMatchObject({ g01: "3", g17: "3", e01: null, otherGoals: null });

    const own = async (measure: string) =>
      (await readFigures(scope, { measure, urn: school.urn, year: 2019, group: "all" })).find(
        (f) => f.place.kind === "school",
      );
    expect(await own("eyfsp13.gld")).toMatchObject({ met: 4, cohort: 6, aside: 1 });
    expect(await own("eyfsp13.all-goals")).toMatchObject({ met: 2, cohort: 6 });
    expect(await own("eyfsp13.goal.g01")).toMatchObject({ met: 6, cohort: 6 });
    expect(await own("eyfsp13.exceeding.g01")).toMatchObject({ met: 2, cohort: 6 });
    expect(await own("eyfsp13.area.lit")).toMatchObject({ met: 5, cohort: 6 });
    expect(await own("eyfsp13.mean-goals")).toMatchObject({ value: (17 + 17 + 12 + 16 + 16 + 16) / 6 });
    expect(await own("eyfsp13.mean-points")).toMatchObject({
      value: (34 + 51 + 29 + 33 + 34) / 5,
      cohort: 5,
      aside: 1,
    });
    expect(await own("eyfsp.gld")).toMatchObject({ withheld: "not-held" });
  });

  it("is corrected in its own columns alone, and what is derived follows", async () => {
    const { school, scope } = await place();
    await take(scope, sheet({ school, year: 2019, marks: [but("1", 10)] }), { fileName: "profile.csv" });
    const [record] = await records(scope, 2019);
    const cell = { dataset: "eyfsp", id: record?.id ?? "" };
    await editCell(scope, { ...cell, column: "g10", from: "1", to: "3" });
    const [gld] = await readFigures(scope, { measure: "eyfsp13.gld", urn: school.urn, year: 2019, group: "all" });
    expect(gld).toMatchObject({ met: 1, cohort: 1 });
    await expect(editCell(scope, { ...cell, column: "e10", from: "", to: "2" })).rejects.toThrow("no such column");
  });
});

it("a transfer file of 2018 goes in", async () => {
  const { school, scope } = await place();
  const children = [child(1, { mark: "3", born: born(2018) }), child(2, { mark: "A", born: born(2018) })];
  const row = await take(scope, ctf({ school, children, kind: "eyfsp", year: 2018 }));
  expect(row.schools).toMatchObject([{ dataset: "eyfsp", year: 2018, state: "done", added: 2, errors: 0, queries: 0 }]);
});

it.each([2020, 2021])("%i is refused with the reason, from a transfer file and from a sheet", async (year) => {
  const { school, scope } = await place();
  const words = "No statutory profile was collected in 2019/20 and 2020/21.";
  const file = ctf({ school, children: [child(1, { mark: "2" })], kind: "eyfsp", year });
  for (const [content, fileName] of [
    [file, "a.xml"],
    [sheet({ school, year, marks: [all("2")] }), "a.csv"],
  ] as const) {
    const row = await take(scope, content, { fileName });
    expect(row.schools).toMatchObject([{ state: "rejected", words: expect.stringContaining(words) }]);
  }
});

describe("goals of the other framework are errors, and nothing of them is lost", () => {
  it("the old ones in 2023, from a sheet", async () => {
    const { school, scope } = await place();
    const headings = codesOf(2019);
    await take(scope, sheet({ school, year: 2023, marks: [but("3", 1)], headings }), { fileName: "a.csv" });
    expect(await checksOf(scope, 2023)).toEqual([["E07"]]);
    const [record] = await records(scope, 2023);
    expect(record?.cells).toMatchObject({ g01: null, e01: null, otherGoals: expect.stringMatching(/^G01=3 G02=2 /) });
  });

  it("the new ones in 2018, from a transfer file", async () => {
    const { school, scope } = await place();
    const children = [child(1, { mark: "2", born: born(2018) })];
    await take(scope, ctf({ school, children, kind: "eyfsp", year: 2018, goalsOf: 2022 }));
    expect(await checksOf(scope, 2018)).toEqual([["E07"]]);
    const [record] = await records(scope, 2018);
    expect(record?.cells).toMatchObject({ g01: null, e01: null, otherGoals: expect.stringContaining("E17=2") });
  });
});

it("names that both frameworks have mean the year's goal, row by row", async () => {
  const { school, scope } = await place();
  const headings = codesOf(2019).map((code) => code.replace("G", "ELG"));
  const [old, now] = [2019, 2022].map((year) => sheet({ school, year, marks: [but("1", 3)], headings }));
  await take(scope, `${old}${now?.split("\r\n")[1]}\r\n`, { fileName: "both.csv" });
  expect(await checksOf(scope, 2019)).toEqual([[]]);
  expect((await records(scope, 2019))[0]?.cells).toMatchObject({ g03: "1", e03: null });
  expect((await records(scope, 2022))[0]?.cells).toMatchObject({ e03: "1", g03: null });
});
