import { createHash, createHmac } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { withPublic } from "@/lib/database";
import { env } from "@/lib/env";
import { Unavailable } from "@/lib/errors";
import { addressIn } from "./address";
import { passwordFits } from "./password";

/** Wrong tries of the last quarter of an hour: of an account, of a client at that account, and of a client at any. */
interface Tries {
  account: number;
  here: number;
  client: number;
}

/** From how many wrong tries on the next one waits, and the longest wait in seconds. */
const slowing: Record<keyof Tries, { after: number; most: number }> = {
  account: { after: 10, most: 5 },
  here: { after: 10, most: 15 },
  client: { after: 40, most: 15 },
};
/** So many tries of one client at one account may wait in line. */
const lineLength = 5;

/** How long the next try waits, in seconds: one more with each wrong one. No number of them shuts anyone out. */
export const slowedBy = (tries: Tries): number =>
  Math.max(
    ...(Object.keys(slowing) as (keyof Tries)[]).map((kind) => {
      const { after, most } = slowing[kind];
      return Math.min(Math.max(tries[kind] - after, 0), most);
    }),
  );

const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");
const sealed = (text: string) => createHmac("sha256", env().authSecret).update(`tries ${text}`).digest("base64url");

type Keys = Record<keyof Tries, string>;

const keysOf = (address: string, client: string): Keys => ({
  account: hashed(address),
  here: sealed(`${client} ${address}`),
  client: sealed(client),
});

interface Found {
  person: { id: string; password_hash: string | null } | undefined;
  tries: Tries;
}

/** Who has the address, and how often it was tried. This try is noted at once, so that many at once count like any others. */
async function begin(address: string, keys: Keys): Promise<Found> {
  return withPublic(async ({ sql }) => {
    const [person] = await sql<
      { id: string; password_hash: string | null }[]
    >`select * from auth.person_for_sign_in(${address})`;
    const [tries] = await sql<Tries[]>`
      select auth.count_tries(${keys.account}) as account, auth.count_tries(${keys.here}) as here, auth.count_tries(${keys.client}) as client`;
    for (const key of [keys.account, keys.here]) await sql`select auth.note_try(${key})`;
    return { person, tries: tries ?? { account: 0, here: 0, client: 0 } };
  });
}

const lines = new Map<string, { length: number; last: Promise<unknown> }>();

/** One after another for each key; who would stand too far back is told so at once. Throws Unavailable. */
async function inLine<T>(key: string, work: () => Promise<T>): Promise<T> {
  const line = lines.get(key) ?? { length: 0, last: Promise.resolve() };
  if (line.length >= lineLength) throw new Unavailable("Too many tries at once. Wait a minute, then try again.");
  const mine = line.last.then(work, work);
  lines.set(key, line);
  line.length += 1;
  line.last = mine.catch(() => {});
  try {
    return await mine;
  } finally {
    line.length -= 1;
    if (line.length === 0) lines.delete(key);
  }
}

async function check(address: string, password: string, keys: Keys): Promise<{ id: string } | null> {
  const { person, tries } = await begin(address, keys);
  await wait(slowedBy(tries) * 1000);
  const fits = await passwordFits(password, person?.password_hash);
  const right = fits && person !== undefined;
  await withPublic(async ({ sql }) => {
    if (right) for (const key of [keys.account, keys.here]) await sql`select auth.clear_tries(${key})`;
    else await sql`select auth.note_try(${keys.client})`;
  });
  return right ? { id: person.id } : null;
}

/**
 * The person with this e-mail address and password, or null. Does the same whether or not the address exists. Wrong tries
 * slow further ones down, those of the same client most, which go one after another; a right password still gets in.
 * Throws Unavailable where one client tries an account many times at once.
 */
export function checkPassword(email: string, password: string, client: string): Promise<{ id: string } | null> {
  const address = addressIn(email) ?? email.trim().toLowerCase();
  const keys = keysOf(address, client);
  return inLine(keys.here, () => check(address, password, keys));
}
