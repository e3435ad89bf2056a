import { randomInt, randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import { systemScope } from "@/lib/access/scope-of";
import { checksOf } from "@/lib/checks/run";
import { closeDatabase, withScope } from "@/lib/database";
import type { Cells, Dataset, SetCheck } from "./define";
import { datasetById, datasets } from "./index";

const admin = postgres(process.env.TEST_ADMIN_URL ?? "", { max: 1, onnotice: () => {} });
afterAll(async () => {
  await Promise.all([admin.end(), closeDatabase()]);
});

const year = 2025;
const upn = "K999200124001";
interface Placed {
  urn: string;
  cells: Partial<Cells>;
  year?: number;
}

/** An authority with these records; schools get a URN of their own and the name "School <given>". */
async function authority(dataset: Dataset, records: Placed[]) {
  const laCode = `t${randomUUID().slice(0, 8)}`;
  const first = randomInt(200_000, 900_000) * 10;
  const urns = new Map([...new Set(records.map((r) => r.urn))].map((given, i) => [given, String(first + i)]));
  for (const [given, urn] of urns) {
    await admin`insert into ref.schools ${admin({ urn, la_code: laCode, name: `School ${given}`, name_norm: given })}`;
    await admin`insert into app.schools ${admin({ la_code: laCode, urn })}`;
  }
  const ids: string[] = [];
  for (const record of records) {
    const pupil = randomUUID();
    const id = randomUUID();
    await admin`insert into data.pupils ${admin({ la_code: laCode, pupil_id: pupil })}`;
    const keys = { la_code: laCode, id, urn: urns.get(record.urn) ?? "", year: record.year ?? year, pupil_id: pupil };
    await admin`insert into ${admin(`data.${dataset.table.guard.name}`)} ${admin({ ...keys, ...record.cells })}`;
    ids.push(id);
  }
  return { laCode, ids };
}

const run = (dataset: Dataset, check: SetCheck, of: { laCode: string; among?: string[] }) =>
  withScope(systemScope(of.laCode), (tx) =>
    check.find(tx, { table: dataset.table.guard.name, laCode: of.laCode, year, among: of.among ?? [upn] }),
  );

const everyCheck = datasets.flatMap((d) => checksOf(d, "set").map((c) => [d.id, c.id, d, c] as const));

describe.each(everyCheck)("%s %s", (_, __, dataset, check) => {
  it("finds every record of its bad example and none of its good one", async () => {
    const bad = await authority(dataset, check.bad);
    const found = await run(dataset, check, bad);
    expect(found.map((f) => f.recordId).sort()).toEqual([...bad.ids].sort());
    for (const { words } of found) expect(words).toMatch(/^UPN K999200124001 is also .+\.$/);
    const good = await authority(dataset, check.good);
    expect(await run(dataset, check, good)).toEqual([]);
  });

  it("looks at no other UPN than it is asked about, and at no other year, authority or dataset", async () => {
    const bad = await authority(dataset, check.bad);
    expect(await run(dataset, check, { ...bad, among: ["K999200124002"] })).toEqual([]);
    const other = datasets.find((d) => d !== dataset) ?? dataset;
    expect(await run(other, check, bad)).toEqual([]);
    const [first, second] = check.bad;
    const apart = await authority(
      dataset,
      [first, second].flatMap((r, i) => (r ? [{ ...r, year: year - i }] : [])),
    );
    expect(await run(dataset, check, apart)).toEqual([]);
    expect((await run(dataset, check, bad)).length).toBe(check.bad.length);
  });
});

it("the words name the pupils of the own school, and of others the school alone", async () => {
  const dataset = datasetById("eyfsp");
  const at = (urn: string, surname: string | null, forename: string | null) => ({
    urn,
    cells: { upn, surname, forename },
  });
  const records = [at("a", "Nutmeg", "Box"), at("a", "Oak", "Bud"), at("a", null, null), at("b", "Palm", "Cane")];
  const { laCode, ids } = await authority(dataset, records);
  const wordsOf = async (id: string) => {
    const check = checksOf(dataset, "set").find((c) => c.id === id);
    const found = check ? await run(dataset, check, { laCode }) : [];
    return new Map(found.map((f) => [f.recordId, f.words]));
  };
  const [nutmeg = "", oak = "", , palm = ""] = ids;
  const twice = await wordsOf("U03");
  expect(twice.get(nutmeg)).toContain("Bud Oak and a pupil without a name of this school");
  expect(twice.get(oak)).toContain("Box Nutmeg");
  expect(twice.has(palm)).toBe(false);
  const elsewhere = await wordsOf("U08");
  expect(elsewhere.get(nutmeg)).toContain("is also at School b.");
  expect(elsewhere.get(palm)).toContain("is also at School a.");
  expect([...elsewhere.values()].join()).not.toMatch(/Nutmeg|Palm/);
});
