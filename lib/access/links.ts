import { createHash, createHmac } from "node:crypto";
import { type Tx, withPublic } from "@/lib/database";
import { env } from "@/lib/env";

/** Why a link to set a password is made; how long it works follows from it: 72 hours, or one. */
export type Purpose = "invite" | "reset";

const hashed = (token: string): string => createHash("sha256").update(token).digest("base64url");

/**
 * The token of the link that a mail carries: 256 bits that only this deployment's own key yields. It is kept nowhere, and
 * is the same however often the mail is tried, so that a repetition is the same message.
 */
export const tokenOf = (mailId: string): string =>
  createHmac("sha256", env().authSecret).update(`keymark link ${mailId}`).digest("base64url");

/** Makes a mail's link work, for 72 hours (invite) or one (reset) from now; its hash alone is kept. Not one that was used. */
export async function mintLink({ sql }: Tx, of: { mailId: string; personId: string; purpose: Purpose }): Promise<void> {
  await sql`select auth.mint_link(${hashed(tokenOf(of.mailId))}, ${of.personId}, ${of.purpose})`;
}

export interface OpenLink {
  personId: string;
  email: string;
  purpose: Purpose;
}

/** Whose link this is, while it works. Reading uses nothing up. */
export async function readLink(token: string): Promise<OpenLink | null> {
  const [row] = await withPublic(
    ({ sql }) => sql<OpenLink[]>`
      select person_id as "personId", email, purpose from auth.link(${hashed(token)})`,
  );
  return row ?? null;
}

/** Uses the link up: the password is set, every session of the person and every other link ends. False when it no longer works. */
export async function spendLink(token: string, passwordHash: string): Promise<boolean> {
  const [row] = await withPublic(
    ({ sql }) => sql<{ done: boolean }[]>`select auth.spend_link(${hashed(token)}, ${passwordHash}) as done`,
  );
  return row?.done === true;
}
