import { randomInt } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeDatabase, withOperator, withPublic } from "@/lib/database";
import { syncAuthoritySchools } from "./authority";
import { schoolOf, schoolPage } from "./find";
import { loadRegister } from "./register";
import { findSchools } from "./search";

const folder = mkdtempSync(path.join(tmpdir(), "register-"));
const digits = "0123456789";
const letters = (count: number) => Array.from({ length: count }, () => "bcdfghjklmnpqrstvwxz"[randomInt(20)]).join("");
/** Unlike any other test's: a number range, an authority and a place of its own. */
const base = randomInt(1_000_000, 9_000_000);
const urn = (index: number) => String(base + index);
const la = `0${digits[randomInt(10)]}${digits[randomInt(10)]}`;
const town = `Q${letters(9)}`;

const header =
  "URN,LA (code),EstablishmentNumber,EstablishmentName,EstablishmentStatus (name),OpenDate,CloseDate,Town,Postcode,OfstedRating (name)";
interface Line {
  at: number;
  name: string;
  estab?: string;
  status?: string;
  opened?: string;
  closed?: string;
  in?: string;
  rating?: string;
}
const lineOf = (s: Line) =>
  [
    urn(s.at),
    la,
    s.estab ?? "2001",
    s.name,
    s.status ?? "Open",
    s.opened ?? "",
    s.closed ?? "",
    s.in ?? town,
    "ZZ9 9ZZ",
    s.rating ?? "",
  ].join(",");

function load(lines: string[], name = "register.csv") {
  const file = path.join(folder, name);
  writeFileSync(file, name.endsWith(".gz") ? gzipSync(lines.join("\r\n")) : lines.join("\r\n"));
  return loadRegister(file);
}

const schools: Line[] = [
  { at: 1, name: `${town} Park Primary School`, rating: "Good" },
  { at: 2, name: `Saint Anne's Church of England ${town} School`, opened: "01/09/2018", estab: "2002" },
  { at: 3, name: "Old Infants", estab: "2002", closed: "31-08-2018", status: "Closed" },
  { at: 4, name: `Long Gone ${town} Primary`, estab: "2003", closed: "31/08/2010", status: "Closed" },
];

beforeAll(async () => {
  await withOperator(
    la,
    ({ sql }) => sql`insert into ref.authorities (code, name) values (${la}, 'Test') on conflict do nothing`,
  );
  const report = await load([header, ...schools.map(lineOf)], "first.csv.gz");
  expect(report).toMatchObject({ kind: "establishments", rows: 4, added: 4, changed: 0, closed: 0, faults: [] });
});
afterAll(async () => {
  await closeDatabase();
  rmSync(folder, { recursive: true });
});

describe("loading again", () => {
  it("changes nothing where nothing has changed", async () => {
    const report = await load([header, ...schools.map(lineOf)]);
    expect(report).toMatchObject({ added: 0, changed: 0, closed: 0, unchanged: 4 });
  });

  it("counts what was added, changed and closed, and loads the rest of a file with faulty lines", async () => {
    const fresh = [
      { at: 10, name: "Ten" },
      { at: 11, name: "Eleven" },
    ];
    await load([header, ...fresh.map(lineOf)]);
    const report = await load([
      header,
      lineOf({ at: 10, name: "Ten", status: "Closed", closed: "31/08/2020" }),
      `${urn(12)},${la},short line`,
      lineOf({ at: 11, name: "Eleven and more" }),
      lineOf({ at: 13, name: "Thirteen" }),
      lineOf({ at: 13, name: "Thirteen again" }),
    ]);
    expect(report).toMatchObject({ rows: 5, added: 1, changed: 1, closed: 1, unchanged: 0 });
    expect(report.faults).toEqual([
      { line: 3, words: "Not loaded: the line has 3 fields where the first line has 10." },
      { line: 6, words: `Not loaded: ${urn(13)} stands in line 5 already.` },
    ]);
    expect((await schoolPage(urn(13))).name).toBe("Thirteen");
  });

  it("a column that a later file lacks keeps what is known", async () => {
    const report = await load(["URN,LA (code),EstablishmentName", `${urn(1)},${la},${town} Park Primary School`]);
    expect(report).toMatchObject({ changed: 0, unchanged: 1 });
    const [row] = await withPublic(
      ({ sql }) =>
        sql`select town, extra ->> 'OfstedRating (name)' as rating, find_text from ref.schools where urn = ${urn(1)}`,
    );
    expect(row).toMatchObject({ town, rating: "Good" });
    expect(row?.find_text).toContain(" zz9");
  });
});

