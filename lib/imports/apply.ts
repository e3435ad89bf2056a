import { type Scope, type Tx, withScope } from "@/lib/database";
import { datasetById } from "@/lib/datasets";
import type { Cells, Dataset } from "@/lib/datasets/define";
import { tell } from "@/lib/events";
import { lockSet } from "@/lib/records/locks";
import { matchPupils } from "@/lib/records/match-pupils";
import { freshen, keyValues, recheckRows, recheckSet } from "@/lib/records/recheck";
import { insertRecords, removeRecords, updateRecords } from "@/lib/records/write";
import { type Comparison, compare, type Held } from "./compare";
import { correctionsMet, isUndone, noteOverwritten, withKept } from "./corrections";
import { heldOf, stagedOf } from "./held";
import { type Claim, renew } from "./state";

/** A matched part, ready to go in. */
export interface ReadyPart {
  id: string;
  dataset: string;
  year: number;
  urn: string;
  fileName: string;
}

interface Applying {
  scope: Scope;
  claim: Claim;
  /** What to do with records that are held and not in the file. */
  existing: "replace" | "retain";
  /** Do corrections made here stay where the file still has what was corrected? */
  corrections: "keep" | "undo";
  /** The upload's parts of the same school and set, this one included: what is in any of them is not gone. */
  together: ReadyPart[];
  progress: number;
}

interface Target {
  dataset: Dataset;
  laCode: string;
  year: number;
  urn: string;
  importId: string;
  origin: "school";
}

async function writeRecords(tx: Tx, target: Target, change: Comparison): Promise<{ id: string; cells: Cells }[]> {
  const added = change.added.map((i) => ({ rowNo: i.rowNo, cells: i.cells }));
  const pupils = await matchPupils(
    tx,
    target.laCode,
    added.map((a) => a.cells),
  );
  const ids = await insertRecords(
    tx,
    target,
    added.map((a, n) => ({ ...a, pupilId: pupils[n] ?? "" })),
  );
  const kept = change.matched.map((m) => ({ id: m.held.id, rowNo: m.incoming.rowNo, cells: m.incoming.cells }));
  await updateRecords(tx, target, kept);
  return [...added.map((a, n) => ({ id: ids[n] ?? "", cells: a.cells })), ...kept];
}

const count = (records: { cells: Cells }[], sex: string) => records.filter((r) => r.cells.sex === sex).length;

/** Marks the part done with its counts, and the earlier imports whose records these replace. */
async function finish(tx: Tx, part: ReadyPart, a: Applying, change: Comparison, gone: number): Promise<void> {
  const { sql } = tx;
  const { laCode, id } = a.claim;
  const rows = [...change.added, ...change.matched.map((m) => m.incoming)];
  const changed = change.matched.filter((m) => m.differs).length;
  const [boys, girls] = [count(rows, "M"), count(rows, "F")];
  if (a.existing === "replace") {
    await sql`
      update app.import_schools set replaced_by = ${id}
      where la_code = ${laCode} and dataset = ${part.dataset} and year = ${part.year} and urn = ${part.urn}
        and state = 'done' and replaced_by is null and import_id <> ${id}`;
  }
  await sql`
    update app.import_schools set state = 'done', finished_at = now(), rows = ${rows.length}, boys = ${boys}, girls = ${girls},
      added = ${change.added.length}, changed = ${changed}, gone = ${gone}
    where la_code = ${laCode} and id = ${part.id}`;
  const note = {
    id,
    dataset: part.dataset,
    year: part.year,
    rows: rows.length,
    added: change.added.length,
    changed,
    gone,
  };
  await sql`
    insert into audit.acts (la_code, actor, hat, door, urn, note)
    values (${laCode}, ${a.scope.actor}, ${a.scope.hat}, 'import.apply', ${part.urn}, ${sql.json(note)})`;
}

/**
 * One school's part, in one transaction: its records replaced or added to, checked, counted, noted. Records that match keep
 * their id, so that history and marks survive. Throws Conflict when another worker has taken the import over.
 */
