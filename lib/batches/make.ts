import { closeMake, type MadeSchool, makeAuthority, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { closeDatabase, type Scope } from "@/lib/database";
import { makeReader } from "@/lib/measures/make";
import { closeQueue } from "@/lib/queue";
import { batchFiles } from "./download";
import { type BatchRow, listBatches } from "./list";
import { startBatch } from "./start";

/** Batches for tests: authorities with phonics results, and what an officer does. */
export const year = 2025;
export const report = "phonics-summary";

export async function closePlaces(): Promise<void> {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
}

export interface Place {
  code: string;
  scope: Scope;
  schools: MadeSchool[];
}

/** An authority whose schools hold phonics results, but for so many that hold none. */
export async function place(schools: number, empty = 0): Promise<Place> {
  const { code } = await makeAuthority();
  const made: MadeSchool[] = [];
  for (let n = 0; n < schools + empty; n++) {
    const school = await makeSchool(code, { name: `School ${String.fromCharCode(65 + n)}` });
    made.push(school);
    if (n < schools) await fill(school);
  }
  return { code, scope: await asStaff(code), schools: made };
}

export async function fill(school: MadeSchool): Promise<void> {
  for (let n = 0; n < 8; n++) await makeReader({ laCode: school.laCode, urn: school.urn, year }, { mark: 30 + n });
}

/** A batch of all schools. Returns its id. */
export const start = async ({ scope }: Place, of: { pupils?: boolean; reports?: string[] } = {}) =>
  (await startBatch(scope, { reports: of.reports ?? [report], year, schools: { kind: "all" }, pupils: of.pupils })).id;

export async function shown(
  { scope }: Place,
  id: string,
): Promise<BatchRow & { items: NonNullable<BatchRow["items"]> }> {
  const row = (await listBatches(scope, { open: [id] })).find((b) => b.id === id);
  if (!row?.items) throw new Error("The batch is not listed.");
  return { ...row, items: row.items };
}

/** Where the made files lie, in the order of the list. */
export const storedIn = async ({ scope }: Place, id: string): Promise<string[]> =>
  (await batchFiles(scope, { id, form: "zip" })).files.map((f) => f.stored);
