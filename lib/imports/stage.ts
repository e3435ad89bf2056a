import { randomUUID } from "node:crypto";
import { type Scope, withScope } from "@/lib/database";
import type { FileClaim } from "@/lib/datasets/define";
import { Forbidden } from "@/lib/errors";
import { nameClaim } from "@/lib/files/name";
import type { AskedSheet } from "./question";
import { type Claim, noRight, renew, type Wishes } from "./state";

/** One school's rows of one dataset and year in one file, as they are gathered. */
export interface Part {
  id: string;
  dataset: string;
  domain: string;
  year: string | null;
  rows: number;
}

export interface StagedRow {
  part: Part;
  rowNo: number;
  cells: Record<string, string | null>;
}

/** What a file turned out to be: parts to match, or words on why nothing was taken from it. */
export interface ReadPart {
  id: string;
  fileName: string;
  dataset: string | null;
  domain: string | null;
  year: number | null;
  rows: number;
  claim: FileClaim | null;
  words: string | null;
  rejected: boolean;
}

export interface Reading {
  scope: Scope;
  claim: Claim;
  wishes: Wishes;
  bytes: number;
  bytesRead: number;
  renewedAt: number;
  /** What must be asked before the upload can go on. */
  questions: AskedSheet[];
}

export const batchRows = 1000;

/** Writes rows to data.staged_rows in a short transaction of its own, and renews the claim in the same one. */
export async function stage(reading: Reading, rows: StagedRow[]): Promise<void> {
  const { claim } = reading;
  await withScope(reading.scope, async (tx) => {
    await renew(tx, claim, Math.min(60, (reading.bytesRead / Math.max(reading.bytes, 1)) * 60));
    if (rows.length === 0) return;
    const { sql } = tx;
    await sql`
      insert into data.staged_rows (la_code, import_id, part_id, row_no, domain, cells)
      select ${claim.laCode}, ${claim.id}, p, n, d, c::jsonb
      from unnest(${rows.map((r) => r.part.id)}::uuid[], ${rows.map((r) => r.rowNo)}::int[],
        ${rows.map((r) => r.part.domain)}::text[], ${rows.map((r) => JSON.stringify(r.cells))}::text[]) as t(p, n, d, c)`;
  });
}

/** The rights may have changed since the file was sent. Throws Forbidden. */
export function permitted({ scope }: Reading, row: StagedRow): StagedRow {
  if (scope.edit.some((domain) => domain === row.part.domain)) return row;
  throw new Forbidden(noRight);
}

const kindOf: Record<string, string> = { FSP: "eyfsp", PHO: "phonics" };

/** The dataset that a file's name claims. */
export function claimedDataset(fileName: string): string | undefined {
  const { kind } = nameClaim(fileName);
  return kind ? kindOf[kind] : undefined;
}

/** The content decides; a name that says otherwise is only worth a remark. */
export function misnamed(fileName: string, dataset: string): string | null {
  const { kind } = nameClaim(fileName);
  const claimed = kind && kindOf[kind];
  if (!claimed || claimed === dataset) return null;
  return `The name says ${kind}; the content is ${dataset === "eyfsp" ? "EYFSP" : dataset} and was taken as that.`;
}

export const refused = (fileName: string, words: string, claim: FileClaim | null = null): ReadPart => ({
  id: randomUUID(),
  fileName,
  dataset: null,
  domain: null,
  year: null,
  rows: 0,
  claim,
  words,
  rejected: true,
});
