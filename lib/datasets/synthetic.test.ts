import { createReadStream, existsSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { runRowChecks } from "@/lib/checks/run";
import { readCtf } from "@/lib/files/ctf";
import type { Cells, Dataset, Taken } from "./define";
import { eyfsp } from "./eyfsp";
import { phonics } from "./phonics";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/assessments/synthetic");

async function taken(file: string, dataset: Dataset): Promise<Taken[]> {
  const rows: Taken[] = [];
  await readCtf(createReadStream(path.join(folder, file)), {
    header: () => {},
    pupil: (pupil) => void rows.push(...dataset.fromCtf(pupil)),
  });
  return rows;
}

const context = { laCode: "999", year: 2025 };

/** By surname (the blank one by forename): what the checks found, and U03 where a UPN is there twice. */
async function findings(file: string, dataset: Dataset): Promise<Record<string, string[]>> {
  const rows = await taken(file, dataset);
  const times = Map.groupBy(rows, (r) => r.cells.upn);
  return Object.fromEntries(
    rows.map(({ cells }) => [
      cells.surname ?? cells.forename ?? "",
      [
        ...runRowChecks(dataset, cells, context).map((f) => `${f.checkId} ${f.severity}`),
        ...((times.get(cells.upn)?.length ?? 0) > 1 ? ["U03 error"] : []),
      ],
    ]),
  );
}

async function derived(file: string, dataset: Dataset) {
  const rows = await taken(file, dataset);
  expect(rows.map((r) => r.year)).toEqual(rows.map(() => "2025"));
  return Object.fromEntries(rows.map(({ cells }) => [cells.surname ?? "", dataset.derive(cells, 2025)]));
}

describe.skipIf(!existsSync(folder))(
  "the synthetic files give what EXPECTED.md says (skipped where ../shared is absent)",
  () => {
    it("the sound profile file: good level of development and goals at expected", async () => {
      const children = await derived("9992001_FSP_999LLLL_001.xml", eyfsp);
      expect(children).toMatchObject({
        ALDER: { gld: true, expected_goals: 17, complete: true, exempt: false, sex_group: "F", term: "spring" },
        BIRCH: { gld: false, expected_goals: 16 },
        CEDAR: { gld: true, expected_goals: 12, term: "summer" },
        "D'ELM-OAK": { gld: false, expected_goals: 0, complete: true, exempt: true, term: "autumn" },
      });
      const found = await findings("9992001_FSP_999LLLL_001.xml", eyfsp);
      // An exemption is valid and asked about: since 2023 A stands for nothing else.
      expect(found).toEqual({ ALDER: [], BIRCH: [], CEDAR: [], "D'ELM-OAK": ["E04 query"] });
      const names = (await taken("9992001_FSP_999LLLL_001.xml", eyfsp)).map((r) => r.cells.forename);
      expect(names).toContain("ZOË");
    });

    it("the faulty profile file: each pupil's fault and no other", async () => {
      expect(await findings("9992001_FSP_999LLLL_002.xml", eyfsp)).toEqual({
        MYRTLE: ["U02 error"],
        NUTMEG: ["U03 error"],
        OAK: ["U03 error"],
        PALM: ["E03 error"],
        QUINCE: ["E01 error"],
        ROSE: ["E02 error"],
        SAGE: ["D02 error"],
        THYME: ["U07 query"],
        HEATH: ["N01 error", "G01 error", "A02 error"],
      });
    });

    it("the phonics file: outcomes by mark and code, zero being a mark", async () => {
      const children = await derived("9992001_PHO_999LLLL_001.xml", phonics);
      expect(children).toMatchObject({
        EBONY: { mark_value: 32, result: "Wa", nc_year: 1 },
        FIR: { mark_value: 31, result: "Wt", nc_year: 1 },
        GUM: { mark_value: null, result: "A", nc_year: 1 },
        HOLLY: { mark_value: null, result: "D", nc_year: 2 },
        IVY: { mark_value: 0, result: "Wt", nc_year: 2 },
      });
      const found = await findings("9992001_PHO_999LLLL_001.xml", phonics);
      expect(found).toEqual({ EBONY: [], FIR: [], GUM: [], HOLLY: [], IVY: [] });
    });

    it("key stage 1 assessments are neither phonics nor profile", async () => {
      for (const dataset of [phonics, eyfsp]) expect(await taken("9992001_KS1_999LLLL_001.xml", dataset)).toEqual([]);
    });

    it("outside the test authority every UPN of theirs fails for its code", async () => {
      const rows = await taken("9992001_PHO_999LLLL_001.xml", phonics);
      const ids = (cells: Cells) => runRowChecks(phonics, cells, { laCode: "801", year: 2025 }).map((f) => f.checkId);
      expect(rows.map((r) => ids(r.cells))).toEqual(rows.map(() => ["U04"]));
    });
  },
);
