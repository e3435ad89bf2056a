import type { Domain } from "@/db/dataset-table";
import { can } from "@/lib/access/capabilities";
import { staffScope, systemScope } from "@/lib/access/scope-of";
import { type Scope, withScope } from "@/lib/database";
import { Conflict, Forbidden, KeymarkError } from "@/lib/errors";
import { errorFacts, log } from "@/lib/log";
import { enqueue, type JobKey } from "@/lib/queue";
import { type Draw, type Item, makeItem, type Work } from "./make-item";
import { type BatchState, type Claim, isOver, move, noRight, ourFault, renew, StillClaimed } from "./state";

/** After so long a job makes room for other authorities', and the batch goes on with its next. */
const defaultSliceMs = 15_000;
/** A school at which workers broke off so often holds the others no longer. */
const mostBroken = 3;
const brokeOff = "Making this file broke off several times. Retry it; if it fails again, tell your administrator.";

export interface Making {
  draw: Draw;
  /** Schools at a time. */
  lanes: number;
  sliceMs?: number;
  lastTry?: boolean;
}

interface Row {
  state: BatchState;
  attempt: number;
  live: boolean;
  domains: Domain[];
  reports: string[];
  year: number;
  level: number;
}

/**
 * Takes the batch: a new attempt, if nobody's claim on it holds. Null when there is nothing left to do. What an attempt
 * left half-made waits again, or is given up where it has broken off too often. The row is the product's own here, so that
 * it can be ended in words also when whoever asked for it may no longer read it.
 */
async function claimBatch(laCode: string, id: string): Promise<{ claim: Claim; row: Row } | null> {
  return withScope(systemScope(laCode), async (tx) => {
    const { sql } = tx;
    const [row] = await sql<Row[]>`
      select state, attempt, coalesce(lease_until > clock_timestamp(), false) as live, domains, reports, year, level
      from app.batches where la_code = ${laCode} and id = ${id} for update`;
    if (!row || isOver(row.state)) return null;
    if (row.live) throw new StillClaimed();
    const claim = { laCode, id, attempt: row.attempt + 1 };
    await sql`update app.batches set attempt = ${claim.attempt} where la_code = ${laCode} and id = ${id}`;
    await move(tx, claim, { from: row.state, to: "making" });
    await sql`
      update app.batch_items set broken = broken + 1,
        state = case when broken + 1 >= ${mostBroken} then 'failed' else 'queued' end,
        words = case when broken + 1 >= ${mostBroken} then ${brokeOff} end
      where la_code = ${laCode} and batch_id = ${id} and state = 'making'`;
    return { claim, row };
  });
}

async function nextItem({ scope, claim }: Work): Promise<Item | undefined> {
  return withScope(scope, async (tx) => {
    await renew(tx, claim);
    const [item] = await tx.sql<Item[]>`
      update app.batch_items set state = 'making', attempt = attempt + 1, words = null
      where la_code = ${claim.laCode} and id = (
        select id from app.batch_items where la_code = ${claim.laCode} and batch_id = ${claim.id} and state = 'queued'
        order by position limit 1 for update skip locked)
      returning id, urn, attempt, domains, stored`;
    return item;
  });
}

/** One school after another, in as many lanes as there are threads to draw, until the slice is over or none is left. */
async function makeSlice(work: Work, { lanes, sliceMs = defaultSliceMs }: Making): Promise<void> {
  const until = Date.now() + sliceMs;
  let broken = false;
  const lane = async () => {
    do {
      const item = await nextItem(work);
      if (!item) return;
      await makeItem(work, item);
    } while (!broken && Date.now() < until);
  };
  const ends = await Promise.allSettled(
    Array.from({ length: lanes }, () =>
      lane().catch((error) => {
        broken = true;
        throw error;
      }),
    ),
  );
  const fault = ends.find((e) => e.status === "rejected");
  if (fault) throw fault.reason;
}

/** Schools that wait go on with a job of their own, after other authorities'; otherwise the batch is through. */
async function goOn({ scope, claim }: Work): Promise<void> {
  await withScope(scope, async (tx) => {
    const rest = await tx.sql`
      select from app.batch_items where la_code = ${claim.laCode} and batch_id = ${claim.id} and state = 'queued' limit 1`;
    await move(tx, claim, { from: "making", to: rest.length > 0 ? "queued" : "done" });
    if (rest.length > 0) await enqueue(tx, "batch", { laCode: claim.laCode, id: claim.id, actor: scope.actor });
  });
}

/** Ends a batch in words, whoever asked for it. */
export async function giveUp(claim: Claim, words: string): Promise<void> {
  await withScope(systemScope(claim.laCode), async (tx) => {
    const [now] = await tx.sql<{ state: BatchState; attempt: number }[]>`
      select state, attempt from app.batches where la_code = ${claim.laCode} and id = ${claim.id} for update`;
    if (!now || isOver(now.state) || now.attempt !== claim.attempt) return;
    await move(tx, claim, { from: now.state, to: "failed", words });
  });
}

/** Words of ours end the batch; anything else is logged, tried again, and at last said so. */
async function settleFault(error: unknown, claim: Claim, lastTry: boolean): Promise<void> {
  if (error instanceof Conflict) return;
  if (error instanceof KeymarkError) return giveUp(claim, error.message);
  const { laCode, id, attempt } = claim;
  log("error", "batch.failed", { batch: id, la: laCode, ...errorFacts(error) });
  if (lastTry) await giveUp(claim, ourFault);
  else
    await withScope(
      systemScope(laCode),
      ({ sql }) =>
        sql`update app.batches set lease_until = null where la_code = ${laCode} and id = ${id} and attempt = ${attempt}`,
    );
  throw error;
}

const mayRead = (scope: Scope | null, domains: Domain[]): scope is Scope =>
  scope !== null && can(scope, "browse") && domains.every((d) => scope.see.includes(d));

/**
 * Makes a batch's files for a slice of time, from wherever it stands; safe to call twice, at once or after a crash. Throws
 * StillClaimed while another worker's claim holds, and whatever went wrong unexpectedly, so that the queue retries.
 */
export async function advanceBatch(key: JobKey, making: Making): Promise<void> {
  const scope = key.actor ? await staffScope(key.actor, key.laCode) : systemScope(key.laCode);
  const taken = await claimBatch(key.laCode, key.id);
  if (!taken) return;
  const { claim, row } = taken;
  try {
    if (!mayRead(scope, row.domains)) throw new Forbidden(noRight);
    const work: Work = { scope, claim, batch: row, draw: making.draw };
    await makeSlice(work, making);
    await goOn(work);
  } catch (error) {
    await settleFault(error, claim, making.lastTry ?? false);
  }
}
