import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeSchool } from "@/db/make";
import { seedPublished } from "@/db/published";
import { asSchool, asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import { makeChild, makeReader } from "@/lib/measures/make";
import { type BuiltReport, cellText, chartTable } from "./block";
import { buildReport, reportsFor } from "./build";
import { schoolHeadlines } from "./headlines";
import { standardPack } from "./index";
import { reportCsv } from "./sheet";

const years = [2014, 2015, 2016, 2017, 2018, 2019, 2022, 2023];
let school: MadeSchool;
let closed: MadeSchool;
let staff: Scope;

/** Twelve children, eight of them with a good level of development; until 2019 every second is exceeding in reading. */
async function fill(at: { laCode: string; urn: string; year: number }): Promise<void> {
  const [reading, beyond] = at.year < 2022 ? ["g09", ["g09"]] : ["e09", []];
  for (let i = 0; i < 12; i++) {
    const who = { sex: i % 2 ? "F" : "M", born: `${at.year - 5}-0${1 + (i % 8)}-05` } as const;
    await makeChild(at, { ...who, not: i % 3 === 0 ? [reading] : [], beyond: i % 2 ? beyond : [] });
  }
}

beforeAll(async () => {
  await seedPublished(admin());
  const { code: laCode } = await makeAuthority();
  school = await makeSchool(laCode);
  closed = await makeSchool(laCode);
  for (const year of years) await fill({ laCode, urn: school.urn, year });
  for (const year of [2018, 2019]) await fill({ laCode, urn: closed.urn, year });
  await makeReader({ laCode, urn: school.urn, year: 2023 }, { mark: 35 });
  staff = await asStaff(laCode);
});
afterAll(async () => {
  await closeDatabase();
  await closeMake();
});

const build = (year: number, report = "eyfsp-summary", reader = staff) =>
  buildReport(reader, { report, urn: school.urn, year });
const charts = (built: BuiltReport) => built.blocks.flatMap((b) => (b.kind === "chart" ? [b] : []));
const lines = (built: BuiltReport) => charts(built).filter((b) => b.form === "line");
/** Every year that heads a column of any table. */
const columnYears = (built: BuiltReport) => {
  const tables = built.blocks.flatMap((b) => (b.kind === "table" ? [b] : b.kind === "chart" ? [chartTable(b)] : []));
  return [...new Set(tables.flatMap((t) => t.columns.map((c) => c.label)).filter((l) => /^20\d\d$/.test(l)))].sort();
};

describe("years of two frameworks are never set side by side", () => {
  it.each([
    [2023, ["2022", "2023"]],
    [2022, ["2022"]],
    [2019, ["2015", "2016", "2017", "2018", "2019"]],
    [2014, ["2013", "2014"]],
  ])("%i looks back over its own years, in charts and in tables, and says why", async (year, shown) => {
    for (const report of ["eyfsp-summary", standardPack.id]) {
      const built = await build(year, report);
      for (const chart of lines(built)) expect(chart.x).toEqual(shown);
      expect(columnYears(built)).toEqual(shown);
      const text = JSON.stringify(built.blocks);
      expect(text).toContain("compared with one another alone");
      expect(text).toContain("Nothing was collected in 2020 and 2021.");
    }
  });

  it("a trend that fits into one framework needs no such sentence", async () => {
    expect(JSON.stringify((await build(2026)).blocks)).not.toContain("compared with one another alone");
  });

  it.each([2020, 2021, 2012])("there is no report for %i, in words", async (year) => {
    for (const report of ["eyfsp-summary", standardPack.id]) {
      const words = build(year, report);
      await expect(words).rejects.toThrow(NotFound);
      await expect(words).rejects.toThrow("the years are 2013 to 2019 and 2022 to 2026.");
    }
    const why = await build(year).catch((e: Error) => e.message);
    expect(why).toEqual(
      year === 2012 ? expect.not.stringContaining("statutory") : expect.stringContaining("statutory"),
    );
  });
});

describe("the report of 2019", () => {
  it("opens with its own good level of development, against England's of that year", async () => {
    const [, lead] = (await build(2019)).blocks;
    expect(lead).toMatchObject({ lead: true, text: expect.stringMatching(/^In 2019, 67% of children \(8 of 12\)/) });
    expect(lead).toMatchObject({ text: expect.stringContaining("5 points below England") });
  });

  it("has goals, exceeding and points, and none of 2022's", async () => {
    const built = await build(2019);
    const text = JSON.stringify(built.blocks);
    expect(charts(built).map((b) => b.title)).toEqual([
      "Good level of development, % of children",
      "Good level of development, % of children, by sex and term of birth, 2019",
      "At least the expected level in all 17 goals, % of children",
      "At least the expected level in each goal, % of children, 2019",
      "Exceeding the expected level in each goal, % of children, 2019",
      "Mean number of goals at least at the expected level",
      "Average total points",
    ]);
    expect(text).toContain("Every child was assessed in 2019.");
    expect(text).not.toMatch(/"eyfsp\.|E0\d|xempt/);
    const reading = charts(built)[4]?.series[0]?.points[8];
    expect(reading).toMatchObject({ measure: "eyfsp13.exceeding.g09", met: 4, cohort: 12 });
    const points = lines(built).at(-1)?.series[0]?.points.at(-1);
    expect(points && cellText(points)).toBe("34.0");
    expect(text).toContain('"below":"G09"');
  });

  it("says the same in its sheet as on the page", async () => {
    const csv = reportCsv(await build(2019));
    expect(csv).toContain("Exceeding the expected level in each goal");
    expect(csv).toContain("Average total points");
    expect(csv).not.toMatch(/\b2022\b.*,.*\d/);
  });

  it("names nobody at Level 3, and withholds groups and points that would tell of one child", async () => {
    const governor = await asSchool(school, { level: 3 });
    const text = JSON.stringify((await build(2019, "eyfsp-summary", governor)).blocks);
    expect(text).not.toMatch(/Zzsurname|Qqforename|T0000/);
    expect(text).toContain('"withheld"');
    expect(text).not.toMatch(/"cohort":[1-5][,}]/);
  });

  it("stands alone in the pack: phonics is not held for such years", async () => {
    const pages = (await build(2019, standardPack.id)).blocks.flatMap((b) => (b.kind === "page" ? [b.title] : []));
    expect(pages).toEqual(["EYFSP summary", "Children and their goals"]);
    await expect(build(2019, "phonics-summary")).rejects.toThrow("the years are 2022 to 2026.");
    const offered = await reportsFor(staff, { urn: school.urn });
    expect(offered.reports.find((r) => r.id === "eyfsp-summary")?.years).toEqual([...years].reverse());
  });
});

it("a school whose newest results are of 2019 is greeted with them", async () => {
  const page = await schoolHeadlines(staff, { urn: closed.urn });
  expect(page).toMatchObject({ year: 2019, years: [2015, 2016, 2017, 2018, 2019] });
  expect(page.headlines.map((h) => h.measure)).toEqual(["eyfsp13.gld"]);
  expect(page.headlines[0]?.england.map((f) => ("value" in f ? f.value : f.withheld))).toEqual([
    "not-held",
    ...[69.3, 70.7, 71.5, 71.8],
  ]);
});
