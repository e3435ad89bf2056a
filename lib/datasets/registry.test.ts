import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { getTableColumns } from "drizzle-orm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checksOf, runRowChecks, seenOf } from "@/lib/checks/run";
import { upnChecks } from "@/lib/checks/upn";
import { NotFound } from "@/lib/errors";
import type { CtfPupil } from "@/lib/files/types";
import { type HeldYears, newestHeld, yearsHeld } from "@/lib/held-years";
import { type Cells, columnsIn, type Example, type FileClaim, type FileExample } from "./define";
import { soundEyfsp } from "./eyfsp/sample";
import { datasetById, datasetGuards, datasets } from "./index";
import { soundPhonics } from "./phonics/sample";
import { sampleLa } from "./shared/sample";

const sound: Record<string, (year: number) => Cells> = { phonics: soundPhonics, eyfsp: soundEyfsp };
const soundClaim: FileClaim = {
  la: sampleLa,
  estab: "2001",
  urn: null,
  schoolName: "Ashgrove Primary School",
  headerYear: 2025,
  resultYears: [{ year: 2025, rows: 30 }],
  registerUrn: "100001",
};

const yearsOf = ({ years }: { years: HeldYears }) => yearsHeld(years);

it("an id leads to one dataset, and an unknown one to words", () => {
  expect(new Set(datasets.map((d) => d.id)).size).toBe(datasets.length);
  for (const d of datasets) expect(datasetById(d.id)).toBe(d);
  expect(datasetGuards.map((g) => g.name)).toEqual(datasets.map((d) => d.id));
  expect(() => datasetById("constructor")).toThrow(NotFound);
});

