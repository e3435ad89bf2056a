import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { build, isBuilt } from "@/ops/build";
import { readJson, root } from "@/ops/files";
import { browserTests } from "@/ops/test-browser";
import { type Outcome, vitestOutcome } from "@/ops/test-reports";
import { runProgram, track } from "@/ops/test-run";

const stageNames = ["types", "lint", "unit", "db", "build", "e2e"] as const;
export type StageName = (typeof stageNames)[number];

interface Stage {
  group: StageName;
  title: string;
  run(): Promise<Outcome>;
}

const bin = (name: string) => path.join(root, "node_modules", ".bin", name);

/** A check that passes or fails as a whole. */
const check =
  (program: string, ...args: string[]) =>
  async (): Promise<Outcome> => {
    const code = await runProgram(bin(program), args);
    return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };

const folders = ["app", "components", "lib", "jobs", "db", "ops", "demo", "bench"];
const hasFile = (pattern: RegExp, among = folders) =>
  among.some(
    (folder) =>
      existsSync(path.join(root, folder)) &&
      readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).some((f) => pattern.test(f)),
  );

const skipped = (why: string): Outcome => {
  console.log(`skipped: ${why}`);
  return { passed: 0, failed: 0, skipped: why };
};

const vitest = (project: "unit" | "db", pattern: RegExp) => async (): Promise<Outcome> => {
  if (!hasFile(pattern)) return skipped(`no ${project} tests yet`);
  const report = path.join(root, "test-results", `${project}.json`);
  mkdirSync(path.dirname(report), { recursive: true });
  rmSync(report, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const code = await runProgram(bin("vitest"), ["run", "--project", project, ...reporters]);
  return vitestOutcome(readJson(report), code);
};

async function buildStage(): Promise<Outcome> {
  if (!hasFile(/(^|\/)(page|layout)\.tsx$/, ["app"])) return skipped("no pages yet");
  if (isBuilt()) {
    console.log("nothing has changed since the last build");
    return { passed: 1, failed: 0 };
  }
  return build(track).then(
    () => ({ passed: 1, failed: 0 }),
    (error: Error) => {
      console.error(error.message);
      return { passed: 0, failed: 1 };
    },
  );
}

async function browserStage(): Promise<Outcome> {
  if (!hasFile(/\.(spec|test)\.ts$/, ["e2e"])) return skipped("no browser tests yet");
  return browserTests(bin("playwright"));
}

/** The stages in their order; a later one runs also if an earlier one failed. */
export const stages: Stage[] = [
  { group: "types", title: "Types", run: check("tsc", "--noEmit") },
  { group: "lint", title: "Lint: style and mistakes", run: check("biome", "check", ".") },
  { group: "lint", title: "Lint: who imports whom", run: check("tsx", "ops/imports-rule.ts") },
  { group: "lint", title: "Lint: nothing unused", run: check("knip") },
  { group: "unit", title: "Unit and registry tests", run: vitest("unit", /(?<!\.db)\.test\.tsx?$/) },
  { group: "db", title: "Database and job tests", run: vitest("db", /\.db\.test\.ts$/) },
  { group: "build", title: "Build", run: buildStage },
  { group: "e2e", title: "Browser tests", run: browserStage },
];

/** The stages that were asked for, all if none; words where one is unknown. */
export function parseStages(args: string[]): StageName[] | string {
  const unknown = args.filter((name) => !stages.some(({ group }) => group === name));
  if (unknown.length > 0) return `There is no stage ${unknown.join(", ")}. npm test [-- ${stageNames.join(" | ")} …]`;
  return args.length === 0 ? [...stageNames] : stageNames.filter((name) => args.includes(name));
}

export const tally = ({ passed, failed, skipped: why }: Outcome): string =>
  why ? `skipped: ${why}` : `${passed} passed, ${failed} failed`;
