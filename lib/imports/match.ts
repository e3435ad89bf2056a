import type { Tx } from "@/lib/database";
import { datasetById } from "@/lib/datasets";
import type { FileCheck } from "@/lib/datasets/define";
import { schoolOf } from "@/lib/schools/find";
import type { ReadPart } from "./stage";

export interface MatchedPart extends ReadPart {
  urn: string | null;
  schoolName: string | null;
}

interface Wished {
  laCode: string;
  year?: number;
  urn?: string;
}

/** Which school the file says it is of: by its number in that summer, else by its URN, else as people said. */
async function schoolFor(tx: Tx, { claim, year }: ReadPart, { laCode, urn: wished }: Wished) {
  if (!claim || year === null) return null;
  if (claim.estab) return schoolOf(tx, { laCode, estab: claim.estab, year });
  const urn = claim.urn ?? wished;
  if (urn === undefined) return null;
  const [school] = await tx.sql<{ urn: string; name: string }[]>`
    select s.urn, r.name from app.schools s join ref.schools r on r.urn = s.urn where s.la_code = ${laCode} and s.urn = ${urn}`;
  return school ?? null;
}

const fileChecks = (dataset: string) => datasetById(dataset).checks.filter((c): c is FileCheck => c.scope === "file");

/** Finds the school that held the file's authority and number in that summer, and runs what a file says of itself past the checks. */
export async function matchPart(tx: Tx, part: ReadPart, wished: Wished): Promise<MatchedPart> {
  const { claim, year } = part;
  const none = { ...part, urn: null, schoolName: claim?.schoolName ?? null };
  if (part.rejected || !part.dataset || year === null || !claim) return none;
  const school = await schoolFor(tx, part, wished);
  const known = { ...claim, registerUrn: claim.la === wished.laCode ? (school?.urn ?? null) : null };
  const context = { laCode: wished.laCode, year, wishedYear: wished.year, wishedUrn: wished.urn };
  for (const check of fileChecks(part.dataset)) {
    const words = check.find(known, context);
    if (words)
      return { ...none, words: [`${check.id}: ${words}`, part.words].filter(Boolean).join(" "), rejected: true };
  }
  if (!school)
    return { ...none, words: "S01: The school is not known here. Choose it when sending the file.", rejected: true };
  return { ...part, urn: school.urn, schoolName: school.name };
}
