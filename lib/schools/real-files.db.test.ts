import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { closeDatabase } from "@/lib/database";
import { schoolPage } from "./find";
import { loadRegister } from "./register";
import { findSchools } from "./search";

const folder = path.resolve(import.meta.dirname, "../../../shared/data/schools/gias");
const held = existsSync(folder);
if (!held) console.log("Skipped: the real files of the register are not here (../shared/data/schools/gias).");
afterAll(() => closeDatabase());

describe.skipIf(!held)("the real files of the register load whole", () => {
  it.each([
    ["gias_england_2022-07.csv.gz", "establishments", 20_188],
    ["gias_search_extract_936_surrey_2021.csv", "establishments", 590],
    ["gias_full_layout_2025-09_sample.csv", "establishments", 3],
    ["links_edubasealldata20250422.csv", "links", 33_801],
  ])("%s", async (name, kind, rows) => {
    const file = path.join(folder, name);
    const report = await loadRegister(file);
    expect(report).toMatchObject({ kind, rows, faults: [] });
    expect(report.added + report.changed + report.closed + report.unchanged).toBe(rows);
    expect(await loadRegister(file)).toMatchObject({ added: 0, changed: 0, closed: 0, unchanged: rows });
  });

  it("the layout of 140 columns, which has Ofsted's five, loads as that of 135 and adds what it says", async () => {
    const lines = readFileSync(path.join(folder, "gias_full_layout_2025-09_sample.csv"), "utf8").trimEnd().split("\n");
    const [header = "", ...rows] = lines;
    const ofsted =
      "OfstedLastInsp,OfstedSpecialMeasures (code),OfstedSpecialMeasures (name),OfstedRating (name),RSCRegion (name)";
    const older = [`${ofsted},${header}`, ...rows.map((row) => `01-02-2020,0,Not applicable,Good,North,${row}`)];
    expect(older[0]?.split(",")).toHaveLength(140);
    const scratch = mkdtempSync(path.join(tmpdir(), "register-"));
    writeFileSync(path.join(scratch, "older.csv"), older.join("\n"));
    expect(await loadRegister(path.join(scratch, "older.csv"))).toMatchObject({
      rows: 3,
      added: 0,
      changed: 3,
      faults: [],
    });
    rmSync(scratch, { recursive: true });
    const again = await loadRegister(path.join(folder, "gias_full_layout_2025-09_sample.csv"));
    expect(again).toMatchObject({ changed: 0, unchanged: 3 });
  });

  it("gives pages as the register tells them, with what spreadsheets lost put back", async () => {
    const page = await schoolPage("143034");
    expect(page).toMatchObject({ telephone: "01424424530", openDate: "2016-08-01", lowAge: 2, highAge: 11 });
    expect(page.predecessors.map((link) => link.urn)).toContain("114533");
    const { schools } = await findSchools({ q: "argyle primary london" });
    expect(schools.map((school) => school.urn)).toContain("100008");
  });
});
