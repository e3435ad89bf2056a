import { createHash, hkdfSync, randomBytes } from "node:crypto";
import { Secret, TOTP } from "otpauth";
import { withOperator, withPublic } from "@/lib/database";
import { env } from "@/lib/env";
import { Invalid, NotFound } from "@/lib/errors";
import { type Hat, hatsOf } from "./scope-of";
import { openText, sealText } from "./seal-secret";

const purpose = "second factor";
const codeCount = 10;
/** Codes within a quarter of an hour (auth.count_tries) after which none is looked at. */
const triesAllowed = 10;

/** Who sees pupils by name, or an authority's data, signs in with two factors. */
export const needsSecond = (hats: Pick<Hat, "urn" | "level">[]): boolean =>
  hats.some(({ urn, level }) => urn === null || level <= 2);

/** Does this person sign in with two factors: because they must, or because they have set one up? */
export async function asksSecond(personId: string): Promise<boolean> {
  const [hats, row] = await Promise.all([hatsOf(personId), rowOf(personId)]);
  return needsSecond(hats) || Boolean(row?.totp_sealed);
}

/** RFC 6238 as every authenticator app has it: SHA-1, six digits, thirty seconds. */
const totp = (secret: string, label: string) =>
  new TOTP({ issuer: "Keymark", label, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 });

const hashed = (text: string) => createHash("sha256").update(text).digest("base64url");
const digitsOf = (given: string) => given.replace(/\D/g, "");

/** The time step of a code that is right now, or one step (30 s) away; null for any other. */
function stepOf(secret: string, given: string, at = Date.now()): number | null {
  const code = digitsOf(given);
  if (code.length !== 6) return null;
  const delta = totp(secret, "").validate({ token: code, window: 1, timestamp: at });
  return delta === null ? null : TOTP.counter({ period: 30, timestamp: at }) + delta;
}

export interface SecondFactor {
  enrolled: boolean;
  since: Date | null;
  codesLeft: number;
}

interface Row {
  totp_sealed: string | null;
  totp_since: string | null;
  codes_left: number;
}

const rowOf = async (personId: string): Promise<Row | undefined> =>
  (await withPublic(({ sql }) => sql<Row[]>`select * from auth.second_factor(${personId})`))[0];

/** How long after the second factor was given a person may change it. */
const freshMinutes = 15;

/** Was the second factor of this session given so lately that it may be changed? */
export const isFresh = (secondAt: Date | null): boolean =>
  secondAt !== null && Date.now() - secondAt.getTime() < freshMinutes * 60_000;

/** What a person has set up. */
export async function secondFactorOf(personId: string): Promise<SecondFactor> {
  const row = await rowOf(personId);
  return {
    enrolled: Boolean(row?.totp_sealed),
    since: row?.totp_since ? new Date(row.totp_since) : null,
    codesLeft: row?.codes_left ?? 0,
  };
}

export interface Offer {
  /** Base32, for typing into an app. */
  secret: string;
  /** `otpauth://…`, for the picture that an app reads. */
  uri: string;
}

/**
 * A new secret for a person to put into an app: the same for as long as their session and their present second factor
 * last, and nobody else's. Nothing is kept of it until `enrol`.
 */
export async function offerSecondFactor({ id, email }: { id: string; email: string }, token: string): Promise<Offer> {
  const since = (await rowOf(id))?.totp_since ?? "none";
  const bytes = hkdfSync("sha256", env().authSecret, token, `keymark offer ${id} ${since}`, 20);
  const secret = new Secret({ buffer: bytes }).base32;
  return { secret, uri: totp(secret, email).toString() };
}

const wrongCode = "The code is not right. Enter the six digits that your app shows now.";

