import type { Domain } from "@/db/dataset-table";
import { staffScope, systemScope } from "@/lib/access/scope-of";
import { type Scope, type Tx, withScope } from "@/lib/database";
import { Conflict, Forbidden, KeymarkError } from "@/lib/errors";
import { errorFacts, log } from "@/lib/log";
import type { JobKey } from "@/lib/queue";
import { applyPart, previewPart, type ReadyPart } from "./apply";
import { type MatchedPart, matchPart } from "./match";
import { type AskedSheet, askingHeld, askingSheets, type Question } from "./question";
import { readUpload } from "./read";
import type { ReadPart } from "./stage";
import { type Claim, type ImportState, isOver, leaseSeconds, move, noRight, type Wishes, wishedFor } from "./state";

interface Row {
  state: ImportState;
  domain: Domain | null;
  attempt: number;
  live: boolean;
  stored: string;
  file_name: string;
  bytes: number;
  wishes: Wishes;
}

interface Work {
  scope: Scope;
  claim: Claim;
  row: Row;
}

/** Another worker's claim still holds: the job comes back when it must have run out. */
export class StillClaimed extends Error {
  override name = "StillClaimed";
}

/**
 * Takes the import: a new attempt, if nobody's claim on it holds. Null when there is nothing left to do. The row is the
 * product's own, so that it can be taken, and ended in words, also when its sender may no longer touch it.
 */
async function claimImport(laCode: string, id: string): Promise<Omit<Work, "scope"> | null> {
  const scope = systemScope(laCode);
  return withScope(scope, async ({ sql }) => {
    const [row] = await sql<Row[]>`
      select state, domain, attempt, coalesce(lease_until > clock_timestamp(), false) as live, stored, file_name, bytes, wishes
      from app.imports where la_code = ${scope.laCode} and id = ${id} for update`;
    if (!row || isOver(row.state) || row.state === "waiting") return null;
    if (row.live) throw new StillClaimed();
    const attempt = row.attempt + 1;
    await sql`
      update app.imports set attempt = ${attempt}, lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
      where la_code = ${scope.laCode} and id = ${id}`;
    return { claim: { laCode, id, attempt }, row: { ...row, attempt } };
  });
}

/** Reading anew after a broken attempt begins from nothing. */
async function beginReading({ scope, claim, row }: Work): Promise<void> {
  await withScope(scope, async (tx) => {
    await move(tx, claim, "reading", row.state);
    await tx.sql`delete from data.staged_rows where la_code = ${claim.laCode} and import_id = ${claim.id}`;
    await tx.sql`delete from app.import_schools where la_code = ${claim.laCode} and import_id = ${claim.id}`;
  });
}

async function writeParts(work: Work, parts: ReadPart[]): Promise<MatchedPart[]> {
  const { scope, claim, row } = work;
  return withScope(scope, async (tx) => {
    const matched: MatchedPart[] = [];
    for (const part of parts) {
      matched.push(await matchPart(tx, part, { laCode: claim.laCode, ...wishedFor(row.wishes, part.fileName) }));
    }
    const { sql } = tx;
    for (const [position, p] of matched.entries()) {
      await sql`
        insert into app.import_schools (la_code, id, import_id, domain, position, file_name, dataset, year, urn, school_name, state, words, rows)
        values (${claim.laCode}, ${p.id}, ${claim.id}, ${p.domain}, ${position}, ${p.fileName}, ${p.dataset}, ${p.year}, ${p.urn},
          ${p.schoolName}, ${p.rejected ? "rejected" : "read"}, ${p.words}, ${p.rows})`;
    }
    const domain = matched.find((p) => p.domain)?.domain ?? null;
    await sql`update app.imports set domain = ${domain} where la_code = ${claim.laCode} and id = ${claim.id}`;
    const sound = matched.some((p) => !p.rejected);
    await move(tx, claim, sound ? "matched" : "rejected", "reading", sound ? undefined : summary(matched));
    return matched;
  });
}