export async function applyPart(part: ReadyPart, a: Applying): Promise<void> {
  const dataset = datasetById(part.dataset);
  const { laCode, id: importId } = a.claim;
  const set = { laCode, dataset: part.dataset, year: part.year };
  await withScope(a.scope, async (tx) => {
    await lockSet(tx, set);
    const { sql } = tx;
    // What does not wait for another's answer goes down the connection together.
    const [incoming, held] = await Promise.all([
      stagedOf(tx, { laCode, importId, partId: part.id }),
      heldOf(tx, dataset, { laCode, year: part.year, urn: part.urn }),
      renew(tx, a.claim, a.progress),
      sql`select set_config('app.importing', 'true', true)`,
    ]);
    const change = await settleCorrections(tx, part, a, compare(dataset, held, incoming));
    const others = a.together.filter((p) => p.id !== part.id);
    const gone = a.existing === "replace" ? await goneFrom(tx, change.gone, { laCode, importId, parts: others }) : [];
    const target: Target = { dataset, laCode, year: part.year, urn: part.urn, importId, origin: "school" };
    await removeRecords(
      tx,
      dataset,
      laCode,
      gone.map((g) => g.id),
    );
    const written = await writeRecords(tx, target, change);
    const checked = { dataset, laCode, year: part.year };
    await recheckRows(
      tx,
      checked,
      written.map((w) => ({ ...w, urn: part.urn })),
    );
    await recheckSet(tx, checked, keyValues(dataset, [...held, ...written]));
    await Promise.all([
      freshen(tx, checked, part.urn),
      finish(tx, part, a, change, gone.length),
      sql`delete from data.staged_rows where la_code = ${laCode} and import_id = ${importId} and part_id = ${part.id}`,
      tell(tx, { la: laCode, kind: "records", id: `${part.dataset} ${part.year}` }),
    ]);
  });
}

/** Keeps the corrections that are to stay, and writes into the history which ones the file goes over. */
async function settleCorrections(tx: Tx, part: ReadyPart, a: Applying, change: Comparison): Promise<Comparison> {
  const of = { dataset: datasetById(part.dataset), laCode: a.claim.laCode };
  const met = await correctionsMet(tx, of, change);
  const kept = a.corrections === "keep" ? met.filter(isUndone) : [];
  const lost = met.filter((c) => !kept.includes(c));
  await noteOverwritten(
    tx,
    { ...of, year: part.year, urn: part.urn, fileName: part.fileName, sentBy: a.scope.actorName },
    lost,
  );
  return withKept(change, kept);
}

/** Held, and in none of these parts of an upload. */
async function goneFrom(
  tx: Tx,
  held: Held[],
  of: { laCode: string; importId: string; parts: ReadyPart[] },
): Promise<Held[]> {
  let gone = held;
  for (const part of gone.length > 0 ? of.parts : []) {
    const incoming = await stagedOf(tx, { laCode: of.laCode, importId: of.importId, partId: part.id });
    gone = compare(datasetById(part.dataset), gone, incoming).gone;
  }
  return gone;
}

interface Upload {
  laCode: string;
  importId: string;
  together: ReadyPart[];
}

/** What would happen to a part's school, without doing it. */
export async function previewPart(tx: Tx, part: ReadyPart, { laCode, importId, together }: Upload) {
  const dataset = datasetById(part.dataset);
  const incoming = await stagedOf(tx, { laCode, importId, partId: part.id });
  const held = await heldOf(tx, dataset, { laCode, year: part.year, urn: part.urn });
  const change = compare(dataset, held, incoming);
  const gone = await goneFrom(tx, held, { laCode, importId, parts: together });
  const met = await correctionsMet(tx, { dataset, laCode }, change);
  return {
    added: change.added.length,
    changed: change.matched.filter((m) => m.differs).length,
    gone: gone.length,
    undone: met.filter(isUndone).length,
  };
}
