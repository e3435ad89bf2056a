import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, makeAuthority, makeFreshness, makeLocality, makeSchool, makeSuccessor } from "@/db/make";
import { seedPublished } from "@/db/published";
import { asSchool, asStaff } from "@/lib/access/make";
import { asFigures, closeDatabase, type Scope, withScope } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import type { Figure } from "./figure";
import { makeChild, makeReader } from "./make";
import { readFigures } from "./read";

beforeAll(() => seedPublished(admin()));
afterAll(async () => {
  await closeDatabase();
  await closeMake();
});

const pick = (figures: Figure[], kind: string, of: { year?: number; group?: string; key?: string } = {}) =>
  figures.find(
    (f) =>
      f.place.kind === kind &&
      f.year === (of.year ?? 2026) &&
      f.group === (of.group ?? "all") &&
      (!of.key || f.place.key === of.key),
  );

describe("figures of a small authority, counted by hand", () => {
  let laCode: string;
  let [a, b, c]: string[] = [];
  let staff: Scope;

  beforeAll(async () => {
    laCode = (await makeAuthority()).code;
    const made = await Promise.all([makeSchool(laCode), makeSchool(laCode), makeSchool(laCode)]);
    [a, b, c] = made.map((s) => s.urn);
    await makeLocality(laCode, "North", [a ?? "", b ?? ""]);
    staff = await asStaff(laCode);
    const at = { laCode, urn: a ?? "", year: 2026 };
    await makeChild(at, { sex: "F", born: "2020-10-01" });
    await makeChild(at, { sex: "F", born: "2021-02-01", not: ["e17"] });
    await makeChild(at, { sex: "M", born: "2021-06-01", not: ["e10", "e09"] });
    await makeChild(at, { sex: "M", born: "2021-06-01", mark: "A" });
    await makeChild({ ...at, urn: b ?? "" }, { sex: "M", not: ["e01"] });
    await makeChild({ ...at, urn: c ?? "" }, { sex: "M" });
  });

  const read = (measure: string, more: object = {}) => readFigures(staff, { measure, year: 2026, ...more });

  it("leaves an exempted child out of the denominator and counts it beside", async () => {
    const figures = await read("eyfsp.gld", { urn: a });
    expect(pick(figures, "school")).toMatchObject({ cohort: 3, met: 2, aside: 1 });
    expect(pick(figures, "locality")).toMatchObject({ cohort: 4, met: 2, schools: { in: 2, of: 2 } });
    expect(pick(figures, "la")).toMatchObject({ cohort: 5, met: 3, aside: 1, schools: { in: 3, of: 3 } });
  });

  it("counts by sex and term of birth", async () => {
    const figures = await read("eyfsp.gld", { urn: a });
    expect(pick(figures, "school", { group: "girls" })).toMatchObject({ cohort: 2, met: 2 });
    expect(pick(figures, "school", { group: "boys" })).toMatchObject({ cohort: 1, met: 0, aside: 1 });
    expect(pick(figures, "school", { group: "spring" })).toMatchObject({ cohort: 1, met: 1 });
    expect(pick(figures, "school", { group: "summer" })).toMatchObject({ cohort: 1, met: 0 });
  });

  it("counts goals, areas, all goals and their mean", async () => {
    const own = async (measure: string) => pick(await read(measure, { urn: a }), "school");
    expect(await own("eyfsp.goal.e10")).toMatchObject({ cohort: 3, met: 2 });
    expect(await own("eyfsp.area.lit")).toMatchObject({ cohort: 3, met: 2 });
    expect(await own("eyfsp.area.com")).toMatchObject({ cohort: 3, met: 3 });
    expect(await own("eyfsp.all-goals")).toMatchObject({ cohort: 3, met: 1 });
    expect(await own("eyfsp.mean-goals")).toMatchObject({ cohort: 3, value: (17 + 16 + 15) / 3 });
  });

  it("tells no results, no pupils and no such phase apart", async () => {
    const junior = await makeSchool(laCode, { lowAge: 7, highAge: 11 });
    expect(pick(await read("eyfsp.gld", { urn: junior.urn }), "school")).toMatchObject({ withheld: "not-applicable" });
    expect(
      pick(await readFigures(staff, { measure: "eyfsp.gld", urn: a, year: 2024 }), "school", { year: 2024 }),
    ).toMatchObject({
      withheld: "not-held",
    });
    expect(pick(await read("eyfsp.gld", { urn: c }), "school", { group: "girls" })).toMatchObject({ withheld: "none" });
  });

  it("says where England's figure was read, and that one was not confirmed", async () => {
    const figures = await readFigures(staff, { measure: "phonics.year1", urn: a });
    expect(pick(figures, "national", { year: 2024 })).toMatchObject({
      value: 80,
      source: expect.stringContaining("from memory"),
    });
    expect(pick(figures, "national", { year: 2025 })).toMatchObject({ value: 80 });
    expect(pick(figures, "national", { year: 2026 })).toMatchObject({ withheld: "not-held" });
  });

  it("knows no school of another authority", async () => {
    const elsewhere = await makeSchool((await makeAuthority()).code);
    await expect(read("eyfsp.gld", { urn: elsewhere.urn })).rejects.toThrow(NotFound);
    const head = await asSchool({ laCode, urn: a ?? "", estab: "", name: "" }, { level: 1 });
    await expect(readFigures(head, { measure: "eyfsp.gld", urn: b })).rejects.toThrow(NotFound);
  });

  it("is suppressed for a governor, and for a head beyond the own school", async () => {
    const school = { laCode, urn: a ?? "", estab: "", name: "" };
    const of = { measure: "eyfsp.gld", year: 2026 };
    const governor = await readFigures(await asSchool(school, { level: 3 }), of);
    expect(governor.filter((f) => "value" in f && f.place.kind !== "national")).toEqual([]);
    const head = await readFigures(await asSchool(school, { level: 1 }), of);
    expect(pick(head, "school")).toMatchObject({ cohort: 3 });
    expect(pick(head, "la")).toMatchObject({ withheld: "small" });
  });

  it("is counted by a role that Postgres refuses every personal column", async () => {
    const work = withScope(staff, (tx) => asFigures(staff, tx, ({ sql }) => sql`select surname from data.eyfsp`));
    await expect(work).rejects.toThrow(/permission denied/);
  });
});

