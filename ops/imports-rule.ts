import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { root } from "@/ops/files";
import { cyclesOf, faultOf, importsOf, target } from "@/ops/imports";

const folders = ["app", "components", "lib", "jobs", "db", "ops", "demo", "e2e", "bench"];
const isFile = (file: string) => existsSync(path.join(root, file)) && statSync(path.join(root, file)).isFile();

const sourcesIn = (folder: string): string[] =>
  existsSync(path.join(root, folder))
    ? readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" })
        .map((file) => path.posix.join(folder, file))
        .filter((file) => /\.tsx?$/.test(file))
    : [];

const imports = folders
  .flatMap(sourcesIn)
  .flatMap((file) => importsOf(file, readFileSync(path.join(root, file), "utf8")))
  .map((found) => ({ found, to: target(found, isFile) }));

const graph = new Map<string, string[]>();
for (const { found, to } of imports) {
  if (to && !found.type) graph.set(found.from, [...(graph.get(found.from) ?? []), to]);
}
const faults = [
  ...imports.map(({ found, to }) => faultOf(found, to)).filter((words) => words !== undefined),
  ...cyclesOf(graph).map((cycle) => `a circle of imports: ${cycle.join(" -> ")}`),
];
for (const words of new Set(faults)) console.error(words);
console.log(
  faults.length === 0 ? `${imports.length} imports follow the rules` : `${faults.length} imports break the rules`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
