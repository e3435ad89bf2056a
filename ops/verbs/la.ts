import path from "node:path";
import { addAuthority, setAuthority } from "@/lib/access/operate";
import { Invalid } from "@/lib/errors";
import { readCsv } from "@/lib/schools/csv";
import { need, number, readable, text, UsageError, type Verb } from "./verb";

const form = "A localities file is CSV with the columns “locality” and “urn”";

/** Rows of a localities file: columns `locality` and `urn`. Throws in words, with the line. */
export async function readLocalities(file: string): Promise<{ locality: string; urn: string }[]> {
  const rows: { locality: string; urn: string }[] = [];
  let head: string[] | undefined;
  for await (const record of readCsv(file)) {
    const at = `${path.basename(file)}, line ${record.line}`;
    if ("words" in record) throw new Invalid(`${at}: ${record.words}. ${form}.`);
    const cells = record.fields.map((cell) => cell.trim());
    if (!head) {
      head = cells.map((cell) => cell.toLowerCase());
      if (!head.includes("locality") || !head.includes("urn")) throw new Invalid(`${at}: ${form}; this is not one.`);
      continue;
    }
    const [locality = "", urn = ""] = [cells[head.indexOf("locality")], cells[head.indexOf("urn")]];
    if (!locality || !/^\d{5,7}$/.test(urn) || cells.length !== head.length)
      throw new Invalid(`${at}: a row needs a locality and a URN, and nothing more. ${form}.`);
    rows.push({ locality, urn });
  }
  if (rows.length === 0) throw new Invalid(`${path.basename(file)} names no school. ${form}.`);
  return rows;
}

export const laAdd: Verb = {
  name: "la add",
  usage: "la add --code 999 --name NAME",
  about: "Enters an authority; its schools in the register become its own.",
  options: { code: { type: "string" }, name: { type: "string" } },
  most: 0,
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
  most: 0,
  run: async (given) => {
    const file = text(given, "localities");
    const settings = {
      threshold: number(given, "threshold"),
      queueLimit: number(given, "queue-limit"),
      localities: file ? await readLocalities(readable(file)) : undefined,
    };
    if (Object.values(settings).every((value) => value === undefined))
      throw new UsageError("Nothing to set: give --threshold, --queue-limit or --localities.");
    await setAuthority(need(given, "code"), settings);
    return { facts: { code: need(given, "code"), ...settings, localities: settings.localities?.length } };
  },
};
