import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeRecord, makeSchool } from "@/db/make";
import { asSchool, asStaff } from "@/lib/access/make";
import { closeDatabase } from "@/lib/database";
import { Forbidden, NotFound } from "@/lib/errors";
import { authoritySchool, authoritySchools } from "@/lib/schools/authority-schools";
import { schoolStates } from "./by-school";
import { schoolFaults } from "./school-faults";
import { schoolNow } from "./school-now";
import { seasons } from "./season";

const year = 2026;
let laCode: string;
let sound: MadeSchool;
let faulty: MadeSchool;
let elsewhere: MadeSchool;

async function makeIssue(school: MadeSchool, of: { severity: "error" | "query"; marked?: string }): Promise<void> {
  const { id } = await makeRecord({
    table: "phonics",
    laCode,
    urn: school.urn,
    year,
    values: { mark: "50", surname: "Hazelwood" },
  });
  const at = { la_code: laCode, domain: "assessment", dataset: "phonics", year, urn: school.urn, record_id: id };
  const found = { ...at, check_id: "P01", severity: of.severity, columns: ["mark"], words: "wrong", seen: "50" };
  await admin()`insert into data.issues ${admin()(found)}`;
  if (of.marked === undefined) return;
  const mark = { ...at, check_id: "P01", seen: of.marked, because: "checked with the school", by_name: "Jo Officer" };
  await admin()`insert into data.marks ${admin()(mark)}`;
}

const phonics = async (see = ["assessment"]) =>
  (await seasons(await asStaff(laCode, { see }), { years: [year] })).find(({ dataset }) => dataset === "phonics");

beforeAll(async () => {
  laCode = (await makeAuthority()).code;
  sound = await makeSchool(laCode);
  faulty = await makeSchool(laCode);
  await makeSchool(laCode);
  await makeSchool(laCode, { lowAge: 11, highAge: 16 });
  elsewhere = await makeSchool((await makeAuthority()).code);
  await makeRecord({ table: "phonics", laCode, urn: sound.urn, year, values: { mark: "32" } });
  await makeIssue(faulty, { severity: "error" });
  await makeIssue(faulty, { severity: "query" });
  await makeIssue(sound, { severity: "query", marked: "50" });
});
afterAll(() => Promise.all([closeMake(), closeDatabase()]));

describe("the season of an authority", () => {
  it("counts schools in against those that teach the age, and the clean ones among them", async () =>
    expect(await phonics()).toEqual({
      dataset: "phonics",
      year,
      expected: 3,
      in: 2,
      clean: 1,
      errors: 1,
      queries: 1,
    }));

  it("counts a query again once the value that was marked correct has changed", async () => {
    await makeIssue(sound, { severity: "query", marked: "41" });
    expect(await phonics()).toMatchObject({ clean: 0, queries: 2 });
    await admin()`delete from data.issues where la_code = ${laCode} and urn = ${sound.urn}`;
    expect(await phonics()).toMatchObject({ clean: 1, queries: 1 });
  });

  it("shows no dataset of a domain that the reader does not see, and nothing to schools", async () => {
    expect(await phonics(["cla"])).toBeUndefined();
    await expect(seasons(await asSchool(sound, { level: 1 }), { years: [year] })).rejects.toThrow(Forbidden);
  });
});

describe("the season school by school", () => {
  it("names the schools that the season counts, and leaves out those that do not teach the age", async () => {
    const counted = await phonics();
    const states = (await schoolStates(await asStaff(laCode), { year })).filter((s) => s.dataset === "phonics");
    expect(states).toHaveLength(counted?.expected ?? 0);
    expect(states.filter((s) => s.in)).toHaveLength(counted?.in ?? 0);
    expect(states.filter((s) => !s.in)).toMatchObject([{ errors: 0, queries: 0 }]);
    expect(states.find(({ urn }) => urn === faulty.urn)).toMatchObject({ in: true, errors: 1, queries: 1 });
    expect(states.find(({ urn }) => urn === sound.urn)).toMatchObject({ in: true, errors: 0, queries: 0 });
  });

  it("is for the authority's staff with the domain", async () => {
    expect(await schoolStates(await asStaff(laCode, { see: ["cla"] }), { year })).toEqual([]);
    await expect(schoolStates(await asSchool(sound, { level: 1 }), { year })).rejects.toThrow(Forbidden);
  });
});

describe("what needs doing at a school", () => {
  it("is told to readers with child-level rights, and not at Level 3", async () => {
    const open = [{ dataset: "phonics", year, errors: 1, queries: 1 }];
    expect((await schoolNow(await asSchool(faulty, { level: 1 }), { urn: faulty.urn })).open).toEqual(open);
    expect((await schoolNow(await asStaff(laCode), { urn: faulty.urn })).open).toEqual(open);
    expect((await schoolNow(await asSchool(faulty, { level: 3 }), { urn: faulty.urn })).open).toBeNull();
  });

  it("is not told of another school", async () =>
    expect(schoolNow(await asSchool(sound, { level: 1 }), { urn: faulty.urn })).rejects.toThrow(
      "There is no such school.",
    ));
});

describe("a school's own list of faults", () => {
  it("names each pupil with what is wrong, errors first, and leaves out what is marked correct", async () => {
    for (const reader of [await asSchool(faulty, { level: 2 }), await asStaff(laCode)]) {
      const faults = await schoolFaults(reader, { urn: faulty.urn });
      expect(faults).toMatchObject([
        { dataset: "phonics", year, severity: "error", checkId: "P01", words: "wrong", surname: "Hazelwood" },
        { dataset: "phonics", year, severity: "query", words: "wrong" },
      ]);
      const [act] = await admin()`
        select note from audit.acts where actor = ${reader.actor} and door = 'records.school-faults'`;
      expect(act?.note).toMatchObject({ urn: faulty.urn, rows: faults.map((f) => f.recordId) });
    }
    await makeIssue(sound, { severity: "query", marked: "50" });
    expect(await schoolFaults(await asSchool(sound, { level: 1 }), { urn: sound.urn })).toEqual([]);
  });

  it("is not for Level 3, another school, another authority or another domain", async () => {
    const asked = { urn: faulty.urn };
    await expect(schoolFaults(await asSchool(faulty, { level: 3 }), asked)).rejects.toThrow(Forbidden);
    await expect(schoolFaults(await asSchool(sound, { level: 1 }), asked)).rejects.toThrow(NotFound);
    await expect(schoolFaults(await asStaff(laCode), { urn: elsewhere.urn })).rejects.toThrow(NotFound);
    expect(await schoolFaults(await asStaff(laCode, { see: ["cla"] }), asked)).toEqual([]);
  });
});

describe("the schools of an authority", () => {
  it("are all there for its staff, and the own one for a school", async () => {
    expect(await authoritySchools(await asStaff(laCode), {})).toHaveLength(4);
    expect((await authoritySchools(await asSchool(sound, { level: 3 }), {})).map(({ urn }) => urn)).toEqual([
      sound.urn,
    ]);
  });

  it("are not found from another authority", async () =>
    expect(authoritySchool(await asStaff(laCode), elsewhere.urn)).rejects.toThrow("There is no such school"));
});
