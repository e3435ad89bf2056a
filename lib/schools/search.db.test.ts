import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withPublic } from "@/lib/database";
import { countView } from "@/lib/page-views";
import { addAuthority, setAuthority } from "@/lib/settings/operate";
import { schoolPage } from "./find";
import { listOf } from "./list-csv";
import { loadRegister } from "./register";
import { findSchools, METRES_A_MILE, type Search } from "./search";
import { siteMapPart, siteMapParts } from "./site-map";
import { filterChoices } from "./terms";

const folder = mkdtempSync(path.join(tmpdir(), "search-"));
const letters = (count: number) => Array.from({ length: count }, () => "bcdfghjklmnpqrstvwxz"[randomInt(20)]).join("");
/** Unlike any other test's: numbers, an authority, a town and a postcode area of its own, far out in the grid. */
const base = randomInt(1_000_000, 9_000_000);
const urn = (index: number) => String(base + index);
/** Far from the codes that other tests are given. */
const la = `9${randomInt(9)}${randomInt(10)}`;
const town = `v${letters(9)}`;
const area = `${"QVX"[randomInt(3)]}${"ABCDEFGH"[randomInt(8)]}`;
const east = 2_000_000 + randomInt(1000) * 100_000;

const header =
  "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),EstablishmentTypeGroup (name),EstablishmentStatus (name),PhaseOfEducation (name),Gender (name),ReligiousCharacter (name),Town,Postcode,Easting,Northing,SEN1 (name),TypeOfResourcedProvision (name)";
interface Line {
  at: number;
  name: string;
  postcode: string;
  /** Miles east of the first. */
  miles: number | null;
  rest?: Partial<Record<"status" | "phase" | "faith" | "gender" | "sen" | "unit", string>>;
}
const lineOf = ({ at, name, postcode, miles, rest = {} }: Line) =>
  [
    ...[urn(at), la, "Testshire", String(3000 + at), name, "Community school", "Local authority maintained schools"],
    ...[rest.status ?? "Open", rest.phase ?? "Primary", rest.gender ?? "Mixed", rest.faith ?? "Does not apply", town],
    ...[postcode, ...(miles === null ? ["", ""] : [String(east + Math.round(miles * METRES_A_MILE)), "500000"])],
    ...[rest.sen ?? "", rest.unit ?? ""],
  ].join(",");

const lines: Line[] = [
  { at: 1, name: "Nearest Primary", postcode: `${area}1 1AA`, miles: 0 },
  { at: 2, name: "Second Primary", postcode: `${area}1 1AB`, miles: 2, rest: { faith: "Roman Catholic" } },
  {
    at: 3,
    name: "=Third Secondary",
    postcode: `${area}1 2AA`,
    miles: 4,
    rest: { phase: "Secondary", gender: "Girls" },
  },
  {
    at: 4,
    name: "Far Special",
    postcode: `${area}2 1AA`,
    miles: 15,
    rest: { phase: "Not applicable", sen: "ASD - Autistic Spectrum Disorder", unit: "SEN unit" },
  },
  { at: 5, name: "Placeless Primary", postcode: `${area}1 1AA`, miles: null },
  { at: 6, name: "Closed Primary", postcode: `${area}1 1AC`, miles: 1, rest: { status: "Closed" } },
];

function load(content: string[], name = "file.csv") {
  const file = path.join(folder, name);
  writeFileSync(file, content.join("\r\n"));
  return loadRegister(file);
}

const found = async (search: Partial<Search>) => (await findSchools({ q: "", ...search })).schools.map((s) => s.urn);

beforeAll(async () => {
  const report = await load([header, ...lines.map(lineOf)]);
  expect(report).toMatchObject({ added: 6, faults: [] });
});
afterAll(async () => {
  await closeDatabase();
  rmSync(folder, { recursive: true });
});

