import { withScope } from "@/lib/database";
import { Invalid } from "@/lib/errors";
import { log } from "@/lib/log";
import { writeAct } from "./act";
import { type Purpose, readLink, spendLink } from "./links";
import { hashPassword } from "./password";
import { passwordFault } from "./password-rules";
import { type Hat, hatsOf, scopeFor } from "./scope-of";

const placesOf = (hats: Hat[]): string[] =>
  hats.flatMap(({ laName, schoolName }) => (schoolName ? [laName, schoolName] : [laName]));

/** Every authority that the person is let into sees in its audit that they have a new password. */
async function tell(personId: string, hats: Hat[], by: Purpose): Promise<void> {
  const each = new Map(hats.map((hat) => [hat.laCode, hat]));
  for (const hat of each.values()) {
    const scope = scopeFor(personId, hat);
    await withScope(scope, (tx) => writeAct(tx, scope, { door: "password.set", note: { by } }));
  }
  log("info", "password.set", { person: personId, by });
}

/**
 * Sets the password of the person whose link this is; the link is used up, and every session of theirs ends. False when it
 * works no more: unknown, used and run out are not told apart. Throws Invalid for a password that is not taken; the link
 * then still works.
 */
export async function setPassword(token: string, password: string): Promise<boolean> {
  const link = await readLink(token);
  if (!link) return false;
  const { personId, email, purpose } = link;
  const hats = await hatsOf(personId);
  const fault = await passwordFault(password, { email, places: placesOf(hats) });
  if (fault) throw new Invalid(fault, { password: fault });
  const done = await spendLink(token, await hashPassword(password));
  if (done) await tell(personId, hats, purpose);
  return done;
}
