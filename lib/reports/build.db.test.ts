import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeLocality, makeSchool } from "@/db/make";
import { seedPublished } from "@/db/published";
import { asSchool, asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import { makeChild, makeReader } from "@/lib/measures/make";
import type { Block, BuiltReport } from "./block";
import { buildReport, reportsFor } from "./build";
import { schoolHeadlines } from "./headlines";
import { reports, standardPack } from "./index";

const year = 2026;
const ids = [...reports.map((r) => r.id), standardPack.id];
let laCode: string;
let normal: MadeSchool;
let tiny: MadeSchool;
let empty: MadeSchool;
let staff: Scope;

/** `n` children and pupils, every third of whom did not reach it; one of them exempted or absent. */
async function fill(school: MadeSchool, n: number, of: number): Promise<void> {
  const at = { laCode, urn: school.urn, year: of };
  for (let i = 0; i < n; i++) {
    const who = { sex: i % 2 ? "F" : "M", born: ["2020-10-10", "2021-02-02", "2021-06-06"][i % 3] } as const;
    await makeChild(at, { ...who, not: i % 3 === 1 ? ["e09", "e10"] : [] });
    await makeReader(at, { ...who, mark: i % 4 === 1 ? 12 + i : 33 + (i % 8) });
  }
  await makeChild(at, { mark: "A" });
  await makeReader(at, { outcome: "A" });
}

beforeAll(async () => {
  await seedPublished(admin());
  laCode = (await makeAuthority()).code;
  normal = await makeSchool(laCode);
  tiny = await makeSchool(laCode);
  empty = await makeSchool(laCode);
  await makeLocality(laCode, "North", [normal.urn, tiny.urn, empty.urn]);
  await fill(normal, 24, year);
  await fill(normal, 24, year - 1);
  await fill(tiny, 3, year);
  staff = await asStaff(laCode);
});
afterAll(async () => {
  await closeDatabase();
  await closeMake();
});

function faults(block: Block): string[] {
  const text = JSON.stringify(block);
  const bad = /undefined|NaN|null%|\[object/.test(text) ? [`unreadable: ${text.slice(0, 200)}`] : [];
  if (block.kind === "chart")
    return [
      ...bad,
      ...block.series.filter((s) => s.points.length !== block.x.length).map((s) => `${block.title}: ${s.label}`),
    ];
  if (block.kind === "matrix")
    return [...bad, ...block.rows.filter((r) => r.cells.length !== block.columns.length).map((r) => r.label)];
  if (block.kind !== "table") return bad;
  const keys = new Set(block.columns.map((c) => c.key));
  return [...bad, ...block.rows.flatMap((r) => Object.keys(r.cells).filter((k) => !keys.has(k)))];
}

function headingFaults(blocks: Block[]): string[] {
  const levels = blocks.flatMap((b) => (b.kind === "heading" ? [b.level] : []));
  const skips = levels.filter((level, i) => level > (levels[i - 1] ?? 0) + 1).map((level) => `skips to ${level}`);
  return levels.filter((l) => l === 1).length === 1 ? skips : [...skips, "not one title"];
}

const words = (built: BuiltReport) => JSON.stringify(built);
const pupilTables = (built: BuiltReport) => built.blocks.filter((b) => b.kind === "table" && b.pupils);

describe("every report", () => {
  it("is sound for a school with many, few and no results, whoever reads it", async () => {
    for (const school of [normal, tiny, empty]) {
      const readers = [staff, await asSchool(school, { level: 1 }), await asSchool(school, { level: 3 })];
      for (const reader of readers)
        for (const report of ids) {
          const built = await buildReport(reader, { report, urn: school.urn, year });
          expect(built.blocks.flatMap(faults)).toEqual([]);
          expect(headingFaults(built.blocks)).toEqual([]);
          expect(Number.isNaN(Date.parse(built.dataAsAt))).toBe(false);
        }
    }
  });

  it("says plainly that nothing is held, and what to do", async () => {
    const built = await buildReport(staff, { report: "phonics-summary", urn: empty.urn, year });
    expect(words(built)).toContain(
      `No phonics results of ${year} are held for ${empty.name}. Import the school's file`,
    );
    expect(built.blocks.filter((b) => b.kind === "chart")).toEqual([]);
  });

  it("opens with the school's figure", async () => {
    const built = await buildReport(staff, { report: "eyfsp-summary", urn: normal.urn, year });
    expect(built.blocks[1]).toMatchObject({
      kind: "text",
      lead: true,
      text: expect.stringMatching(/^In 2026, 67% of children \(16 of 24\)/),
    });
    expect(words(built)).toContain("1 child was exempted");
  });

  it("puts all reports that apply into the pack, each on its own page", async () => {
    const built = await buildReport(staff, { report: standardPack.id, urn: normal.urn, year });
    const pages = built.blocks.flatMap((b) => (b.kind === "page" ? [b.title] : []));
    expect(pages).toEqual(["EYFSP summary", "Children and their goals", "Phonics summary", "Pupils and their marks"]);
  });
});

describe("the pack's headline figures", () => {
  it("show England's of the year before, by its year, while this year's are not published", async () => {
    const built = await buildReport(staff, { report: standardPack.id, urn: normal.urn, year });
    const table = built.blocks.find((b) => b.kind === "table");
    const column = table?.kind === "table" ? table.columns.find(({ key }) => key === "national") : undefined;
    expect(column?.label).toBe("England, 2025");
    const [first] = table?.kind === "table" ? table.rows : [];
    expect(first?.cells.national).toMatchObject({ year: 2025, value: expect.any(Number) });
    expect(first?.cells.la).toMatchObject({ year: 2026 });
  });
});

describe("who sees what", () => {
  it("names pupils to the authority and to a school's Levels 1 and 2, by surname, and notes how many", async () => {
    for (const reader of [staff, await asSchool(normal, { level: 1 }), await asSchool(normal, { level: 2 })]) {
      const built = await buildReport(reader, { report: "eyfsp-summary", urn: normal.urn, year });
      const [table] = pupilTables(built);
      const names = table?.kind === "table" ? table.rows.map((r) => String(r.cells.name)) : [];
      expect(names).toHaveLength(25);
      expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, "en-GB")));
      const [act] =
        await admin()`select urn, note from audit.acts where la_code = ${laCode} and actor = ${reader.actor} and door = 'report.build'`;
      expect(act).toMatchObject({ urn: normal.urn, note: { pupils: 25 } });
    }
  });

  it("names nobody at Level 3 and withholds what is small", async () => {
    for (const school of [normal, tiny]) {
      const governor = await asSchool(school, { level: 3 });
      const text = words(await buildReport(governor, { report: standardPack.id, urn: school.urn, year }));
      expect(text).not.toMatch(/Zzsurname|Qqforename|T0000|2020-10-10|10\/10\/2020/);
      expect(text).toContain("Level 3: no pupil is named");
    }
    const seen = words(
      await buildReport(await asSchool(tiny, { level: 3 }), { report: "eyfsp-summary", urn: tiny.urn, year }),
    );
    expect(seen).toContain("is withheld, so that no pupil");
    expect(seen).not.toMatch(/"cohort":[1-5][,}]/);
  });

  it("knows no school of another authority, and to a school no other school", async () => {
    const elsewhere = await makeSchool((await makeAuthority()).code);
    const of = { report: standardPack.id, year };
    await expect(buildReport(staff, { ...of, urn: elsewhere.urn })).rejects.toThrow(NotFound);
    await expect(buildReport(await asSchool(tiny, { level: 1 }), { ...of, urn: normal.urn })).rejects.toThrow(NotFound);
    await expect(reportsFor(staff, { urn: elsewhere.urn })).rejects.toThrow(NotFound);
    await expect(schoolHeadlines(staff, { urn: elsewhere.urn })).rejects.toThrow(NotFound);
    await expect(buildReport(staff, { report: "none", urn: normal.urn, year })).rejects.toThrow(
      "There are: standard-pack",
    );
  });
});

describe("a school's first page", () => {
  it("offers the pack first and the years that are held", async () => {
    const offered = await reportsFor(staff, { urn: normal.urn });
    expect(offered.reports.map((r) => r.id)).toEqual(["standard-pack", "eyfsp-summary", "phonics-summary"]);
    expect(offered.reports[0]?.years).toEqual([2026, 2025]);
  });

  it("says up to three things that stand out, and five-year figures", async () => {
    const page = await schoolHeadlines(await asSchool(normal, { level: 1 }), { urn: normal.urn });
    expect(page.year).toBe(2026);
    expect(page.headlines.map((h) => h.measure)).toEqual(["eyfsp.gld", "phonics.year1", "phonics.year2"]);
    expect(page.headlines[0]?.own.map((f) => f.year)).toEqual([2022, 2023, 2024, 2025, 2026]);
    expect(page.standsOut.length).toBeGreaterThan(0);
    expect(page.standsOut.length).toBeLessThanOrEqual(3);
    expect(page.standsOut.join(" ")).toContain("67% of children (16 of 24)");
    const governor = await schoolHeadlines(await asSchool(tiny, { level: 3 }), { urn: tiny.urn });
    expect(governor.standsOut.join(" ")).toContain("is withheld");
  });
});
