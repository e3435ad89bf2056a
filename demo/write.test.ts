import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { parse } from "csv-parse/sync";
import { SaxesParser } from "saxes";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openPromise } from "yauzl";
import { checkLetter } from "@/lib/upn";
import { demoAuthority, makeAuthority } from "./authority";
import { writeFaultyZip } from "./faulty";
import { type DemoFiles, type Progress, writeDemo } from "./write";

const dir = mkdtempSync(join(tmpdir(), "keymark-demo-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const progress: Progress[] = [];
let files: DemoFiles;
beforeAll(async () => {
  files = await writeDemo(join(dir, "a"), { onProgress: (each) => progress.push(each) });
});

const hashes = ({ imports, ...rest }: DemoFiles): string[] =>
  [...Object.values(rest), ...imports].map((path) => createHash("sha256").update(readFileSync(path)).digest("hex"));

async function unzip(path: string): Promise<Map<string, string>> {
  const zip = await openPromise(path);
  const texts = new Map<string, string>();
  for await (const entry of zip.eachEntry()) {
    const chunks: Buffer[] = [];
    for await (const chunk of await zip.openReadStreamPromise(entry)) chunks.push(chunk as Buffer);
    texts.set(entry.fileName, Buffer.concat(chunks).toString("utf8"));
  }
  return texts;
}

/** Throws where the text is not well-formed; the texts of the elements by name. */
function elements(text: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const parser = new SaxesParser();
  let open = "";
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag) => {
    open = tag.name;
    found.set(open, [...(found.get(open) ?? []), ""]);
  });
  parser.on("text", (words) => {
    const own = found.get(open);
    if (own && words.trim()) own[own.length - 1] += words;
  });
  parser.write(text).close();
  return found;
}

describe("the files of the demo", () => {
  test("are the same bytes for the same options", async () => {
    expect(hashes(await writeDemo(join(dir, "b")))).toEqual(hashes(files));
    expect(hashes(await writeDemo(join(dir, "c"), { seed: 2 }))).not.toEqual(hashes(files));
  });

  test("are one ZIP for each year and dataset", () => {
    expect(files.imports.map((path) => basename(path)).slice(0, 3)).toEqual([
      "2022 EYFSP.zip",
      "2022 phonics.zip",
      "2023 EYFSP.zip",
    ]);
    expect(files.imports).toHaveLength(10);
  });

  test("hold well-formed files of schools of the year, named as schools name them", async () => {
    const { schools } = makeAuthority();
    for (const path of files.imports) {
      const year = Number(basename(path).slice(0, 4));
      for (const [name, text] of await unzip(path)) {
        expect(name).toMatch(/^9992\d{3}_(FSP|PHO)_999LLLL_001\.xml$/);
        const found = elements(text);
        const school = schools.find(({ urn }) => urn === found.get("URN")?.[0]);
        expect(found.get("Estab")).toEqual([name.slice(3, 7), "LLLL"]);
        expect(school?.estab).toBe(name.slice(3, 7));
        expect(found.get("AcademicYear")).toEqual([String(year - 1)]);
        expect(found.get("CTFversion")).toEqual([`${String(year - 1).slice(2)}.0`]);
        expect(new Set(found.get("Year"))).toEqual(new Set([String(year)]));
      }
    }
  });

  test("differ in how suppliers write", async () => {
    const texts = [...(await unzip(join(dir, "a", "2026 EYFSP.zip"))).values()];
    expect(texts.some((text) => text.includes("<Gender>"))).toBe(true);
    expect(texts.some((text) => text.includes("<Sex>"))).toBe(true);
    expect(texts.some((text) => /<Surname>[A-Z]{3,}</.test(text))).toBe(true);
    expect(new Set(texts.map((text) => /<SupplierID>(.*?)</.exec(text)?.[1])).size).toBeGreaterThan(3);
  });
});

describe("the faults", () => {
  const sum = (each: Progress[], of: (progress: Progress) => number) => each.reduce((all, one) => all + of(one), 0);

  test("are 1.5 to 2.5 % of the newest year's records, and next to none before", () => {
    const [newest, older] = [
      progress.filter((each) => each.year === 2026),
      progress.filter((each) => each.year < 2026),
    ];
    const shareOf = (each: Progress[]) =>
      sum(each, ({ planted }) => planted.length) / sum(each, ({ pupils }) => pupils);
    expect(shareOf(newest)).toBeGreaterThan(0.015);
    expect(shareOf(newest)).toBeLessThan(0.025);
    expect(shareOf(older)).toBeLessThan(0.005);
    expect(new Set(newest.flatMap(({ planted }) => planted.map(({ check }) => check))).size).toBeGreaterThan(12);
  });

  test("are the only reason for a UPN that is not valid", async () => {
    for (const { year, dataset, planted } of progress) {
      const texts = await unzip(join(dir, "a", `${year} ${dataset === "eyfsp" ? "EYFSP" : "phonics"}.zip`));
      const upns = [...texts.values()].flatMap((text) => elements(text).get("UPN") ?? []);
      const invalid = upns.filter((upn) => checkLetter(upn.slice(1)) !== upn[0]).length;
      const planned = planted.filter(({ check }) => check === "U02").length;
      expect(invalid).toBeGreaterThanOrEqual(planned);
      expect(invalid).toBeLessThanOrEqual(
        planned + planted.filter(({ check }) => check === "U03" || check === "U08").length,
      );
    }
  });
});

