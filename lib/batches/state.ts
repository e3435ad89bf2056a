import type { Tx } from "@/lib/database";
import { Conflict } from "@/lib/errors";
import { tell } from "@/lib/events";

/** The life of a batch. In the first two it is worked on; from the others it may be taken up again. */
export const batchStates = ["queued", "making", "done", "failed", "cancelled", "expired"] as const;
export type BatchState = (typeof batchStates)[number];

/** A school's file: "gone" when its time was up and it was deleted. */
export type ItemState = "queued" | "making" | "made" | "failed" | "cancelled" | "gone";

const onward: Record<BatchState, readonly BatchState[]> = {
  queued: ["making", "failed", "cancelled"],
  making: ["making", "queued", "done", "failed", "cancelled"],
  done: ["queued", "expired"],
  failed: ["queued", "expired"],
  cancelled: ["queued", "expired"],
  expired: ["queued"],
};

export const inQueue: BatchState[] = ["queued", "making"];
export const isOver = (state: BatchState): boolean => !inQueue.includes(state);

/** How long made files are kept after the batch's end. */
export const keptDays = 30;

/** How long a worker's claim holds unless renewed. */
export const leaseSeconds = 30;

export const ourFault = "Something went wrong on our side. Retry it; if it fails again, tell your administrator.";
export const noRight =
  "The person who asked for this batch may no longer read its reports. Someone who may can make it.";

export interface Claim {
  laCode: string;
  id: string;
  /** The number of this attempt; every effect checks it, so that a slow handler and its successor never both write. */
  attempt: number;
}

/** Another worker's claim still holds: the job comes back when it must have run out. */
export class StillClaimed extends Error {
  override name = "StillClaimed";
}

/**
 * The only writer of a batch's state. `from` is what the caller believes; Conflict when the row has moved on or another
 * attempt has taken it over. An end leaves no school waiting.
 */
export async function move(tx: Tx, claim: Claim, step: { from: BatchState; to: BatchState; words?: string }) {
  const { from, to, words } = step;
  if (!onward[from].includes(to)) throw new Conflict(`A batch cannot go from ${from} to ${to}.`);
  const { sql } = tx;
  const moved = await sql`
    update app.batches set state = ${to}, words = ${words ?? null},
      lease_until = ${to === "making" ? sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})` : null},
      started_at = ${to === "making" ? sql`coalesce(started_at, now())` : sql`started_at`},
      finished_at = ${isOver(to) ? sql`coalesce(finished_at, now())` : null}
    where la_code = ${claim.laCode} and id = ${claim.id} and state = ${from} and attempt = ${claim.attempt}`;
  if (moved.count !== 1) throw new Conflict("The batch has moved on.");
  if (isOver(to)) {
    await sql`update app.batch_items set state = 'cancelled'
      where la_code = ${claim.laCode} and batch_id = ${claim.id} and state in ('queued', 'making')`;
  }
  await tell(tx, { la: claim.laCode, kind: "batch", id: claim.id });
}

/** Renews the claim and tells that something has changed. Conflict when it is no longer ours. */
export async function renew(tx: Tx, claim: Claim): Promise<void> {
  const { sql } = tx;
  const kept = await sql`
    update app.batches set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
    where la_code = ${claim.laCode} and id = ${claim.id} and attempt = ${claim.attempt} and state = 'making'`;
  if (kept.count !== 1) throw new Conflict("The batch was taken over.");
  await tell(tx, { la: claim.laCode, kind: "batch", id: claim.id });
}
