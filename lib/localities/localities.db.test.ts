import { afterAll, describe, expect, it } from "vitest";
import { admin, closeMake, type MadeSchool, makeAuthority, makeLocality, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope, withScope } from "@/lib/database";
import { dayAfter } from "@/lib/days";
import { Conflict, Invalid, NotFound } from "@/lib/errors";
import { atlasOf } from "@/lib/measures/places";
import { authoritySchools } from "@/lib/schools/authority-schools";
import { setAuthority } from "@/lib/settings/operate";
import { addLocality, endLocalityOn, moveIntoLocality, renameLocality } from "./change";
import { listLocalities } from "./list";
import { checkPastedLocalities, pasteLocalities } from "./paste";

const sql = admin();
afterAll(async () => {
  await Promise.all([closeDatabase(), closeMake()]);
});

async function authority(of = 3): Promise<{ code: string; scope: Scope; schools: MadeSchool[]; today: string }> {
  const { code } = await makeAuthority();
  const scope = await asStaff(code, { admin: true });
  const schools: MadeSchool[] = [];
  for (let n = 0; n < of; n++) schools.push(await makeSchool(code));
  const { today } = await listLocalities(scope, {});
  return { code, scope, schools, today };
}

/** Who is with whom in figures and reports today. */
const compared = async (scope: Scope) => {
  const atlas = await withScope(scope, (tx) => atlasOf(scope, tx), { readOnly: true });
  return Object.fromEntries(atlas.localities.map((l) => [l.label, [...l.urns].sort()]));
};
const rowsOf = async (code: string, urn: string) => {
  const rows = await sql<{ name: string; from: string | null; until: string | null }[]>`
    select l.name, m."from"::text as from, m.until::text as until from app.locality_schools m
    join app.localities l on l.la_code = m.la_code and l.id = m.locality_id
    where m.la_code = ${code} and m.urn = ${urn} order by m."from" nulls first`;
  return [...rows];
};

describe("a school moves", () => {
  it("from a day on: the day before it is where it was, in figures and lists, and its time there is kept", async () => {
    const { code, scope, schools, today } = await authority();
    const [one, two] = schools as [MadeSchool, MadeSchool];
    await makeLocality(code, "North", [one.urn, two.urn]);
    const { id: south } = await addLocality(scope, { kind: "locality", name: "South" });
    const tomorrow = dayAfter(today, 1);
    await moveIntoLocality(scope, { kind: "locality", into: south, urns: [one.urn], day: tomorrow });
    expect(await compared(scope)).toEqual({ North: [one.urn, two.urn].sort() });
    await moveIntoLocality(scope, { kind: "locality", into: south, urns: [one.urn], day: today });
    expect(await compared(scope)).toEqual({ North: [two.urn], South: [one.urn] });
    expect(await rowsOf(code, one.urn)).toEqual([
      { name: "North", from: null, until: dayAfter(today, -1) },
      { name: "South", from: today, until: null },
    ]);
    const [listed] = await authoritySchools(scope, { urn: one.urn });
    expect(listed?.locality).toBe("South");
  });

  it("back later and is found in both times; moved where it is, nothing changes and nothing is noted of it", async () => {
    const { code, scope, schools, today } = await authority();
    const [one] = schools as [MadeSchool];
    const north = await makeLocality(code, "North", [one.urn]);
    const move = (into: string | null, day: string) =>
      moveIntoLocality(scope, { kind: "locality", into, urns: [one.urn], day });
    expect(await move(north, today)).toEqual([]);
    await move(null, dayAfter(today, -20));
    expect(await compared(scope)).toEqual({});
    await move(north, dayAfter(today, -10));
    expect(await compared(scope)).toEqual({ North: [one.urn] });
    expect(await rowsOf(code, one.urn)).toEqual([
      { name: "North", from: null, until: dayAfter(today, -21) },
      { name: "North", from: dayAfter(today, -10), until: null },
    ]);
  });

  it("into one Locality and one Area at a time, and an Area is never compared as if it were a Locality", async () => {
    const { code, scope, schools, today } = await authority();
    const [one] = schools as [MadeSchool];
    await makeLocality(code, "North", [one.urn]);
    const { id } = await addLocality(scope, { kind: "area", name: "Coast" });
    await moveIntoLocality(scope, { kind: "area", into: id, urns: [one.urn], day: today });
    expect(await compared(scope)).toEqual({ North: [one.urn] });
    const { localities, without } = await listLocalities(scope, {});
    expect(localities.map((l) => [l.name, l.now.length])).toEqual([
      ["Coast", 1],
      ["North", 1],
    ]);
    expect([without.locality.length, without.area.length]).toEqual([2, 2]);
    const mixed = moveIntoLocality(scope, { kind: "locality", into: id, urns: [one.urn], day: today });
    await expect(mixed).rejects.toThrow(NotFound);
  });

  it("of any two moves made in the same moment into one only, 10 times over", async () => {
    for (let round = 0; round < 10; round++) {
      const { code, scope, schools, today } = await authority(1);
      const [one] = schools as [MadeSchool];
      const targets = [await makeLocality(code, "North", []), await makeLocality(code, "South", [])];
      await Promise.all(
        targets.map((into) => moveIntoLocality(scope, { kind: "locality", into, urns: [one.urn], day: today })),
      );
      expect((await rowsOf(code, one.urn)).filter((r) => r.until === null)).toHaveLength(1);
      expect(Object.keys(await compared(scope))).toHaveLength(1);
    }
  });
});