describe("a postcode finds the schools around it", () => {
  it("nearest first with their distance, five miles around; those without a place last, closed ones not", async () => {
    const search = await findSchools({ q: `${area}1 1aa`.toLowerCase(), la });
    expect(search.schools.map((s) => s.urn)).toEqual([urn(1), urn(2), urn(3), urn(5)]);
    expect(search).toMatchObject({ total: 4, closed: 1, within: 5, place: { middleOf: null } });
    const miles = search.schools.map((s) => (s.metres === null ? null : Math.round(s.metres / METRES_A_MILE)));
    expect(miles).toEqual([0, 2, 4, null]);
  });

  it("within the distance asked for, and farther where there is none so near", async () => {
    expect(await found({ q: `${area}1 1AA`, within: 3 })).toEqual([urn(1), urn(2), urn(5)]);
    const special = await findSchools({ q: `${area}1 1AA`, sen: "ASD" });
    expect(special.within).toBe(20);
    expect(special.schools.map((s) => s.urn)).toEqual([urn(4)]);
  });

  it.each([
    [`${area}1 1ZZ`, `${area}1 1`],
    [`${area}1 9ZZ`, `${area}1`],
    [`${area}9 9ZZ`, area],
    [`${area}1`, `${area}1`],
    [`${area}1 2`, `${area}1 2`],
  ])("%s, not known, is about the middle of the narrowest place that has schools", async (typed, middleOf) => {
    const { place, schools } = await findSchools({ q: typed, la });
    expect(place?.middleOf).toBe(middleOf);
    expect(schools.length).toBeGreaterThan(0);
  });

  it("a postcode of a loaded file is where the file says; ended ones and those without a place are passed over", async () => {
    const onspd = "pcd,pcd2,pcds,dointr,doterm,oseast1m,osnrth1m,osgrdind";
    const row = (inward: string, end: string, place: string) =>
      `${area}1${inward},${area}1  ${inward},${area}1 ${inward},199001,${end},${place},1`;
    const file = [
      onspd,
      row("1XA", "", `${east + 4000},500000`),
      row("1XB", "201001", `${east},500000`),
      row("1XC", "", ","),
    ];
    const report = await load(file, "onspd.csv");
    expect(report).toMatchObject({ kind: "postcodes", rows: 3, added: 1, unchanged: 2, faults: [] });
    expect((await findSchools({ q: `${area}1 1XA` })).place).toEqual({
      easting: east + 4000,
      northing: 500000,
      middleOf: null,
    });
    expect((await findSchools({ q: `${area}1 1XB` })).place?.middleOf).toBe(`${area}1 1`);
    const codePoint = [`"${area}1 1XD",10,${east + 7},500009,"E92","E19","E18","","E08","E05"`];
    expect(await load(codePoint, "codepoint.csv")).toMatchObject({ kind: "postcodes", rows: 1, added: 1 });
    expect((await findSchools({ q: `${area}1 1XD` })).place).toEqual({
      easting: east + 7,
      northing: 500009,
      middleOf: null,
    });
  });

  it("a district without a school is in the middle of its loaded postcodes, those of its letters among them", async () => {
    const rows = [`"${area}8 1AA",10,${east + 100},500000`, `"${area}8W1AA",10,${east + 300},500200`];
    await load(
      rows.map((row) => `${row},"E92","E19","E18","","E08","E05"`),
      "codepoint-district.csv",
    );
    const middle = { easting: east + 200, northing: 500100, middleOf: `${area}8` };
    expect((await findSchools({ q: `${area}8` })).place).toEqual(middle);
    expect((await findSchools({ q: `${area}8 9ZZ` })).place).toEqual(middle);
  });
});

describe("filters", () => {
  it.each<[string, Partial<Search>, number[]]>([
    ["an authority alone lists all its open schools", {}, [4, 1, 5, 2, 3]],
    ["phase", { phase: "Secondary" }, [3]],
    ["religious character", { faith: "catholic" }, [2]],
    ["gender", { gender: "Girls" }, [3]],
    ["a need", { sen: "ASD" }, [4]],
    ["an SEN unit", { sen: "UNIT" }, [4]],
    ["a type nobody has", { type: "Universities" }, []],
    ["words and a filter", { q: `primary ${town}`, faith: "none" }, [1, 5]],
    ["closed ones too, after the rest", { q: `primary ${town}`, closed: true }, [1, 5, 2, 6]],
  ])("%s", async (_, search, expected) => {
    expect((await found({ la, ...search })).toSorted()).toEqual(expected.map(urn).toSorted());
  });

  it("offer only what some open school has, in words", async () => {
    const choices = await withPublic(filterChoices);
    expect(choices.la).toContainEqual({ value: la, label: "Testshire" });
    expect(choices.sen).toContainEqual({ value: "ASD", label: "Autistic spectrum disorder" });
    expect(choices.phase.map((c) => c.value)).not.toContain("Not applicable");
    expect(choices.phase.findIndex((c) => c.value === "Primary")).toBeLessThan(
      choices.phase.findIndex((c) => c.value === "Secondary"),
    );
  });

  it("a value with signs that SQL knows is only a value", async () => {
    expect(await found({ la, phase: "'; select 1 --" })).toEqual([]);
    expect(await found({ la, sen: "{ASD}" })).toEqual([]);
  });
});

describe("typing errors", () => {
  const wrong = (word: string) => word.slice(0, 4) + (word[5] ?? "") + (word[4] ?? "") + word.slice(6);

  it("are forgiven where little is spelt so, and the list says which is which", async () => {
    const search = await findSchools({ q: `nearset ${wrong(town)}` });
    expect(search.schools.map((s) => s.urn)).toEqual([urn(1)]);
    expect(search).toMatchObject({ total: 1, exact: 0 });
    const right = await findSchools({ q: `nearest ${town}` });
    expect(right).toMatchObject({ total: 1, exact: 1 });
  });

  it("do not make a word of another", async () => {
    expect(await found({ q: `${letters(10)}y ${town}` })).toEqual([]);
  });
});

