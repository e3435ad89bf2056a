import { createHmac } from "node:crypto";
import { withPublic, withScope } from "@/lib/database";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { queueMail } from "@/lib/mail/queue";
import { hatsOf, systemScope } from "./scope-of";

/** So many links may be asked for within a quarter of an hour, for one address and from one client. */
const most = { address: 3, client: 20 };

const keyOf = (kind: string, value: string): string =>
  createHmac("sha256", env().authSecret).update(`link asked ${kind} ${value}`).digest("base64url");

/** Notes the asking; false where it was one too many. Noted first, so that many at once count too. */
async function isAllowed(asked: Record<keyof typeof most, string>): Promise<boolean> {
  return withPublic(async ({ sql }) => {
    let allowed = true;
    for (const kind of ["address", "client"] as const) {
      const key = keyOf(kind, asked[kind]);
      await sql`select auth.note_try(${key})`;
      const [{ n } = { n: 0 }] = await sql<{ n: number }[]>`select auth.count_tries(${key}) as n`;
      allowed &&= n <= most[kind];
    }
    return allowed;
  });
}

/**
 * Sends a link for a new password to an address, if anybody signs in with it and is let in somewhere. Whoever asks is told
 * nothing of the outcome, and must be answered before this begins: how long it takes tells one case from another.
 */
export async function askForLink(address: string, client: string): Promise<void> {
  if (!(await isAllowed({ address, client }))) return log("warn", "link.throttled");
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
