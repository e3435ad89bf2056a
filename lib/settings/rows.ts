import { addressIn } from "@/lib/access/address";
import type { Tx } from "@/lib/database";
import { Invalid } from "@/lib/errors";

/** What an authority decides about itself. */
export interface Settings {
  threshold: number;
  queueLimit: number;
  /** Who its e-mails come from; null: the authority's name. */
  senderName: string | null;
  /** Where answers to them go; null: nowhere. */
  replyTo: string | null;
}

/** DfE's own tables hide cohorts of 1 to 5. */
export const thresholds = { least: 6, most: 1000 };
export const queueLimits = { least: 1, most: 10_000 };

const isWithin = (n: number, { least, most }: { least: number; most: number }) =>
  Number.isInteger(n) && n >= least && n <= most;

function nameFault(name: string): string | null {
  if (name.length > 100) return "A sender’s name has at most 100 characters";
  return /[\p{Cc}"\\<>@]/u.test(name) ? "A sender’s name has none of these: quotation marks, < > @ \\" : null;
}

const faultOf: { [Key in keyof Settings]: (value: Settings[Key]) => string | null } = {
  threshold: (n) =>
    isWithin(n, thresholds) ? null : "The threshold is from 6 to 1000: DfE's own tables hide cohorts of 1 to 5",
  queueLimit: (n) => (isWithin(n, queueLimits) ? null : "The queue limit is from 1 to 10000"),
  senderName: (name) => (name === null ? null : nameFault(name)),
  replyTo: (address) =>
    address === null || addressIn(address) ? null : "Enter an e-mail address, like data@authority.example, or nothing",
};

/** Throws Invalid, with the field. */
export function checkSettings(changes: Partial<Settings>): void {
  const faults = Object.entries(changes).flatMap(([key, value]) => {
    const words = value === undefined ? null : faultOf[key as keyof Settings](value as never);
    return words ? [[key, words] as const] : [];
  });
  if (faults.length > 0)
    throw new Invalid(`${faults.map(([, words]) => words).join(". ")}.`, Object.fromEntries(faults));
}

/** The settings as they are; undefined where the authority has not been entered. */
export async function readSettings({ sql }: Tx, laCode: string): Promise<Settings | undefined> {
  const [row] = await sql<Settings[]>`
    select threshold, queue_limit as "queueLimit", sender_name as "senderName", reply_to as "replyTo"
    from app.settings where la_code = ${laCode}`;
  return row;
}

export async function writeSettings({ sql }: Tx, laCode: string, to: Settings): Promise<void> {
  await sql`
    update app.settings set threshold = ${to.threshold}, queue_limit = ${to.queueLimit}, sender_name = ${to.senderName},
      reply_to = ${to.replyTo}, updated_at = now() where la_code = ${laCode}`;
}

type Change = { [Key in keyof Settings]?: Settings[Key] };

/** What differs, as it was and as it becomes. */
export function differences(from: Settings, to: Settings): { from: Change; to: Change } {
  const keys = (Object.keys(to) as (keyof Settings)[]).filter((key) => from[key] !== to[key]);
  const only = (of: Settings): Change => Object.fromEntries(keys.map((key) => [key, of[key]]));
  return { from: only(from), to: only(to) };
}