describe("a Locality", () => {
  it("has a name of its own among those of its kind that go on, in any case of letters", async () => {
    const { scope } = await authority(0);
    const { id } = await addLocality(scope, { kind: "locality", name: "North" });
    await expect(addLocality(scope, { kind: "locality", name: " north " })).rejects.toThrow(Conflict);
    await expect(addLocality(scope, { kind: "locality", name: " " })).rejects.toThrow(Invalid);
    await addLocality(scope, { kind: "area", name: "North" });
    await renameLocality(scope, { id, name: "NORTH" });
    const { id: other } = await addLocality(scope, { kind: "locality", name: "South" });
    await expect(renameLocality(scope, { id: other, name: "North" })).rejects.toThrow(Conflict);
  });

  it("ends on a day with its schools' time in it, takes none in any more, and its name is free again", async () => {
    const { code, scope, schools, today } = await authority();
    const urns = schools.map((s) => s.urn);
    const id = await makeLocality(code, "North", urns);
    await endLocalityOn(scope, { id, last: today });
    expect(await compared(scope)).toEqual({ North: [...urns].sort() });
    await expect(moveIntoLocality(scope, { kind: "locality", into: id, urns, day: today })).rejects.toThrow(Conflict);
    await expect(endLocalityOn(scope, { id, last: today })).rejects.toThrow(Conflict);
    await sql`update app.locality_schools set until = ${dayAfter(today, -1)} where locality_id = ${id}`;
    expect(await compared(scope)).toEqual({});
    await addLocality(scope, { kind: "locality", name: "North" });
  });

  it("of another authority is not found, nor are its schools", async () => {
    const { scope, today } = await authority();
    const other = await authority();
    const id = await makeLocality(other.code, "North", []);
    const { id: own } = await addLocality(scope, { kind: "locality", name: "Own" });
    const foreign = other.schools.map((s) => s.urn);
    await expect(renameLocality(scope, { id, name: "x" })).rejects.toThrow(NotFound);
    await expect(endLocalityOn(scope, { id, last: today })).rejects.toThrow(NotFound);
    const into = (target: string, urns: string[]) =>
      moveIntoLocality(scope, { kind: "locality", into: target, urns, day: today });
    await expect(into(id, [])).rejects.toThrow(NotFound);
    await expect(into(own, foreign)).rejects.toThrow(NotFound);
    await expect(into(own, [])).rejects.toThrow(Invalid);
  });
});

describe("a pasted list", () => {
  it("says of each line what it does, or what is wrong and what would be right; what is right is done, the rest is left", async () => {
    const { code, scope, schools, today } = await authority(4);
    const [one, two, three, four] = schools as [MadeSchool, MadeSchool, MadeSchool, MadeSchool];
    await makeLocality(code, "North", [one.urn]);
    const text = [
      "Locality\tURN",
      `north\t${two.urn}`,
      `${code}/${three.estab}, South`,
      "North\t999999",
      `South\t${four.name}`,
      `East\t${two.urn}`,
      "East",
    ].join("\n");
    const lines = await checkPastedLocalities(scope, { kind: "locality", text: text.replace(", ", "\t"), day: today });
    expect(lines.map((l) => [l.line, l.right])).toEqual([
      [2, true],
      [3, true],
      [4, false],
      [5, false],
      [6, false],
      [7, false],
    ]);
    const words = lines.map((l) => l.words);
    expect(words[0]).toContain("moves into North.");
    expect(words[1]).toContain("moves into South, which is new.");
    expect(words[2]).toContain("“999999” is no school of this authority");
    expect(words[3]).toContain(`${four.urn} or ${code}/${four.estab}`);
    expect(words[4]).toContain("Line 2 is for the same school");
    const done = await pasteLocalities(scope, { kind: "locality", text: text.replace(", ", "\t"), day: today });
    expect(done.left.map((l) => l.line)).toEqual([4, 5, 6, 7]);
    expect(await compared(scope)).toEqual({ North: [one.urn, two.urn].sort(), South: [three.urn] });
    const again = pasteLocalities(scope, { kind: "locality", text: "North\t999999", day: today });
    await expect(again).rejects.toThrow(Conflict);
  });
});

it("the operator's list is the whole of the Localities from today on, and what was before is kept", async () => {
  const { code, scope, schools, today } = await authority(3);
  const [one, two, three] = schools.map((s) => s.urn) as [string, string, string];
  const set = (localities: { locality: string; urn: string }[]) => setAuthority(code, { localities });
  await set([
    { locality: "North", urn: one },
    { locality: "North", urn: two },
    { locality: "West", urn: three },
  ]);
  expect(await rowsOf(code, one)).toEqual([{ name: "North", from: null, until: null }]);
  await set([
    { locality: "North", urn: one },
    { locality: "South", urn: two },
  ]);
  expect(await compared(scope)).toEqual({ North: [one], South: [two] });
  expect(await rowsOf(code, two)).toEqual([
    { name: "North", from: null, until: dayAfter(today, -1) },
    { name: "South", from: today, until: null },
  ]);
  expect(await rowsOf(code, three)).toEqual([{ name: "West", from: null, until: dayAfter(today, -1) }]);
});