describe("the order of a list by words", () => {
  const place = `w${letters(8)}`;
  const names: [at: number, name: string, town: string][] = [
    [20, `${place}ton Primary School`, "Elsewhere"],
    [21, `St Ann's ${place} Primary School`, "Elsewhere"],
    [22, "Lakeside Academy", place],
    [23, `${place} Primary School`, "Elsewhere"],
    [24, `${place} School`, "Elsewhere"],
    [25, `Upper ${place}ton Academy`, "Elsewhere"],
    [26, "St Ann's Primary School", place],
  ];
  beforeAll(async () => {
    const rows = names.map(([at, name, of]) =>
      [urn(at), la, "Testshire", 3000 + at, name, "Open", "Primary", of].join(","),
    );
    const columns = "URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,EstablishmentStatus (name)";
    await load([`${columns},PhaseOfEducation (name),Town`, ...rows], "names.csv");
  });

  it("is the name itself, names that start with it, the town's schools, names that hold it, then words it begins", async () => {
    expect(await found({ q: `The ${place} school` })).toEqual([24, 23, 22, 26, 21, 20, 25].map(urn));
    expect((await found({ q: place })).slice(2)).toEqual([22, 26, 21, 20, 25].map(urn));
    expect(await found({ q: `primary ${place} st ann` })).toEqual([26, 21].map(urn));
  });

  it("asks for no word that is only said around a name, and knows a school's phase although its name is silent", async () => {
    expect(await found({ q: `primary schools in ${place}` })).toContain(urn(22));
    expect(await found({ q: `secondary schools in ${place}` })).toEqual([]);
  });
});

it("a school is found by its numbers", async () => {
  expect(await found({ q: urn(2) })).toEqual([urn(2)]);
  expect(await found({ q: `${la}/3003` })).toEqual([urn(3)]);
  expect(await found({ q: `${la}3003` })).toEqual([urn(3)]);
});

describe("the list as CSV", () => {
  const textOf = async (search: Search) => (await Array.fromAsync(await listOf(search))).join("");

  it("has the schools of the search in its order with distances, and nothing that a spreadsheet would run", async () => {
    const rows = (await textOf({ q: `${area}1 1AA`, la })).split("\r\n");
    expect(rows[0]?.startsWith("\uFEFFURN,DfE number,Name,")).toBe(true);
    expect(rows[0]?.endsWith(",Miles")).toBe(true);
    expect(rows.slice(1, 5).map((row) => row.split(",")[0])).toEqual([urn(1), urn(2), urn(3), urn(5)]);
    expect(rows[3]).toContain(",'=Third Secondary,");
    expect(rows[3]?.endsWith(",4")).toBe(true);
    expect(rows.at(-1)).toBe("");
  });

  it("is empty but for its header where nothing was asked", async () => {
    expect((await textOf({ q: "" })).split("\r\n")).toHaveLength(2);
  });
});

it("what an authority tells of its schools stands on their pages, and a stranger's school is refused", async () => {
  await addAuthority(la, "Testshire");
  const details = (of: string) => [{ urn: of, email: "office@school.example", openDays: "Saturday 10 October, 10 am" }];
  await setAuthority(la, { details: details(urn(1)) });
  expect(await schoolPage(urn(1))).toMatchObject({
    email: "office@school.example",
    openDays: "Saturday 10 October, 10 am",
  });
  await expect(setAuthority(la, { details: details("999999") })).rejects.toThrow("Not schools of this authority");
  await expect(setAuthority(la, { details: [...details(urn(2)), ...details(urn(2))] })).rejects.toThrow("twice");
  await setAuthority(la, { details: details(urn(2)) });
  expect((await schoolPage(urn(1))).openDays).toBeNull();
});

it("a former authority tells nothing more of a school, and cannot take away what the present one tells", async () => {
  const present = `2${randomInt(10)}${randomInt(10)}`;
  const moving = { at: 40, name: "Moving Primary", postcode: `${area}1 1AD`, miles: 3 };
  const told = (openDays: string) => [{ urn: urn(40), email: null, openDays }];
  await load([header, lineOf(moving)], "before.csv");
  await addAuthority(la, "Testshire");
  await setAuthority(la, { details: told("of the former") });
  await load([header, lineOf(moving).replace(`,${la},`, `,${present},`)], "after.csv");
  expect((await schoolPage(urn(40))).openDays).toBeNull();
  await addAuthority(present, "Elsewhere");
  await setAuthority(present, { details: told("of the present") });
  await expect(setAuthority(la, { details: told("of the former") })).rejects.toThrow("No longer schools of this");
  await setAuthority(la, { details: [] });
  expect((await schoolPage(urn(40))).openDays).toBe("of the present");
});

it("every school stands in some part of the site map", async () => {
  const parts = await siteMapParts();
  const all = (await Promise.all(Array.from({ length: parts }, (_, n) => siteMapPart(n + 1)))).flat();
  expect(all.map((s) => s.urn)).toEqual(expect.arrayContaining(lines.map((l) => urn(l.at))));
  expect(await siteMapPart(parts + 2)).toEqual([]);
});

it("views of a page are counted one by one, also at once", async () => {
  const page = `/help/${letters(12)}`;
  const counts = await Promise.all(Array.from({ length: 8 }, () => countView(page)));
  expect(counts.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