/** One file's own words; for several, how many and where to look. */
function summary(parts: { words: string | null }[]): string {
  const [only] = parts;
  if (parts.length === 1) return only?.words ?? "Nothing in the file could be taken.";
  return `None of the ${parts.length} files could be taken; each says why.`;
}

async function partsOf({ scope, claim }: Work): Promise<ReadyPart[]> {
  return withScope(
    scope,
    ({ sql }) => sql<ReadyPart[]>`
    select id, dataset, year, urn, file_name as "fileName" from app.import_schools
    where la_code = ${claim.laCode} and import_id = ${claim.id} and state = 'read' order by position`,
  );
}

/** Waits for a person. What was read so far is let go where it is read anew after the answer. */
async function ask(
  tx: Tx,
  { claim }: Work,
  question: Question,
  of: { from: ImportState; words: string },
): Promise<void> {
  const { sql } = tx;
  await sql`
    update app.imports set question = ${sql.json(question)} where la_code = ${claim.laCode} and id = ${claim.id}`;
  if (question.kind === "sheets")
    await sql`delete from data.staged_rows where la_code = ${claim.laCode} and import_id = ${claim.id}`;
  await move(tx, claim, "waiting", of.from, of.words);
}

/** What sheets do not say by themselves: people say it, and the upload is read anew. */
const askOnSheets = (work: Work, files: AskedSheet[]): Promise<void> =>
  withScope(work.scope, (tx) =>
    ask(tx, work, { kind: "sheets", files }, { from: "reading", words: askingSheets(files) }),
  );

/** Records held that the files lack, and corrections that they would take back: people decide, unless they have. */
async function askFirst(work: Work, parts: ReadyPart[]): Promise<boolean> {
  const { scope, claim, row } = work;
  if ((row.wishes.existing ?? "ask") !== "ask") return false;
  return withScope(scope, async (tx) => {
    const gone: number[] = [];
    const undone: Record<string, number> = {};
    for (const part of parts) {
      const upload = { laCode: claim.laCode, importId: claim.id, together: together(parts, part) };
      const preview = await previewPart(tx, part, upload);
      const change = isFirst(parts, part) ? preview : { ...preview, gone: 0 };
      await tx.sql`
        update app.import_schools set added = ${change.added}, changed = ${change.changed}, gone = ${change.gone}
        where la_code = ${claim.laCode} and id = ${part.id}`;
      if (change.gone > 0) gone.push(change.gone);
      if (change.undone > 0) undone[part.id] = change.undone;
    }
    const corrections = Object.values(undone).reduce((sum, n) => sum + n, 0);
    if (gone.length === 0 && corrections === 0) return false;
    const words = askingHeld({ gone, undone: corrections });
    await ask(tx, work, { kind: "existing", undone }, { from: "matched", words });
    return true;
  });
}

const setOf = (p: ReadyPart) => `${p.dataset} ${p.year} ${p.urn}`;
/** Two files of one school in one upload belong together: what is held is gone if it is in neither, and the second adds. */
const together = (parts: ReadyPart[], part: ReadyPart) => parts.filter((p) => setOf(p) === setOf(part));
const isFirst = (parts: ReadyPart[], part: ReadyPart) => together(parts, part)[0] === part;

async function applyAll(work: Work, from: ImportState): Promise<void> {
  const { scope, claim, row } = work;
  await withScope(scope, (tx) => move(tx, claim, "applying", from));
  const parts = await partsOf(work);
  const wish = row.wishes.existing === "retain" ? "retain" : "replace";
  const corrections = row.wishes.corrections ?? (row.wishes.existing === "replace" ? "undo" : "keep");
  for (const [n, part] of parts.entries()) {
    const earlier = await appliedBefore(work, part);
    const existing = !isFirst(parts, part) || earlier ? "retain" : wish;
    const progress = 60 + (40 * n) / parts.length;
    await applyPart(part, { scope, claim, existing, corrections, together: together(parts, part), progress });
  }
  await withScope(scope, (tx) => move(tx, claim, "done", "applying"));
  await withScope(scope, ({ sql }) => sql`select data.refresh_statistics()`);
}

