import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Result } from "./measure";

const dataDir = path.resolve(".keymark-bench");

/** Columns of the printed table. */
const line = (cells: string[]) => cells.map((cell, n) => (n === 0 ? cell.padEnd(18) : cell.padStart(14))).join("");
const round = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(2));

function print(results: Result[]): void {
  console.log(line(["name", "value", "limit", "unit", "ratio"]));
  for (const r of results) console.log(line([r.name, round(r.value), round(r.limit), r.unit, r.ratio.toFixed(2)]));
}

/** Which benches to run: all, or those whose name begins with one of the words given. */
const wanted = process.argv.slice(2);
const asked = (name: string) => wanted.length === 0 || wanted.some((w) => name.startsWith(w));

async function run(): Promise<Result[]> {
  rmSync(dataDir, { recursive: true, force: true });
  process.env.KEYMARK_DATA = dataDir;
  Object.assign(process.env, { NODE_ENV: "production" });
  const { migrate, openDatabase } = await import("@/ops/database");
  const { chromiumPath } = await import("@/ops/chromium");
  const { env } = await import("@/lib/env");
  const database = await openDatabase(console.log);
  const results: Result[] = [];
  try {
    await migrate(database, console.log);
    const { adminUrl } = database;
    if (asked("report")) {
      const { benchReport } = await import("./report");
      results.push(await benchReport({ adminUrl, figuresUrl: env().databaseUrls.figures }));
    }
    if (asked("finder")) results.push(await (await import("./finder")).benchFinder(adminUrl));
    if (asked("import")) results.push(...(await (await import("./import")).benchImport(adminUrl)));
    if (asked("pdf.batch")) results.push(await (await import("./batch")).benchBatch(adminUrl));
    if (asked("pdf")) results.push(...(await (await import("./pdf")).benchPdf((await chromiumPath()).executablePath)));
  } finally {
    const { closeQueue } = await import("@/lib/queue");
    const { closeDatabase } = await import("@/lib/database");
    await closeQueue();
    await closeDatabase();
    await database.close();
  }
  return results;
}

const results = await run();
rmSync(dataDir, { recursive: true, force: true });
writeFileSync(path.join(import.meta.dirname, "results.json"), `${JSON.stringify(results, null, 2)}\n`);
print(results);
process.exit(0);