describe.each(datasets.map((d) => [d.id, d] as const))("%s", (id, dataset) => {
  const base = (year: number): Cells => ({ ...sound[id]?.(year) });

  it("check ids are unique, and their columns exist", () => {
    const ids = dataset.checks.map((c) => c.id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const check of dataset.checks) {
      if (check.scope === "file") continue;
      for (const key of check.columns) expect(dataset.columns, `${check.id} reads ${key}`).toHaveProperty(key);
    }
  });

  it("columns have their place in the table, and years that make sense", () => {
    const inTable = Object.values(getTableColumns(dataset.table.records)).map((c) => c.name);
    const columns = Object.values(dataset.columns);
    expect(new Set(columns.map((c) => c.column)).size).toBe(columns.length);
    for (const c of columns) {
      expect(inTable).toContain(c.column);
      expect(c.since ?? 0).toBeLessThanOrEqual(c.until ?? 9999);
      if (c.options) for (const year of yearsOf(dataset)) expect(c.options(year).length).toBeGreaterThan(0);
    }
    const held = yearsOf(dataset);
    expect(held).toEqual([...new Set(held)].sort((a, b) => a - b));
    expect(Object.keys(dataset.derive(base(2025), 2025)).filter((name) => !inTable.includes(name))).toEqual([]);
  });

  it.each(yearsOf(dataset))("a sound record of %i has no finding and all its columns", (year) => {
    const own = new Set(columnsIn(dataset, year).map(([key]) => key));
    expect(Object.keys(base(year)).sort()).toEqual(Object.keys(dataset.columns).sort());
    expect(Object.entries(base(year)).filter(([key, value]) => value !== null && !own.has(key))).toEqual([]);
    expect(runRowChecks(dataset, base(year), { laCode: sampleLa, year })).toEqual([]);
  });

  const found = (example: Example) => {
    const year = example.year ?? newestHeld(dataset.years);
    const cells = { ...base(year), ...example.cells } as Cells;
    return runRowChecks(dataset, cells, { laCode: example.laCode ?? sampleLa, year });
  };

  it.each(checksOf(dataset, "row").map((c) => [c.id, c] as const))(
    "%s finds its bad example and nothing else is found in it",
    (checkId, check) => {
      expect(found(check.good).map((f) => f.checkId)).not.toContain(checkId);
      for (const example of [check.bad].flat()) {
        const bad = found(example).find((f) => f.checkId === checkId);
        expect(bad).toMatchObject({ severity: check.severity });
        expect(bad?.words).toMatch(/^[A-Z].{20,}\.$/);
        expect(check.columns).toEqual(expect.arrayContaining(bad?.columns ?? []));
        expect(bad?.columns.length).toBeGreaterThan(0);
      }
    },
  );

  it.each(checksOf(dataset, "file").map((c) => [c.id, c] as const))(
    "%s refuses its bad example, and not its good one",
    (_, check) => {
      const words = (example: FileExample) => {
        const { laCode = sampleLa, wishedYear, wishedUrn } = example;
        return check.find({ ...soundClaim, ...example.claim }, { laCode, year: 2025, wishedYear, wishedUrn });
      };
      expect(words({ claim: {} })).toBeNull();
      expect(words(check.good)).toBeNull();
      expect(words(check.bad)).toMatch(/^[A-Z0-9].{20,}\.$/);
    },
  );

  it("derives and checks any text without throwing, and always the same", () => {
    const keys = Object.keys(dataset.columns);
    const odd = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("0", "40", "A", "Wa", "1/2", "2020-02-30", "R"),
    );
    const cellsOf = fc.record(Object.fromEntries(keys.map((key) => [key, fc.option(odd)]))) as fc.Arbitrary<Cells>;
    const run = (cells: Cells, year: number) => [
      dataset.derive(cells, year),
      runRowChecks(dataset, cells, { laCode: "801", year }),
    ];
    fc.assert(
      fc.property(cellsOf, fc.constantFrom(...yearsOf(dataset), 0, 1999, 2099), (cells, year) => {
        expect(run(cells, year)).toEqual(run(cells, year));
      }),
    );
  });

  it("takes any results of any pupil without throwing, with every cell of the dataset", () => {
    const text = fc.option(fc.oneof(fc.string(), fc.constantFrom("PHO", "EYF", "E01", "G17", "R", "2", "A", "2025")));
    const result = fc.record({
      ...{ stage: fc.constantFrom("EYF", "KS1", ""), year: text, subject: text, method: text },
      ...{ component: text, status: text, qualifier: text, result: text },
    });
    const pupil = fc.record({
      ...{ line: fc.nat(), upn: text, surname: text, forename: text, born: text, sex: text },
      ...{ yearGroup: text, postcode: text, results: fc.array(result) },
    }) as fc.Arbitrary<CtfPupil>;
    fc.assert(
      fc.property(pupil, (p) => {
        for (const taken of dataset.fromCtf(p)) {
          expect(Object.keys(taken.cells).sort()).toEqual(Object.keys(dataset.columns).sort());
        }
      }),
    );
  });
});

it("the text of what was seen changes with a value and not with the order", () => {
  const cells = { upn: "A", born: null };
  expect(seenOf(["upn", "born"], cells)).toBe(seenOf(["born", "upn"], cells));
  expect(seenOf(["upn", "born"], cells)).not.toBe(seenOf(["upn", "born"], { ...cells, born: "" }));
});

const vectors = path.resolve(import.meta.dirname, "../../../shared/data/assessments/reference/upn_test_vectors.csv");
const meant: Record<string, string[]> = {
  valid: [],
  "valid-temporary": ["U07"],
  "bad-check-letter": ["U02"],
  "bad-format": ["U05"],
  "bad-la": ["U04"],
  "bad-length": ["U06"],
  missing: ["U01"],
};

describe.skipIf(!existsSync(vectors))("published UPN vectors (skipped where ../shared is absent)", () => {
  const lines = existsSync(vectors) ? readFileSync(vectors, "utf8").trim().split(/\r?\n/).slice(1) : [];
  it.each(lines.map((line) => line.split(",")))("%s is %s", (upn = "", expected = "") => {
    const found = upnChecks.filter((check) => check.find({ upn: upn || null }, { laCode: "801", year: 2025 }));
    expect(found.map((c) => c.id)).toEqual(meant[expected]);
  });
});