it("the authority knows its schools with their dates, and none is taken from it", async () => {
  const own = () =>
    withOperator(
      la,
      ({ sql }) =>
        sql`select urn, "from"::text, until::text from app.schools where urn = any (${[urn(2), urn(3)]}) order by urn`,
    );
  expect(await own()).toEqual([
    { urn: urn(2), from: "2018-09-01", until: null },
    { urn: urn(3), from: null, until: "2018-08-31" },
  ]);
  expect(await syncAuthoritySchools(la)).toEqual({ added: 0, changed: 0 });
  const elsewhere = la === "888" ? "887" : "888";
  await load(["URN,LA (code),EstablishmentName", `${urn(2)},${elsewhere},Moved`]);
  const [moved] = await own();
  expect(moved?.until).not.toBeNull();
  await load([header, ...schools.map(lineOf)]);
  expect((await own())[0]).toMatchObject({ until: null });
});

it("a number in a year is the school that held it that summer", async () => {
  const held = async (estab: string, year: number) =>
    (await withPublic((tx) => schoolOf(tx, { laCode: la, estab, year })))?.urn ?? null;
  expect(await held("2002", 2018)).toBe(urn(3));
  expect(await held("2002", 2019)).toBe(urn(2));
  expect(await held("2003", 2010)).toBe(urn(4));
  expect(await held("2003", 2011)).toBeNull();
});

it("links are shown from both sides, and replaced by those of a later file", async () => {
  const links = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate";
  const later = `${urn(2)},${urn(3)},Old Infants,Predecessor,01-09-2018`;
  const first = await load([
    links,
    `${urn(3)},${urn(2)},Anne,Successor,`,
    later,
    `${urn(2)},${urn(90)},Unknown,Predecessor - merged,`,
  ]);
  expect(first).toMatchObject({ kind: "links", rows: 3, added: 3 });
  const page = await schoolPage(urn(2));
  expect(page.predecessors.map((l) => [l.name, l.known, l.date])).toEqual([
    ["Old Infants", true, "2018-09-01"],
    ["Unknown", false, null],
  ]);
  expect((await schoolPage(urn(3))).successors[0]?.urn).toBe(urn(2));
  expect(await load([links, later])).toMatchObject({ added: 0, unchanged: 1, closed: 1 });
});

describe("a search", () => {
  const names = async (q: string) => (await findSchools({ q, la })).schools.map((s) => s.urn);

  it("finds every word at the beginning of a word, the name before the town, closed schools last and only if asked for", async () => {
    const all = (await findSchools({ q: town.slice(0, 8), la, closed: true })).schools.map((s) => s.urn);
    expect(all).toEqual(expect.arrayContaining([urn(1), urn(2), urn(3), urn(4)]));
    expect(all.indexOf(urn(4))).toBeGreaterThan(all.indexOf(urn(2)));
    const open = await findSchools({ q: town, la });
    expect(open.schools.slice(0, 2).map((s) => s.urn)).toEqual([urn(1), urn(2)]);
    expect(open.schools.map((s) => s.urn)).not.toContain(urn(4));
    expect(open.closed).toBeGreaterThanOrEqual(2);
    expect(await names(`${town} prim par`)).toEqual([urn(1)]);
    expect(await names(`${town} mary`)).toEqual([]);
  });

  it("knows a name in other spellings", async () => {
    for (const q of ["st annes c of e", "Saint Anne's CE", "st. anne’s church of eng"]) {
      expect(await names(`${q} ${town}`)).toEqual([urn(2)]);
    }
  });

  it("finds by postcode and treats what SQL means by its signs as nothing", async () => {
    expect(await names("zz9 9zz")).toContain(urn(1));
    expect(await names("ZZ9")).toContain(urn(1));
    expect(await names("ZZ9 8")).toEqual([]);
    expect(await findSchools({ q: "% _ '" })).toMatchObject({ schools: [], total: 0, page: 1, pages: 0 });
    expect((await findSchools({ q: town, page: 99 })).page).toBe(1);
  });
});

it("a URN that the register does not know is not found", async () => {
  await expect(schoolPage(urn(9999))).rejects.toThrow("knows no school");
  await expect(schoolPage("12\u00003")).rejects.toThrow("knows no school");
});