/** Sets up the second factor on offer to this session, shown by its first code. Throws Invalid. */
export async function enrol(person: { id: string; email: string }, token: string, code: string): Promise<void> {
  const { secret } = await offerSecondFactor(person, token);
  const step = stepOf(secret, code);
  if (step === null) throw new Invalid(wrongCode, { code: "wrong" });
  const kept = sealText(secret, purpose, person.id);
  await withPublic(({ sql }) => sql`select auth.set_totp(${person.id}, ${kept}, ${step})`);
}

/** Every answer is counted before it is looked at, and after ten in a quarter of an hour none is; a right one clears the count. */
async function slowly(personId: string, right: () => Promise<boolean>): Promise<boolean> {
  const key = hashed(`second factor ${personId}`);
  await withPublic(({ sql }) => sql`select auth.note_try(${key})`);
  const [row] = await withPublic(({ sql }) => sql<{ count: number }[]>`select auth.count_tries(${key}) as count`);
  if ((row?.count ?? 0) > triesAllowed)
    throw new Invalid("Too many wrong codes. Wait a quarter of an hour, then try again.", { code: "wait" });
  const fits = await right();
  if (fits) await withPublic(({ sql }) => sql`select auth.clear_tries(${key})`);
  return fits;
}

/** Is this the code that the person's app shows? Each counts once. Throws Invalid in words where it is not. */
export async function checkCode(personId: string, code: string): Promise<void> {
  const fits = await slowly(personId, async () => {
    const sealed = (await rowOf(personId))?.totp_sealed;
    const secret = sealed ? openText(sealed, purpose, personId) : null;
    const step = secret ? stepOf(secret, code) : null;
    if (step === null) return false;
    const [row] = await withPublic(
      ({ sql }) => sql<{ first: boolean }[]>`select auth.take_totp_step(${personId}, ${step}) as first`,
    );
    return row?.first ?? false;
  });
  if (!fits) throw new Invalid(`${wrongCode} Each code counts once.`, { code: "wrong" });
}

/** Letters and digits that cannot be taken for one another; five bits each. */
const alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const newCode = () => Array.from(randomBytes(10), (byte) => alphabet[byte % 32]).join("");
const plainCode = (given: string) => given.toUpperCase().replace(/[^A-Z0-9]/g, "");

/** Ten new recovery codes, as `XXXXX-XXXXX`; those from before count no more. Only their hashes are kept. */
export async function makeRecoveryCodes(personId: string): Promise<string[]> {
  const codes = Array.from({ length: codeCount }, newCode);
  const hashes = codes.map((code) => hashed(`${personId} ${code}`));
  await withPublic(({ sql }) => sql`select auth.set_recovery_codes(${personId}, ${hashes})`);
  return codes.map((code) => `${code.slice(0, 5)}-${code.slice(5)}`);
}

/** Takes a recovery code; it counts once. Throws Invalid. */
export async function checkRecoveryCode(personId: string, code: string): Promise<void> {
  const fits = await slowly(personId, async () => {
    const hash = hashed(`${personId} ${plainCode(code)}`);
    const [row] = await withPublic(
      ({ sql }) => sql<{ taken: boolean }[]>`select auth.take_recovery_code(${personId}, ${hash}) as taken`,
    );
    return row?.taken ?? false;
  });
  if (!fits) throw new Invalid("That is none of your recovery codes, or it has been used.", { code: "wrong" });
}

/** What an app with this secret (base32) shows now. */
export const codeNow = (secret: string): string => totp(secret, "").generate();

/** The operator: gives a log-in this secret (base32), or with null takes the second factor away. Throws NotFound. */
export async function giveSecondFactor(email: string, secret: string | null): Promise<void> {
  const given = await withOperator(null, async ({ sql }) => {
    const [person] = await sql<{ id: string | null }[]>`select auth.person_by_email(${email}) as id`;
    if (!person?.id) return false;
    const sealed = secret && sealText(secret, purpose, person.id);
    const [row] = await sql<{ given: boolean }[]>`select auth.give_totp(${email}, ${sealed}) as given`;
    return row?.given ?? false;
  });
  if (!given) throw new NotFound(`Nobody signs in with ${email}.`);
}
