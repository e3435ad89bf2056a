import type { Tx } from "@/lib/database";
import { datasetById } from "@/lib/datasets";
import type { FileCheck } from "@/lib/datasets/define";
import { schoolOf } from "@/lib/schools/find";
import type { ReadPart } from "./read";

export interface MatchedPart extends ReadPart {
  urn: string | null;
  schoolName: string | null;
}

interface Wished {
  laCode: string;
  year?: number;
  urn?: string;
}

const fileChecks = (dataset: string) => datasetById(dataset).checks.filter((c): c is FileCheck => c.scope === "file");

/** Finds the school that held the file's authority and number in that summer, and runs what a file says of itself past the checks. */
export async function matchPart(tx: Tx, part: ReadPart, wished: Wished): Promise<MatchedPart> {
  const { claim, year } = part;
  const none = { ...part, urn: null, schoolName: claim?.schoolName ?? null };
  if (part.rejected || !part.dataset || year === null || !claim) return none;
  const school = claim.estab ? await schoolOf(tx, { laCode: wished.laCode, estab: claim.estab, year }) : null;
  const known = { ...claim, registerUrn: claim.la === wished.laCode ? (school?.urn ?? null) : null };
  const context = { laCode: wished.laCode, year, wishedYear: wished.year, wishedUrn: wished.urn };
  for (const check of fileChecks(part.dataset)) {
    const words = check.find(known, context);
    if (words) return { ...none, words: `${check.id}: ${words}`, rejected: true };
  }
  if (!school) return { ...none, words: "S01: the school is not known here.", rejected: true };
  return { ...part, urn: school.urn, schoolName: school.name };
}