/** After a restart: another file of the same school in this upload went in before. */
async function appliedBefore({ scope, claim }: Work, part: ReadyPart): Promise<boolean> {
  return withScope(scope, async ({ sql }) => {
    const rows = await sql`
      select 1 from app.import_schools where la_code = ${claim.laCode} and import_id = ${claim.id} and state = 'done'
        and dataset = ${part.dataset} and year = ${part.year} and urn = ${part.urn} limit 1`;
    return rows.length > 0;
  });
}

async function run(work: Work): Promise<void> {
  const { row, claim, scope } = work;
  if (row.state === "applying") return applyAll(work, "applying");
  if (row.state === "received" || row.state === "reading") {
    await beginReading(work);
    const file = { stored: row.stored, fileName: row.file_name, bytes: row.bytes, wishes: row.wishes };
    const { parts, questions } = await readUpload(scope, claim, file);
    if (questions.length > 0) return askOnSheets(work, questions);
    const matched = await writeParts(work, parts);
    if (!matched.some((p) => !p.rejected)) return;
  }
  if (await askFirst(work, await partsOf(work))) return;
  await applyAll(work, "matched");
}

/** Ends an import in words, whoever sent it. */
export async function giveUp(claim: Claim, words: string, to: "rejected" | "failed"): Promise<void> {
  await withScope(systemScope(claim.laCode), async (tx) => {
    const [now] = await tx.sql<{ state: ImportState }[]>`
      select state from app.imports where la_code = ${claim.laCode} and id = ${claim.id}`;
    if (!now || isOver(now.state)) return;
    await move(tx, claim, now.state === "applying" ? "failed" : to, now.state, words);
  });
}

export const ourFault =
  "Something went wrong on our side; nothing was lost. Send the file again, or tell your administrator.";

/** May the sender still import this? Before it is read its domain is not known: the datasets found are held against it then. */
const mayImport = (scope: Scope | null, domain: Domain | null): scope is Scope =>
  scope !== null && scope.edit.length > 0 && (domain === null || scope.edit.includes(domain));

/** A fault in the user's words ends the import; anything else is ours: logged, tried again, and at last said so. */
async function settleFault(error: unknown, claim: Claim, lastTry: boolean): Promise<void> {
  const { laCode, id, attempt } = claim;
  if (error instanceof Conflict) return;
  if (error instanceof KeymarkError)
    return giveUp(claim, error.message, error instanceof Forbidden ? "failed" : "rejected");
  log("error", "import.failed", { import: id, la: laCode, ...errorFacts(error) });
  if (lastTry) await giveUp(claim, ourFault, "failed");
  else
    await withScope(
      systemScope(laCode),
      ({ sql }) =>
        sql`update app.imports set lease_until = null where la_code = ${laCode} and id = ${id} and attempt = ${attempt}`,
    );
  throw error;
}

/**
 * Takes an import as far as it will go, from wherever it stands; safe to call twice, at once or after a crash.
 * Throws StillClaimed while another worker's claim holds, and whatever went wrong unexpectedly, so that the queue retries.
 */
export async function advanceImport(key: JobKey, lastTry = false): Promise<void> {
  const scope = key.actor ? await staffScope(key.actor, key.laCode) : systemScope(key.laCode);
  const taken = await claimImport(key.laCode, key.id);
  if (!taken) return;
  try {
    if (!mayImport(scope, taken.row.domain)) throw new Forbidden(noRight);
    await run({ ...taken, scope });
  } catch (error) {
    await settleFault(error, taken.claim, lastTry);
  }
}
