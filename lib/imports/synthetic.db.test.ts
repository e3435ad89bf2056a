import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { admin, closeMake, makeAuthority, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope, withFigures } from "@/lib/database";
import { closeQueue } from "@/lib/queue";
import { listRecords } from "@/lib/records/list";
import { take } from "./make";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/assessments/synthetic");
const there = existsSync(folder);
if (!there) console.log(`skipped: the synthetic files are not at ${path.basename(folder)} beside the repository`);

afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
});

const fsp = "9992001_FSP_999LLLL_001.xml";
const faulty = "9992001_FSP_999LLLL_002.xml";
const pho = "9992001_PHO_999LLLL_001.xml";
const ks1 = "9992001_KS1_999LLLL_001.xml";

describe.skipIf(!there)("each synthetic file, imported alone, gives what EXPECTED.md says", () => {
  let scope: Scope;
  /** The files are all from 999/2001: each goes into an empty authority 999. */
  beforeEach(async () => {
    const sql = admin();
    await makeAuthority({ code: "999" });
    const [held] = await sql`select 1 from ref.schools where la_code = '999' and estab = '2001'`;
    if (!held) await makeSchool("999", { estab: "2001", urn: "900001", name: "Synthetic Primary School" });
    for (const table of ["issues", "marks", "staged_rows", "phonics", "eyfsp", "pupils", "freshness"])
      await sql`delete from ${sql(`data.${table}`)} where la_code = '999'`;
    await sql`delete from app.import_schools where la_code = '999'`;
    await sql`delete from app.imports where la_code = '999'`;
    scope = await asStaff("999");
  });
  const file = (name: string) => take(scope, readFileSync(path.join(folder, name)), { fileName: name });
  const found = async (dataset: string) => {
    const { rows } = await listRecords(scope, { dataset, year: 2025 });
    return Object.fromEntries(
      rows.map((r) => [r.cells.surname ?? r.cells.forename ?? "", r.issues.map((i) => i.checkId)]),
    );
  };

  it("the sound profile file", async () => {
    const row = await file(fsp);
    expect(row.schools).toMatchObject([{ urn: "900001", dataset: "eyfsp", year: 2025, state: "done", errors: 0 }]);
    expect(await found("eyfsp")).toEqual({ ALDER: [], BIRCH: [], CEDAR: [], "D'ELM-OAK": ["E04"] });
    const figures = await withFigures(
      scope,
      ({ sql }) => sql`select gld, expected_goals, exempt from data.eyfsp order by row_no`,
    );
    expect([...figures]).toEqual([
      { gld: true, expected_goals: 17, exempt: false },
      { gld: false, expected_goals: 16, exempt: false },
      { gld: true, expected_goals: 12, exempt: false },
      { gld: false, expected_goals: 0, exempt: true },
    ]);
  });

  it("the faulty profile file: each pupil's fault and no other", async () => {
    const row = await file(faulty);
    expect(row.state).toBe("done");
    expect(await found("eyfsp")).toEqual({
      MYRTLE: ["U02"],
      NUTMEG: ["U03"],
      OAK: ["U03"],
      PALM: ["E03"],
      QUINCE: ["E01"],
      ROSE: ["E02"],
      SAGE: ["D02"],
      THYME: ["U07"],
      HEATH: ["A02", "G01", "N01"],
    });
    expect(row.schools[0]).toMatchObject({ errors: 10, queries: 1 });
  });

  it("the phonics file", async () => {
    await file(pho);
    expect(await found("phonics")).toEqual({ EBONY: [], FIR: [], GUM: [], HOLLY: [], IVY: [] });
    const figures = await withFigures(
      scope,
      ({ sql }) => sql`select mark_value, result from data.phonics order by row_no`,
    );
    expect([...figures].map((f) => [f.mark_value, f.result])).toEqual([
      [32, "Wa"],
      [31, "Wt"],
      [null, "A"],
      [null, "D"],
      [0, "Wt"],
    ]);
  });

  it("the key stage 1 file is refused in words", async () => {
    const row = await file(ks1);
    expect([row.state, row.words]).toEqual(["rejected", expect.stringMatching(/Key stage 1 results .* not taken yet/)]);
  });
});
