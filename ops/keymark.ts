import { parseArgs } from "node:util";
import { closeDatabase } from "@/lib/database";
import { EnvError, env } from "@/lib/env";
import { KeymarkError } from "@/lib/errors";
import { errorFacts } from "@/lib/log";
import { closeQueue } from "@/lib/queue";
import { elsewhere, explainConnect, isConnectFault, migrate, openDatabase, placeOf } from "./database";
import { verbs } from "./verbs";
import { type Outcome, UsageError, type Verb } from "./verbs/verb";

const say = (line: string) => process.stderr.write(`${line}\n`);

function overview(): string {
  const lines = verbs.map((v) => `  ${v.usage}\n      ${v.about}`);
  return [
    "Usage: npm run keymark -- VERB [options]",
    "",
    ...lines,
    "",
    "Each verb takes --help and --json. With `npm run -s` nothing but its answer is on standard output.",
  ].join("\n");
}

/** The verb is one or two words. */
function verbOf(args: string[]): { verb: Verb; rest: string[] } | undefined {
  for (const length of [2, 1]) {
    const verb = verbs.find((v) => v.name === args.slice(0, length).join(" "));
    if (verb) return { verb, rest: args.slice(length) };
  }
  return undefined;
}

const shown = (value: unknown): string => {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value) && typeof value[0] === "object") return String(value.length);
  if (Array.isArray(value)) return value.map(shown).join("; ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
};

function print(outcome: Outcome, json: boolean): void {
  if (json) {
    // What is not known is null, so that every name is there.
    const whole = (_: string, value: unknown) => value ?? null;
    console.log(JSON.stringify("rows" in outcome ? outcome.rows : outcome.facts, whole, 2));
    return;
  }
  const rows = "rows" in outcome ? outcome.rows : [outcome.facts];
  const heads = [...new Set(rows.flatMap(Object.keys))].filter((head) => rows.some((row) => shown(row[head]) !== ""));
  const wide = heads.map((head) => Math.max(head.length, ...rows.map((row) => shown(row[head]).length)));
  const line = (cells: string[]) =>
    cells.map((cell, n) => (n === cells.length - 1 ? cell : cell.padEnd(wide[n] ?? 0))).join("  ");
  console.log(line(heads));
  for (const row of rows) console.log(line(heads.map((head) => shown(row[head]))));
}

function checkWords({ most = Number.POSITIVE_INFINITY }: Verb, words: string[]): void {
  if (words.length <= most) return;
  throw new UsageError(
    `“${words[most]}” is one word too many. Put what holds a space into quotation marks: --name "New Town".`,
  );
}

/** Node's own words about options, in ours. */
function optionWords(error: Error & { code?: unknown }): string {
  const [option = ""] = /--?[\w-]+/.exec(error.message) ?? [];
  if (error.code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") return `There is no option ${option} here.`;
  return error.message.includes("does not take") ? `${option} takes no value.` : `${option} needs a value.`;
}

async function runVerb(verb: Verb, rest: string[]): Promise<number> {
  const options = { ...verb.options, json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;
  const { values, positionals } = parseArgs({ args: rest, options, allowPositionals: true });
  if (values.help) {
    console.log(`npm run keymark -- ${verb.usage}\n\n${verb.about}`);
    return 0;
  }
  checkWords(verb, positionals);
  // Of a database elsewhere the roles are known, who may use it but not migrate it.
  const database = verb.offline || elsewhere() ? undefined : await openDatabase(() => {});
  try {
    if (database) await migrate(database, () => {});
    const outcome = await verb.run({ words: positionals, values: values as never, say });
    print(outcome, values.json === true);
    return outcome.faults ? 1 : 0;
  } finally {
    await closeQueue();
    await closeDatabase();
    await database?.close();
  }
}

/** What is said of a fault: in words where it is known, by kind alone where it is ours. */
function explain(error: unknown, verb?: Verb): string {
  const ofOptions = error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
  if (error instanceof UsageError || ofOptions) {
    return `${ofOptions ? optionWords(error) : error.message}\nUsage: npm run keymark -- ${verb?.usage ?? "VERB"}`;
  }
  if (isConnectFault(error)) return explainConnect(error, placeOf(env().databaseUrls.user)).message;
  if (error instanceof KeymarkError || error instanceof EnvError) return error.message;
  const facts = errorFacts(error);
  if (facts.code === undefined && error instanceof Error && facts.error === "Error") return error.message;
  return `Something went wrong on our side: ${JSON.stringify(facts)}`;
}

const args = process.argv.slice(2);
const found = verbOf(args);
if (!found) {
  const asked = args.length === 0 || args.includes("--help") || args.includes("-h");
  if (!asked) say(`There is no verb “${args.join(" ")}”.`);
  (asked ? console.log : say)(overview());
  process.exit(asked ? 0 : 2);
}
// Whoever read our lines may be gone (a pipe that ended).
process.stdout.on("error", () => {});
process.exitCode = await runVerb(found.verb, found.rest).catch((error) => {
  const words = explain(error, found.verb);
  say(words);
  if (found.rest.includes("--json")) console.log(JSON.stringify({ error: words }, null, 2));
  return 2;
});
