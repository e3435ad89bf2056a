import { parseArgs } from "node:util";
import { expect, it } from "vitest";
import { firstSteps } from "@/lib/first-steps";
import { verbs } from "./index";

const wordsOf = (line: string) => [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((m) => m[1] ?? m[2] ?? "");

it("the first steps are commands that there are, with options that they take", () => {
  const lines = firstSteps.flatMap(({ command }) => command.split("\n"));
  for (const line of lines) {
    const args = wordsOf(line.replace("npm run keymark -- ", ""));
    const verb = verbs.find(({ name }) => name.split(" ").every((word, n) => args[n] === word));
    expect(verb, line).toBeDefined();
    const rest = args.slice(verb?.name.split(" ").length);
    expect(() => parseArgs({ args: rest, options: verb?.options, allowPositionals: true, strict: true })).not.toThrow();
  }
});
