import { existsSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { admin, makeLocality } from "@/db/make";
import { makeAgain } from "@/lib/batches/again";
import { type Place, place, shown, start, storedIn, year } from "@/lib/batches/make";
import { makeReader } from "@/lib/measures/make";
import { storedPath } from "@/lib/store";
import { closeAll, pool, work } from "./batch-make";

const sql = admin();
afterAll(closeAll);

/** A pupil more, as a correction or an import would bring one. */
async function change(p: Place, n: number): Promise<void> {
  const urn = p.schools[n]?.urn ?? "";
  await makeReader({ laCode: p.code, urn, year }, { mark: 40 });
  await sql`update data.freshness set at = now() where la_code = ${p.code} and urn = ${urn}`;
}
const stale = async (p: Place, id: string) => (await shown(p, id)).items.map((i) => i.stale);

async function made(schools: number, pupils = true): Promise<{ p: Place; id: string }> {
  const p = await place(schools);
  const id = await start(p, { pupils });
  await work(p, id);
  return { p, id };
}

describe("a batch whose data have changed since", () => {
  it("says of each file whether the school's own data have, or only what they are compared with; either is made again", async () => {
    const { p, id } = await made(3);
    expect(await stale(p, id)).toEqual([null, null, null]);
    for (const which of ["own", "changed"] as const)
      await expect(makeAgain(p.scope, { id, which })).rejects.toThrow(/^No .*data .*have changed since/);
    await change(p, 1);
    expect(await stale(p, id)).toEqual(["compared", "own", "compared"]);
    expect((await shown(p, id)).stale).toEqual({ own: 1, compared: 2 });
    const before = await storedIn(p, id);
    expect(await makeAgain(p.scope, { id, which: "own" })).toEqual({ files: 1 });
    await work(p, id);
    expect(await stale(p, id)).toEqual(["compared", null, "compared"]);
    const between = await storedIn(p, id);
    expect(between.map((s, n) => s === before[n])).toEqual([true, false, true]);
    expect(existsSync(storedPath(before[1] ?? ""))).toBe(false);
    expect(await makeAgain(p.scope, { id, which: "changed" })).toEqual({ files: 2 });
    await work(p, id);
    expect(await shown(p, id)).toMatchObject({ state: "done", made: 3, stale: { own: 0, compared: 0 } });
  });

  it("is made again whole in one go, or one file alone", async () => {
    const { p, id } = await made(3);
    await change(p, 0);
    const [, second] = (await shown(p, id)).items;
    expect(await makeAgain(p.scope, { id, which: "changed", item: second?.id })).toEqual({ files: 1 });
    await work(p, id);
    expect(await stale(p, id)).toEqual(["own", null, "compared"]);
    await change(p, 2);
    expect(await makeAgain(p.scope, { id, which: "changed" })).toEqual({ files: 3 });
  });

  it("notices a name in the register, a Locality and a threshold, and nothing of another authority", async () => {
    const { p, id } = await made(2);
    await change(await place(1), 0);
    expect(await stale(p, id)).toEqual([null, null]);
    await sql`update app.settings set threshold = 10 where la_code = ${p.code}`;
    expect(await stale(p, id)).toEqual(["compared", "compared"]);
    await sql`update app.settings set threshold = 6 where la_code = ${p.code}`;
    expect(await stale(p, id)).toEqual([null, null]);
    await makeLocality(p.code, "Harbour", [p.schools[0]?.urn ?? ""]);
    expect(await stale(p, id)).toEqual(["compared", "compared"]);
    await sql`update ref.schools set name = 'School Z' where urn = ${p.schools[0]?.urn ?? ""}`;
    expect(await stale(p, id)).toEqual(["own", "compared"]);
  });

  it("counts a change that comes while its file is being drawn", async () => {
    const p = await place(1);
    const id = await start(p);
    await work(p, id, async (built) => {
      await change(p, 0);
      return pool.draw(built);
    });
    expect(await stale(p, id)).toEqual(["own"]);
  });

  it("without pupils, also where results are kept from schools since", async () => {
    const { p, id } = await made(1, false);
    const named = await start(p);
    await work(p, named);
    await sql`insert into app.releases (la_code, dataset, year, audience) values (${p.code}, 'phonics', ${year}, 'la')`;
    expect(await stale(p, id)).toEqual(["own"]);
    expect(await stale(p, named)).toEqual([null]);
  });
});
