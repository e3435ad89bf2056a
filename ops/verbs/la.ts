import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { addAuthority, setAuthority } from "@/lib/access/operate";
import { need, number, text, UsageError, type Verb } from "./verb";

/** Rows of a localities file: columns `locality` and `urn`. */
export function readLocalities(file: string): { locality: string; urn: string }[] {
  const rows = parse(readFileSync(file), { bom: true, columns: true, trim: true, skip_empty_lines: true }) as Record<
    string,
    string
  >[];
  return rows.map((row, n) => {
    const { locality, urn } = row;
    if (!locality || !urn)
      throw new UsageError(`${file}, line ${n + 2}: a row needs a locality and a urn (columns “locality” and “urn”).`);
    return { locality, urn };
  });
}

export const laAdd: Verb = {
  name: "la add",
  usage: "la add --code 999 --name NAME",
  about: "Enters an authority; its schools in the register become its own.",
  options: { code: { type: "string" }, name: { type: "string" } },
  run: async (given) => {
    const code = need(given, "code");
    const { schools } = await addAuthority(code, need(given, "name"));
    return { facts: { code, name: text(given, "name"), schools } };
  },
};

export const laSet: Verb = {
  name: "la set",
  usage: "la set --code 999 [--threshold N] [--queue-limit N] [--localities FILE.csv]",
  about:
    "Sets an authority's threshold for small numbers (at least 6), its queue limit, its Localities (columns locality, urn).",
  options: {
    code: { type: "string" },
    threshold: { type: "string" },
    "queue-limit": { type: "string" },
    localities: { type: "string" },
  },
  run: async (given) => {
    const file = text(given, "localities");
    const settings = {
      threshold: number(given, "threshold"),
      queueLimit: number(given, "queue-limit"),
      localities: file ? readLocalities(file) : undefined,
    };
    await setAuthority(need(given, "code"), settings);
    return { facts: { code: need(given, "code"), ...settings, localities: settings.localities?.length } };
  },
};
