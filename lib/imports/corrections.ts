import type { Tx } from "@/lib/database";
import type { Dataset } from "@/lib/datasets/define";
import type { Comparison } from "./compare";

/** A cell that people corrected here, in a record that a file holds too. */
export interface Correction {
  recordId: string;
  /** Of the cell, as the dataset's columns have it. */
  key: string;
  /** What stood in the file before people corrected it, and what stands there since. */
  filed: string | null;
  held: string | null;
  /** What the new file has. */
  incoming: string | null;
}

interface Change {
  recordId: string;
  column: string;
  old: string | null;
  new: string | null;
  byHand: boolean;
}

/** The value that the last file brought, by record and column: where the first change by hand since then began. */
function filedBy(changes: Change[]): Map<string, string | null> {
  const filed = new Map<string, string | null>();
  for (const c of changes) {
    const at = `${c.recordId} ${c.column}`;
    if (!c.byHand) filed.delete(at);
    else if (!filed.has(at)) filed.set(at, c.old);
  }
  return filed;
}

/** Corrections that a file meets with another value than is held: the old one, or one that is new. */
export async function correctionsMet(
  { sql }: Tx,
  { dataset, laCode }: { dataset: Dataset; laCode: string },
  { matched }: Comparison,
): Promise<Correction[]> {
  const differing = matched.filter((m) => m.differs);
  if (differing.length === 0) return [];
  const changes = await sql<Change[]>`
    select record_id as "recordId", "column", old, new, by is not null as "byHand" from data.changes
    where la_code = ${laCode} and record_id = any (${differing.map((m) => m.held.id)}) order by id`;
  const filed = filedBy(changes);
  return differing.flatMap(({ held, incoming }) =>
    Object.entries(dataset.columns).flatMap(([key, { column }]): Correction[] => {
      const [before, at] = [filed.get(`${held.id} ${column}`), `${held.id} ${column}`];
      const [now, next] = [held.cells[key] ?? null, incoming.cells[key] ?? null];
      if (!filed.has(at) || before === undefined || before === now || next === now) return [];
      return [{ recordId: held.id, key, filed: before, held: now, incoming: next }];
    }),
  );
}

/** Would the file take the correction back? A third value is the school's own correction. */
export const isUndone = (c: Correction): boolean => c.incoming === c.filed;

/** The same change with these cells as they are held. */
export function withKept(change: Comparison, kept: Correction[]): Comparison {
  if (kept.length === 0) return change;
  const byRecord = Map.groupBy(kept, (c) => c.recordId);
  const matched = change.matched.map((m) => {
    const own = byRecord.get(m.held.id);
    if (!own) return m;
    const cells = { ...m.incoming.cells, ...Object.fromEntries(own.map((c) => [c.key, c.held])) };
    const keys = Object.keys(cells);
    const differs = keys.some((key) => (m.held.cells[key] ?? null) !== (cells[key] ?? null));
    return { ...m, incoming: { ...m.incoming, cells }, differs };
  });
  return { ...change, matched };
}

interface Of {
  dataset: Dataset;
  laCode: string;
  year: number;
  urn: string;
  fileName: string;
  /** Who sent the file. */
  sentBy: string | null;
}

/** Writes into the records' history that a file changed what people had corrected: by nobody's hand, so without `by`. */
export async function noteOverwritten({ sql }: Tx, of: Of, lost: Correction[]): Promise<void> {
  if (lost.length === 0) return;
  const because = `The file “${of.fileName}” brought this value.`;
  const rows = lost.map((c) => ({
    la_code: of.laCode,
    domain: of.dataset.domain,
    dataset: of.dataset.id,
    year: of.year,
    urn: of.urn,
    record_id: c.recordId,
    column: of.dataset.columns[c.key]?.column ?? c.key,
    old: c.held,
    new: c.incoming,
    because,
    by_name: of.sentBy,
  }));
  await sql`insert into data.changes ${sql(rows)}`;
}
