import { createReadStream } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { checkAuthority, personByEmail } from "@/lib/access/operate";
import { staffScope, systemScope } from "@/lib/access/scope-of";
import type { Scope } from "@/lib/database";
import { env } from "@/lib/env";
import { Forbidden, KeymarkError } from "@/lib/errors";
import { advanceImport, StillClaimed } from "@/lib/imports/advance";
import { type ImportRow, listImports } from "@/lib/imports/list";
import { receiveImport } from "@/lib/imports/receive";
import { isOver } from "@/lib/imports/state";
import { removeStored, storeUpload } from "@/lib/store";
import { files, type Given, need, text, UsageError, type Verb, year } from "./verb";

/** On whose behalf: a member of the authority's staff, or the product itself. Throws Forbidden. */
export async function scopeAs(laCode: string, email: string | undefined): Promise<Scope> {
  if (!email) return systemScope(laCode);
  const scope = await staffScope(await personByEmail(email), laCode);
  if (!scope) throw new Forbidden(`${email} is not on the staff of authority ${laCode}.`);
  return scope;
}

interface Sending {
  scope: Scope;
  file: string;
  urn?: string;
  year?: number;
  existing: "replace" | "retain" | "ask";
}

/** Stores a file and enters it into the queue. Throws in the user's words; nothing is left of a refused file. */
export async function send({ scope, file, ...wishes }: Sending): Promise<string> {
  const stored = await storeUpload(scope.laCode, createReadStream(file), env().caps.inBytes);
  try {
    return (await receiveImport(scope, { fileName: path.basename(file), ...stored, ...wishes })).id;
  } catch (error) {
    await removeStored(stored.stored);
    throw error;
  }
}

async function rowOf(scope: Scope, id: string): Promise<ImportRow> {
  const { queue, recent } = await listImports(scope, { ids: [id], recent: 1 });
  const row = [...queue, ...recent][0];
  if (!row) throw new Error("The import has vanished.");
  return row;
}

const patienceMs = 2000;

/**
 * Waits for an import to end (or to wait for an answer). When no worker takes it up within two seconds, it is done here:
 * advanceImport is safe beside a worker.
 */
export async function awaitImport(
  scope: Scope,
  id: string,
  progress: (row: ImportRow) => void = () => {},
): Promise<ImportRow> {
  for (let waited = 0; ; waited += 250) {
    const row = await rowOf(scope, id);
    progress(row);
    if (isOver(row.state) || row.state === "waiting") return row;
    if (waited >= patienceMs) {
      await advanceImport({ laCode: scope.laCode, id, actor: scope.actor }).catch((error) => {
        if (!(error instanceof StillClaimed)) throw error;
      });
    }
    await wait(250);
  }
}

/** Every line has every name, so that a reader need not ask which of them it has. */
const nothing = {
  ...{ file: "", dataset: null, school: null, name: null, year: null, state: "refused", boys: 0, girls: 0 },
  ...{ errors: 0, queries: 0, added: 0, changed: 0, gone: 0, words: null },
};

/** One line per school's part of a file, or one for a file from which nothing was taken. */
const linesOf = (file: string, row: ImportRow): Record<string, unknown>[] =>
  row.schools.length === 0
    ? [{ ...nothing, file, state: row.state, words: row.words }]
    : row.schools.map((s) => ({
        file: s.fileName,
        dataset: s.dataset,
        school: s.urn,
        name: s.schoolName,
        year: s.year,
        state: s.state,
        boys: s.boys,
        girls: s.girls,
        errors: s.errors,
        queries: s.queries,
        added: s.added,
        changed: s.changed,
        gone: s.gone,
        words: s.words,
      }));

function existingOf(given: Given): Sending["existing"] {
  const said = (["retain", "replace", "ask"] as const).filter((name) => given.values[name]);
  if (said.length > 1) throw new UsageError(`${said.map((s) => `--${s}`).join(" and ")} exclude each other.`);
  return said[0] ?? "replace";
}

export const importVerb: Verb = {
  name: "import",
  usage: "import --la 999 [--as EMAIL] [--urn URN] [--year Y] [--retain | --ask] FILE…",
  about:
    "Sends files (transfer files, spreadsheets or ZIPs of them) through the queue and waits. A school's data are replaced, unless --retain or --ask; --urn and --year say what a spreadsheet does not.",
  options: {
    la: { type: "string" },
    as: { type: "string" },
    urn: { type: "string" },
    year: { type: "string" },
    retain: { type: "boolean" },
    replace: { type: "boolean" },
    ask: { type: "boolean" },
  },
  run: async (given) => {
    const wishes = { urn: text(given, "urn"), year: year(given), existing: existingOf(given) };
    const [all, la] = [files(given), need(given, "la")];
    await checkAuthority(la);
    const scope = await scopeAs(la, text(given, "as"));
    const rows: Record<string, unknown>[] = [];
    for (const file of all) {
      given.say(`importing ${path.basename(file)} …`);
      try {
        const id = await send({ scope, file, ...wishes });
        rows.push(...linesOf(path.basename(file), await awaitImport(scope, id)));
      } catch (error) {
        if (!(error instanceof KeymarkError)) throw error;
        rows.push({ ...nothing, file: path.basename(file), words: error.message });
      }
    }
    return { rows, faults: rows.filter((r) => r.state !== "done" && r.state !== "waiting").length };
  },
};
