import { createHash, randomBytes } from "node:crypto";
import { withPublic } from "@/lib/database";
import { passwordFits } from "./password";

/** Sessions end after this many hours whatever happens (and after half an hour without use: auth.session). */
export const sessionHours = 12;
const triesAllowed = 10;

const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");

export interface Session {
  personId: string;
  email: string;
  expires: Date;
  hat: { laCode: string; urn: string | null } | null;
}

/**
 * The person with this e-mail address and password, or null. Takes the same time whether or not the address exists;
 * after ten wrong tries within a quarter of an hour each further one is slowed down, but a right password still gets in.
 */
export async function checkPassword(email: string, password: string): Promise<{ id: string } | null> {
  const address = email.trim().toLowerCase();
  const key = hashed(address);
  const [person, tries] = await withPublic(async ({ sql }) => {
    const found = await sql<
      { id: string; password_hash: string | null }[]
    >`select * from auth.person_for_sign_in(${address})`;
    const counted = await sql<{ count: number }[]>`select auth.count_tries(${key}) as count`;
    return [found[0], counted[0]?.count ?? 0] as const;
  });
  if (tries > triesAllowed) await new Promise((done) => setTimeout(done, Math.min(tries - triesAllowed, 5) * 1000));
  const fits = await passwordFits(password, person?.password_hash);
  await withPublic(({ sql }) => (fits ? sql`select auth.clear_tries(${key})` : sql`select auth.note_try(${key})`));
  return fits && person ? { id: person.id } : null;
}

/** Opens a session and returns its token; only the token's hash is kept. */
export async function openSession(personId: string): Promise<string> {
  const token = randomBytes(32).toString("base64url");
  await withPublic(({ sql }) => sql`select auth.open_session(${hashed(token)}, ${personId}, ${sessionHours})`);
  return token;
}

export async function readSession(token: string): Promise<Session | null> {
  const rows = await withPublic(
    ({ sql }) =>
      sql<{ person_id: string; email: string; expires: string; hat_la: string | null; hat_urn: string | null }[]>`
        select * from auth.session(${hashed(token)})`,
  );
  const s = rows[0];
  if (!s) return null;
  return {
    personId: s.person_id,
    email: s.email,
    expires: new Date(s.expires),
    hat: s.hat_la ? { laCode: s.hat_la, urn: s.hat_urn } : null,
  };
}

export async function closeSession(token: string): Promise<void> {
  await withPublic(({ sql }) => sql`select auth.close_session(${hashed(token)})`);
}

/** Puts on one of the person's hats; which ones there are is decided by `hatsOf` on every request. */
export async function wearHat(token: string, hat: { laCode: string; urn: string | null }): Promise<void> {
  await withPublic(({ sql }) => sql`select auth.wear_hat(${hashed(token)}, ${hat.laCode}, ${hat.urn})`);
}

export async function personById(id: string): Promise<{ id: string; email: string } | null> {
  const rows = await withPublic(({ sql }) => sql<{ id: string; email: string }[]>`select * from auth.person(${id})`);
  return rows[0] ?? null;
}
