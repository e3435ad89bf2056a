import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parseStartOptions } from "@/ops/options";

interface DemoVerb {
  loadDemo(options: { schools: number; years: number; log: (line: string) => void }): Promise<void>;
}

const { schools, years } = parseStartOptions(process.argv.slice(2));
const file = path.join(import.meta.dirname, "verbs", "demo.ts");
if (existsSync(file)) {
  const { loadDemo }: DemoVerb = await import(pathToFileURL(file).href);
  await loadDemo({ schools, years, log: (line) => console.log(line) });
  // The pools of lib stay open otherwise; everything has been committed.
  process.exit(0);
}
console.log("no demo authority in this version");
