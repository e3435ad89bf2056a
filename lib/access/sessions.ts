import { createHash, randomBytes } from "node:crypto";
import { withPublic } from "@/lib/database";

/** Sessions end after this many hours whatever happens (and after half an hour without use: auth.session). */
export const sessionHours = 12;

const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");

export interface Session {
  id: string;
  personId: string;
  email: string;
  expires: Date;
  /** When it ends if nothing is done until then. */
  idleUntil: Date;
  /** When the second factor was given; null: it was not asked for. */
  secondAt: Date | null;
  hat: { laCode: string; urn: string | null } | null;
}

const newToken = () => randomBytes(32).toString("base64url");

/**
 * Opens a session and returns its token; only the token's hash is kept. One that `waits` lets nobody in until the second
 * factor is given. `browser` is how its owner will know it again.
 */
export async function openSession(personId: string, of: { waits: boolean; browser: string | null }): Promise<string> {
  const token = newToken();
  const { waits, browser } = of;
  await withPublic(
    ({ sql }) => sql`select auth.open_session(${hashed(token)}, ${personId}, ${sessionHours}, ${waits}, ${browser})`,
  );
  return token;
}

interface SessionRow {
  id: string;
  person_id: string;
  email: string;
  expires: string;
  idle_until: string;
  second_at: string | null;
  hat_la: string | null;
  hat_urn: string | null;
}

/** A live session by its token. `touch` false: only looks, so that what a page asks by itself keeps nobody signed in. */
export async function readSession(token: string, touch = true): Promise<Session | null> {
  const rows = await withPublic(({ sql }) => sql<SessionRow[]>`select * from auth.session(${hashed(token)}, ${touch})`);
  const s = rows[0];
  if (!s) return null;
  return {
    id: s.id,
    personId: s.person_id,
    email: s.email,
    expires: new Date(s.expires),
    idleUntil: new Date(s.idle_until),
    secondAt: s.second_at ? new Date(s.second_at) : null,
    hat: s.hat_la ? { laCode: s.hat_la, urn: s.hat_urn } : null,
  };
}

export interface Waiting {
  id: string;
  email: string;
  enrolled: boolean;
}

/** Whose session with this token waits for the second factor; null when none does, or no more. */
export async function readWaiting(token: string): Promise<Waiting | null> {
  const rows = await withPublic(
    ({ sql }) =>
      sql<{ person_id: string; email: string; totp_sealed: string | null }[]>`
        select * from auth.waiting_session(${hashed(token)})`,
  );
  const w = rows[0];
  return w ? { id: w.person_id, email: w.email, enrolled: w.totp_sealed !== null } : null;
}

/** The second factor was given: the session lets its owner in, under the token returned. */
export async function passSecond(token: string): Promise<string> {
  const next = newToken();
  await withPublic(({ sql }) => sql`select auth.pass_second(${hashed(token)}, ${hashed(next)})`);
  return next;
}

/** Holds a session until the second factor is given: its person was let into something that needs one. */
export async function awaitSecond(token: string): Promise<void> {
  await withPublic(({ sql }) => sql`select auth.await_second(${hashed(token)})`);
}

export interface OwnSession {
  id: string;
  since: Date;
  seen: Date;
  browser: string | null;
}

/** A person's live sessions, the one last used first. */
export async function sessionsOf(personId: string): Promise<OwnSession[]> {
  const rows = await withPublic(
    ({ sql }) =>
      sql<{ id: string; created_at: string; seen_at: string; agent: string | null }[]>`
        select * from auth.sessions_of(${personId})`,
  );
  return rows.map((s) => ({ id: s.id, since: new Date(s.created_at), seen: new Date(s.seen_at), browser: s.agent }));
}

/** Ends a person's sessions: one of them, or all but the one given. */
export async function closeSessions(personId: string, which: { only: string } | { but: string }): Promise<void> {
  const [but, only] = "but" in which ? [which.but, null] : [null, which.only];
  await withPublic(({ sql }) => sql`select auth.close_sessions(${personId}, ${but}, ${only})`);
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
