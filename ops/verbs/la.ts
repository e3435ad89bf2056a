import path from "node:path";
import { isDay } from "@/lib/days";
import { Invalid } from "@/lib/errors";
import { readCsv } from "@/lib/schools/csv";
import { type AuthoritySettings, addAuthority, type SchoolDetails, setAuthority } from "@/lib/settings/operate";
import { type Given, need, number, readable, text, UsageError, type Verb } from "./verb";

const form = "A localities file is CSV with the columns “locality” and “urn”";

/** Rows of a small CSV file by the names in its head; `row` makes one, or says in words what is wrong with it. */
async function readRows<T>(
  file: string,
  columns: string[],
  of: { form: string; row(cells: Record<string, string>): T | string },
): Promise<T[]> {
  const rows: T[] = [];
  let head: string[] | undefined;
  for await (const record of readCsv(file)) {
    const at = `${path.basename(file)}, line ${record.line}`;
    if ("words" in record) throw new Invalid(`${at}: ${record.words}. ${of.form}.`);
    const cells = record.fields.map((cell) => cell.trim());
    if (!head) {
      head = cells.map((cell) => cell.toLowerCase());
      if (!columns.every((column) => head?.includes(column))) throw new Invalid(`${at}: ${of.form}; this is not one.`);
      continue;
    }
    const names = head;
    const row = of.row(Object.fromEntries(names.map((name, n) => [name, cells[n] ?? ""])));
    if (typeof row === "string" || cells.length !== names.length)
      throw new Invalid(`${at}: ${typeof row === "string" ? row : "a row has as many cells as the head"}. ${of.form}.`);
    rows.push(row);
  }
  if (rows.length === 0) throw new Invalid(`${path.basename(file)} names no school. ${of.form}.`);
  return rows;
}

const isUrn = (text: string | undefined): text is string => text !== undefined && /^\d{5,7}$/.test(text);

/** Rows of a localities file: columns `locality` and `urn`. Throws in words, with the line. */
export const readLocalities = (file: string): Promise<{ locality: string; urn: string }[]> =>
  readRows(file, ["locality", "urn"], {
    form,
    row: ({ locality, urn }) =>
      locality && isUrn(urn) ? { locality, urn } : "a row needs a locality and a URN, and nothing more",
  });

/** Rows of a file of agreements: columns `urn`, `from` and `until`, days as 2026-09-01. Throws in words, with the line. */
export const readAgreements = (file: string): Promise<NonNullable<AuthoritySettings["agreements"]>> =>
  readRows(file, ["urn", "from", "until"], {
    form: "A file of agreements is a CSV with the columns urn, from and until, days as 2026-09-01",
    row: ({ urn, from = "", until = "" }) =>
      isUrn(urn) && isDay(from) && isDay(until) ? { urn, from, until } : "a row needs a URN, a first and a last day",
  });

const email = /^[^@\s"]+@[^@\s"]+\.[^@\s"]+$/;

/** Rows of a file of schools' details: columns `urn`, `email`, `open_days`; an empty cell tells nothing. */
const readSchoolDetails = (file: string): Promise<SchoolDetails[]> =>
  readRows(file, ["urn", "email", "open_days"], {
    form: "A file of schools' details is a CSV with the columns urn, email and open_days",
    row: ({ urn, email: address, open_days: openDays }) => {
      if (!isUrn(urn)) return "a row needs a URN";
      if (address && !email.test(address)) return `“${address}” is not an e-mail address`;
      return { urn, email: address || null, openDays: openDays || null };
    },
  });

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

function yesOrNo(given: Given, name: string): boolean | undefined {
  const said = text(given, name);
  if (said === undefined) return undefined;
  if (said !== "yes" && said !== "no") throw new UsageError(`--${name} is yes or no.`);
  return said === "yes";
}

/** A file that an option names, read. */
const fileOf = async <T>(given: Given, name: string, read: (file: string) => Promise<T>): Promise<T | undefined> => {
  const file = text(given, name);
  return file ? read(readable(file)) : undefined;
};

export const laSet: Verb = {
  name: "la set",
  usage:
    "la set --code 999 [--threshold N] [--queue-limit N] [--sender-name NAME] [--reply-to EMAIL] [--localities FILE.csv] [--school-details FILE.csv] [--agreements FILE.csv] [--need-agreement yes|no]",
  about:
    "Sets an authority's threshold for small numbers (at least 6), its queue limit, who its e-mails come from, its Localities (columns locality, urn), what the register lacks of its schools (columns urn, email, open_days), their agreements (columns urn, from, until) and whether reports need one.",
  options: {
    code: { type: "string" },
    threshold: { type: "string" },
    "queue-limit": { type: "string" },
    "sender-name": { type: "string" },
    "reply-to": { type: "string" },
    localities: { type: "string" },
    "school-details": { type: "string" },
    agreements: { type: "string" },
    "need-agreement": { type: "string" },
  },
  most: 0,
  run: async (given) => {
    const settings = {
      threshold: number(given, "threshold"),
      queueLimit: number(given, "queue-limit"),
      senderName: text(given, "sender-name"),
      replyTo: text(given, "reply-to"),
      localities: await fileOf(given, "localities", readLocalities),
      details: await fileOf(given, "school-details", readSchoolDetails),
      agreements: await fileOf(given, "agreements", readAgreements),
      needsAgreement: yesOrNo(given, "need-agreement"),
    };
    if (Object.values(settings).every((value) => value === undefined))
      throw new UsageError("Nothing to set: give one of the options that --help names.");
    await setAuthority(need(given, "code"), settings);
    return {
      facts: {
        code: need(given, "code"),
        ...settings,
        localities: settings.localities?.length,
        details: settings.details?.length,
        agreements: settings.agreements?.length,
      },
    };
  },
};
