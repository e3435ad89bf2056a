import { createHmac } from "node:crypto";
import { type Tx, withPublic, withScope } from "@/lib/database";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/mail/queue";
import { hatsOf, systemScope } from "./scope-of";

/** So many links may be asked for within a quarter of an hour, for one address and from one client. */
const most = { address: 3, client: 20 };

const keyOf = (kind: string, value: string): string =>
  createHmac("sha256", env().authSecret).update(`link asked ${kind} ${value}`).digest("base64url");

/** Takes a turn; false where there is none left. One asking at a time is looked at, so that many at once count like any others. */
async function takeTurn({ sql }: Tx, kind: keyof typeof most, value: string): Promise<boolean> {
  const key = keyOf(kind, value);
  await sql`select pg_advisory_xact_lock(hashtext(${key}))`;
  const [{ n } = { n: 0 }] = await sql<{ n: number }[]>`select auth.count_tries(${key}) as n`;
  if (n >= most[kind]) return false;
  await sql`select auth.note_try(${key})`;
  return true;
}

const isAllowed = (address: string, client: string): Promise<boolean> =>
  withPublic(async (tx) => (await takeTurn(tx, "client", client)) && (await takeTurn(tx, "address", address)));

/**
 * Sends a link for a new password to an address, if anybody signs in with it and is let in somewhere. Whoever asks is told
 * nothing of the outcome, and must be answered before this begins: how long it takes tells one case from another.
 */
export async function askForLink(address: string, client: string): Promise<void> {
  if (!(await isAllowed(address, client))) return log("warn", "link.throttled");
  const [person] = await withPublic(
    ({ sql }) => sql<{ id: string }[]>`select id from auth.person_for_sign_in(${address})`,
  );
  const [hat] = person ? await hatsOf(person.id) : [];
  if (!person || !hat) return log("info", "link.nobody");
  const { laCode } = hat;
  await withScope(systemScope(laCode), (tx) =>
    queueMail(tx, { laCode, template: "reset", to: { personId: person.id } }),
  );
}
