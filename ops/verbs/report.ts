import { writeFileSync } from "node:fs";
import { reportHtml } from "@/components/report/document";
import { reportPdf } from "@/components/report/pdf";
import { personByEmail } from "@/lib/access/operate";
import { hatsOf, scopeFor, systemScope } from "@/lib/access/scope-of";
import type { Scope } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import type { BuiltReport } from "@/lib/reports/block";
import { buildReport } from "@/lib/reports/build";
import { reportCsv, reportXlsx } from "@/lib/reports/sheet";
import { schoolPage } from "@/lib/schools/find";
import { need, pathOf, text, UsageError, type Verb, year as yearOf } from "./verb";

const forms: Record<string, (report: BuiltReport) => Promise<string | Uint8Array>> = {
  html: async (report) => reportHtml(report),
  pdf: reportPdf,
  xlsx: reportXlsx,
  csv: async (report) => reportCsv(report),
};

/** The reader: a person by their own entry for the school (or its authority), else the product itself. */
async function readerOf(urn: string, laCode: string, email: string | undefined): Promise<Scope> {
  if (!email) return systemScope(laCode);
  const id = await personByEmail(email);
  const hats = await hatsOf(id);
  const hat = hats.find((h) => h.urn === urn) ?? hats.find((h) => h.laCode === laCode && h.urn === null);
  if (!hat) throw new NotFound(`${email} may not see the school with URN ${urn}.`);
  return scopeFor(id, hat);
}

/** Writes for the owner alone: a report may name pupils. Throws in words. */
function save(out: string, bytes: string | Uint8Array): void {
  try {
    writeFileSync(out, bytes, { mode: 0o600 });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "";
    throw new UsageError(`${out} cannot be written: ${writeFaults[code] ?? code}.`);
  }
}

const writeFaults: Record<string, string> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "there is no such folder",
  EISDIR: "it is a folder",
  EACCES: "this user may not write there",
  EROFS: "nothing can be written there",
  ENOSPC: "the disk is full",
};

export const report: Verb = {
  name: "report",
  usage: "report ID --urn URN --year Y --format html|pdf|xlsx|csv --out FILE [--as EMAIL]",
  about: "Makes a report (eyfsp-summary, phonics-summary, standard-pack) as a person would see it.",
  options: {
    urn: { type: "string" },
    year: { type: "string" },
    format: { type: "string" },
    out: { type: "string" },
    as: { type: "string" },
  },
  most: 1,
  run: async (given) => {
    const [id] = given.words;
    if (!id) throw new UsageError("Which report? None is named.");
    const make = forms[need(given, "format")];
    if (!make) throw new UsageError("--format is html, pdf, xlsx or csv.");
    const year = yearOf(given);
    if (year === undefined) throw new UsageError("--year is missing.");
    const urn = need(given, "urn");
    const { laCode } = await schoolPage(urn);
    const built = await buildReport(await readerOf(urn, laCode, text(given, "as")), { report: id, urn, year });
    const out = pathOf(need(given, "out"));
    save(out, await make(built));
    return { facts: { report: id, urn, year, out, blocks: built.blocks.length, level: built.level } };
  },
};