describe("phonics", () => {
  it("counts year 1 by DfE's denominator, and by the end of year 2 who met it in either year", async () => {
    const { code: laCode } = await makeAuthority();
    const { urn } = await makeSchool(laCode);
    const { urn: other } = await makeSchool(laCode);
    const last = { laCode, urn, year: 2025 };
    const now = { ...last, year: 2026 };
    await makeReader(last, { mark: 35 });
    await makeReader(last, { mark: 32 });
    const retaken = await makeReader(last, { mark: 20 });
    const moved = await makeReader(last, { mark: 38 });
    await makeReader(last, { outcome: "L" });
    await makeReader(now, { yearGroup: "2", mark: 33, pupilId: retaken.pupilId });
    await makeReader(now, { yearGroup: "2", outcome: "D" });
    await makeReader(now, { yearGroup: "2", outcome: "L" });
    await makeReader({ ...now, urn: other }, { yearGroup: "2", outcome: "A", pupilId: moved.pupilId });
    await makeReader({ ...last, urn: other }, { mark: 10 });
    await makeReader(now, { mark: 40 });
    await makeReader(now, { mark: 0 });
    await makeReader(now, { outcome: "A" });
    await makeReader(now, { outcome: "L" });
    const staff = await asStaff(laCode);
    const of = async (measure: string, place: string) =>
      pick(await readFigures(staff, { measure, urn, year: 2026 }), place);
    expect(await of("phonics.year1", "school")).toMatchObject({ cohort: 3, met: 1 });
    expect(await of("phonics.mean-mark", "school")).toMatchObject({ cohort: 2, value: 20 });
    expect(await of("phonics.year2", "school")).toMatchObject({ cohort: 4, met: 3 });
    expect(await of("phonics.year2", "la")).toMatchObject({ cohort: 5, met: 4 });
    const marks = await readFigures(staff, { measure: "phonics.marks", urn, year: 2026 });
    expect(pick(marks, "school", { group: "mark-40" })).toMatchObject({ cohort: 2, met: 1, value: 50 });
    expect(pick(marks, "school", { group: "marks-37-40" })).toMatchObject({ cohort: 2, met: 1 });
    expect(pick(marks, "school", { group: "marks-8-15" })).toMatchObject({ cohort: 2, met: 0 });
  });

  it("does not make a cohort of re-takers alone: without last summer, the end of year 2 is not held", async () => {
    const { code: laCode } = await makeAuthority();
    const { urn } = await makeSchool(laCode);
    await makeReader({ laCode, urn, year: 2026 }, { yearGroup: "2", mark: 33 });
    const figures = await readFigures(await asStaff(laCode), { measure: "phonics.year2", urn, year: 2026 });
    expect(pick(figures, "school")).toMatchObject({ withheld: "not-held" });
  });
});

describe("a school that follows another", () => {
  it("has the earlier years of its closed predecessor, also for last summer's year 1", async () => {
    const { code: laCode } = await makeAuthority();
    const old = await makeSchool(laCode);
    const academy = await makeSchool(laCode, { openDate: "2025-09-01" });
    await makeSuccessor({ urn: old.urn, closed: "2025-08-31" }, academy.urn);
    await makeReader({ laCode, urn: old.urn, year: 2025 }, { mark: 35 });
    await makeReader({ laCode, urn: academy.urn, year: 2026 }, { yearGroup: "2", mark: 30 });
    const staff = await asStaff(laCode);
    const year1 = await readFigures(staff, { measure: "phonics.year1", urn: academy.urn, year: 2025 });
    expect(pick(year1, "school", { year: 2025 })).toMatchObject({ cohort: 1, met: 1 });
    expect(pick(year1, "la", { year: 2025 })).toMatchObject({ cohort: 1, schools: { in: 1, of: 1 } });
    const year2 = await readFigures(staff, { measure: "phonics.year2", urn: academy.urn, year: 2026 });
    expect(pick(year2, "school")).toMatchObject({ cohort: 2, met: 1 });
    const all = await readFigures(staff, { measure: "phonics.year1", year: 2025 });
    expect(all.filter((f) => f.place.kind === "school" && f.group === "all").map((f) => f.place.key)).toEqual([
      academy.urn,
    ]);
  });

  it("counts schools of which nothing has come yet among those there should be", async () => {
    const { code: laCode } = await makeAuthority();
    const [one] = await Promise.all([makeSchool(laCode), makeSchool(laCode)]);
    await makeReader({ laCode, urn: one.urn, year: 2026 }, { mark: 35 });
    await makeFreshness({ laCode, dataset: "phonics", year: 2026, urn: one.urn });
    const figures = await readFigures(await asStaff(laCode), { measure: "phonics.year1", year: 2026 });
    expect(pick(figures, "la")?.schools).toEqual({ in: 1, of: 2 });
  });
});
