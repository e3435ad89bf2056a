import { afterAll, describe, expect, it } from "vitest";
import { checkTagged } from "@/components/report/tagged-check";
import { batchFiles } from "@/lib/batches/download";
import { type Place, place, shown, start, year } from "@/lib/batches/make";
import { previewBatch } from "@/lib/batches/preview";
import { startBatch } from "@/lib/batches/start";
import { withScope } from "@/lib/database";
import { makeChild } from "@/lib/measures/make";
import { build } from "@/lib/reports/build";
import { reports as registry } from "@/lib/reports/index";
import { readStored } from "@/lib/store";
import { closeAll, work } from "./batch-make";

afterAll(closeAll);

const both = ["phonics-summary", "eyfsp-summary"];

/** The first school holds both datasets, the second phonics alone. */
async function mixed(): Promise<Place> {
  const p = await place(2);
  const at = { laCode: p.code, urn: p.schools[0]?.urn ?? "", year };
  for (let n = 0; n < 8; n++) await makeChild(at);
  return p;
}

describe("a batch of several reports", () => {
  it("makes one file per school, the reports in the pack's order, as the screen would say them", async () => {
    const p = await mixed();
    const asked = { reports: both, year, schools: { kind: "all" as const } };
    expect(await previewBatch(p.scope, asked)).toMatchObject({
      title: "EYFSP summary and Phonics summary",
      schools: ["School A", "School B"],
      without: [],
    });
    const id = await start(p, { reports: both });
    await work(p, id);
    expect(await shown(p, id)).toMatchObject({ state: "done", made: 2, title: "EYFSP summary and Phonics summary" });
    const { files, name } = await batchFiles(p.scope, { id, form: "zip" });
    expect(name).toBe(`Authority ${p.code} EYFSP summary and Phonics summary 2025`);
    expect(files.map((f) => f.name)).toEqual(
      p.schools.map((s) => `${s.name} (${p.code}-${s.estab}) EYFSP summary and Phonics summary 2025`),
    );
    for (const [n, file] of files.entries()) {
      const urn = p.schools[n]?.urn ?? "";
      const built = await withScope(p.scope, (tx) => build(p.scope, tx, { reports: both, urn, year }), {
        readOnly: true,
      });
      const drawn = await checkTagged(await readStored(file.stored), built);
      expect(drawn.faults).toEqual([]);
      const starts = registry.map((r) => drawn.text.indexOf(`\n${r.title}\n`));
      expect(starts.every((at, k) => at > (starts[k - 1] ?? 0))).toBe(true);
    }
  });

  it("names each once, whatever the order; the pack goes before all; none and unknown ones are refused in words", async () => {
    const p = await place(1);
    const asked = { year, schools: { kind: "all" as const } };
    const first = await startBatch(p.scope, { ...asked, reports: [...both, ...both] });
    expect((await shown(p, first.id)).reports).toEqual(["eyfsp-summary", "phonics-summary"]);
    await expect(startBatch(p.scope, { ...asked, reports: [...both].reverse() })).rejects.toThrow("The same batch");
    const pack = await startBatch(p.scope, { ...asked, reports: ["standard-pack", ...both] });
    expect(await shown(p, pack.id)).toMatchObject({ reports: ["standard-pack"], title: "Standard Pack" });
    await expect(startBatch(p.scope, { ...asked, reports: [] })).rejects.toThrow("Tick at least one report.");
    await expect(startBatch(p.scope, { ...asked, reports: ["x"] })).rejects.toThrow("There is no report x.");
  });
});
