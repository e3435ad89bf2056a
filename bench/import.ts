import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { demoAuthority } from "@/demo/authority";
import { writeDemo } from "@/demo/write";
import { systemScope } from "@/lib/access/scope-of";
import { type Cells, columnsIn } from "@/lib/datasets/define";
import { eyfsp } from "@/lib/datasets/eyfsp";
import { env } from "@/lib/env";
import { readCtf } from "@/lib/files/ctf";
import { readZip } from "@/lib/files/zip";
import { advanceImport } from "@/lib/imports/advance";
import { loadRegister } from "@/lib/schools/register";
import { addAuthority } from "@/lib/settings/operate";
import { send } from "@/ops/verbs/import";
import { median, type Result, result, timed } from "./measure";

const rounds = 3;
/** Of 228 demo schools 200 take the profile: about 8,000 children. */
const demoSchools = 228;
const year = 2026;
const batchRows = 1000;
/** The columns that a record of the year has, which is all that an import writes. */
const keys = columnsIn(eyfsp, year).map(([key]) => key);

async function parseAlone(zip: string): Promise<Cells[]> {
  const rows: Cells[] = [];
  for await (const entry of readZip(zip, env().caps)) {
    await readCtf(await entry.open(), {
      header: () => {},
      pupil: (pupil) => {
        for (const taken of eyfsp.fromCtf(pupil)) rows.push(taken.cells);
      },
    });
  }
  return rows;
}

/** The same cells into a bare table without keys, policies or triggers, by `unnest` in thousands. */
async function insertAlone(sql: postgres.Sql, rows: Cells[]): Promise<void> {
  const names = keys.map((key) => `"${key}"`).join(", ");
  await sql.begin(async (tx) => {
    for (let from = 0; from < rows.length; from += batchRows) {
      const batch = rows.slice(from, from + batchRows);
      const arrays = keys.map((key) => batch.map((row) => row[key as keyof typeof row] ?? null));
      await tx.unsafe(
        `insert into bench_rows (${names}) select * from unnest(${keys.map((_, n) => `$${n + 1}::text[]`).join(", ")})`,
        arrays,
      );
    }
  });
}

async function freshTable(sql: postgres.Sql): Promise<void> {
  const columns = keys.map((key) => `"${key}" text`);
  await sql.unsafe(`drop table if exists bench_rows; create table bench_rows (${columns.join(", ")})`);
}

/** Everything of the authority's records, so that each round begins from nothing. */
async function clear(sql: postgres.Sql): Promise<void> {
  const tables = ["issues", "marks", "changes", "staged_rows", "eyfsp", "pupils", "freshness"];
  const emptied = tables.map((t) => `delete from data.${t} where la_code = '${demoAuthority.code}'`);
  await sql.unsafe(`set app.importing = 'true'; ${emptied.join("; ")}`);
  await sql.unsafe("delete from app.import_schools; delete from app.imports");
}

/**
 * `import.eyfsp`: a ZIP of 200 schools' transfer files from the queue to live and checked, against parsing the same files
 * plus inserting the same rows alone.
 */
export async function benchImport(adminUrl: string): Promise<Result[]> {
  const dir = mkdtempSync(path.join(tmpdir(), "keymark-bench-"));
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    const files = await writeDemo(dir, { schools: demoSchools, years: [year] });
    const zip = files.imports.find((file) => file.includes("EYFSP"));
    if (!zip) throw new Error("The demo wrote no EYFSP file.");
    await loadRegister(files.register);
    await addAuthority(demoAuthority.code, demoAuthority.name);
    const scope = systemScope(demoAuthority.code);
    const [times, limits]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round++) {
      await clear(sql);
      await freshTable(sql);
      let rows: Cells[] = [];
      const parse = await timed(async () => {
        rows = await parseAlone(zip);
      });
      limits.push(parse + (await timed(() => insertAlone(sql, rows))));
      const id = await send({ scope, file: zip, existing: "replace" });
      times.push(await timed(() => advanceImport({ laCode: scope.laCode, id, actor: null })));
    }
    return [result("import.eyfsp", median(times), "ms", median(limits))];
  } finally {
    await sql.end();
    rmSync(dir, { recursive: true, force: true });
  }
}
