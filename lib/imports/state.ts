import type { Tx } from "@/lib/database";
import { Conflict } from "@/lib/errors";
import { tell } from "@/lib/events";

/** The life of an upload. The last four are ends. */
export const importStates = [
  "received",
  "reading",
  "matched",
  "waiting",
  "applying",
  "done",
  "rejected",
  "failed",
  "cancelled",
] as const;
export type ImportState = (typeof importStates)[number];

const onward: Record<ImportState, readonly ImportState[]> = {
  received: ["reading", "cancelled", "failed"],
  reading: ["reading", "matched", "waiting", "rejected", "failed", "cancelled"],
  matched: ["matched", "waiting", "applying", "rejected", "failed", "cancelled"],
  waiting: ["matched", "received", "cancelled"],
  applying: ["applying", "done", "failed"],
  done: [],
  rejected: [],
  failed: [],
  cancelled: [],
};

export const isOver = (state: ImportState): boolean => onward[state].length === 0;
/** States in which an upload counts towards the authority's limit. */
export const inQueue = importStates.filter((s) => !isOver(s));

/** What people said of an upload when sending it, or when asked. */
export interface Wishes {
  urn?: string;
  year?: number;
  existing?: "ask" | "replace" | "retain";
  /** Of what was corrected here, where the file still has the old value. */
  corrections?: "keep" | "undo";
  /** Of single files in it, by name. */
  files?: Record<string, { urn?: string; year?: number }>;
}

/** The school and year that were said of a file, by itself or with the whole upload. */
export const wishedFor = ({ urn, year, files }: Wishes, fileName: string): { urn?: string; year?: number } => ({
  urn: (files && Object.hasOwn(files, fileName) ? files[fileName]?.urn : undefined) ?? urn,
  year: (files && Object.hasOwn(files, fileName) ? files[fileName]?.year : undefined) ?? year,
});

export interface Claim {
  laCode: string;
  id: string;
  /** The number of this attempt; every effect checks it, so that a slow handler and its successor never both write. */
  attempt: number;
}

/** Said where the sender's rights have ended between sending and reading. */
export const noRight = "The person who sent this file no longer has the right to import. Send it again.";

/** How long a worker's claim holds unless renewed. */
export const leaseSeconds = 30;

/**
 * The only writer of a state. `from` is what the caller believes; Conflict when the row has moved on
 * or another attempt has taken it over. An end leaves no pupil's row staged.
 */
export async function move(tx: Tx, claim: Claim, to: ImportState, from: ImportState, words?: string): Promise<void> {
  if (!onward[from].includes(to)) throw new Conflict(`An import cannot go from ${from} to ${to}.`);
  const { sql } = tx;
  const moved = await sql`
    update app.imports set state = ${to}, words = ${words ?? null},
      lease_until = ${isOver(to) || to === "waiting" ? null : sql`clock_timestamp() + make_interval(secs => ${leaseSeconds})`},
      started_at = coalesce(started_at, now()),
      finished_at = ${isOver(to) ? sql`now()` : null}
    where la_code = ${claim.laCode} and id = ${claim.id} and state = ${from} and attempt = ${claim.attempt}`;
  if (moved.count !== 1) throw new Conflict("The import has moved on.");
  if (isOver(to)) await sql`delete from data.staged_rows where la_code = ${claim.laCode} and import_id = ${claim.id}`;
  await tell(tx, { la: claim.laCode, kind: "import", id: claim.id });
}

/** Renews the claim and notes how far it is (0 to 100). Conflict when it is no longer ours. */
export async function renew(tx: Tx, claim: Claim, progress: number): Promise<void> {
  const { sql } = tx;
  const kept = await sql`
    update app.imports set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}), progress = ${Math.round(progress)}
    where la_code = ${claim.laCode} and id = ${claim.id} and attempt = ${claim.attempt} and state in ('reading', 'matched', 'applying')`;
  if (kept.count !== 1) throw new Conflict("The import was taken over.");
  await tell(tx, { la: claim.laCode, kind: "import", id: claim.id });
}