describe("the register", () => {
  const rows = (): Record<string, string>[] =>
    parse(readFileSync(files.register).toString("latin1"), { columns: true, record_delimiter: "\r\n" });

  test("has 49 fields in every row", () => {
    const all: string[][] = parse(readFileSync(files.register).toString("latin1"), { record_delimiter: "\r\n" });
    expect(all).toHaveLength(26);
    expect(all.every((row) => row.length === 49)).toBe(true);
  });

  test("begins with the school that the sign-ins and the tests know, and repeats no number or name", () => {
    expect(rows()[0]).toMatchObject({
      URN: "900001",
      EstablishmentNumber: "2001",
      "LA (code)": "999",
      "LA (name)": demoAuthority.name,
    });
    for (const column of ["URN", "EstablishmentNumber", "EstablishmentName", "TelephoneNum"])
      expect(new Set(rows().map((row) => row[column])).size).toBe(rows().length);
  });

  test("has schools that a dataset does not apply to", () => {
    const high = rows().filter((row) => Number(row.StatutoryLowAge) >= 7);
    expect(high.length).toBeGreaterThanOrEqual(2);
  });

  test("knows the school that closed in 2024 and, with its link, the academy that followed it in the results", async () => {
    const closed = rows().filter((row) => row["EstablishmentStatus (name)"] === "Closed");
    expect(closed.map((row) => row.CloseDate)).toEqual(["31/08/2024"]);
    const links: Record<string, string>[] = parse(readFileSync(files.links), { columns: true });
    expect(links.map((link) => link.LinkType)).toEqual(["Successor", "Predecessor"]);
    const [later] = links;
    expect(later?.URN).toBe(closed[0]?.URN);
    const hasResults = async (year: number, urn: string | undefined) =>
      [...(await unzip(join(dir, "a", `${year} EYFSP.zip`))).values()].some((text) =>
        text.includes(`<URN>${urn}</URN>`),
      );
    expect([await hasResults(2024, later?.URN), await hasResults(2025, later?.URN)]).toEqual([true, false]);
    expect([await hasResults(2024, later?.LinkURN), await hasResults(2025, later?.LinkURN)]).toEqual([false, true]);
  });

  test("has every school in a Locality", () => {
    const localities: { urn: string }[] = parse(readFileSync(files.localities), { columns: true });
    expect(localities.map(({ urn }) => urn)).toEqual(rows().map((row) => row.URN));
  });
});

test("the ZIP of faults says truly what is in it", async () => {
  const path = join(dir, "faulty.zip");
  const said = writeFaultyZip(path);
  const texts = await unzip(path);
  expect([...texts.keys()]).toEqual(said.map(({ name }) => name));
  for (const { name, refused, pupils, rows } of said) {
    const text = texts.get(name) ?? "";
    if (refused === "not XML") expect(() => elements(text)).toThrow();
    else expect(elements(text).get("Pupil")).toHaveLength(pupils);
    expect(rows.every(({ row }) => row >= 1 && row <= pupils)).toBe(true);
  }
  const [first] = said;
  const upns = elements(texts.get(first?.name ?? "") ?? "").get("UPN") ?? [];
  expect(upns.length).toBe((first?.pupils ?? 0) - 1);
});

test("an authority of one school and one of 900 can be made, with no name twice", () => {
  expect(makeAuthority({ schools: 1 }).schools).toHaveLength(1);
  const { schools } = makeAuthority({ schools: 900 });
  expect(schools).toHaveLength(901);
  for (const of of ["urn", "estab", "name", "website", "phone"] as const)
    expect(new Set(schools.map((school) => school[of])).size).toBe(901);
});

test("options that make no authority are refused in words", () => {
  expect(() => makeAuthority({ schools: 0 })).toThrow("1 to 900 schools");
  expect(() => makeAuthority({ years: [2024, 2023] })).toThrow("oldest first");
});
