import { Invalid } from "@/lib/errors";
import { log } from "@/lib/log";
import { readLink, spendLink } from "./links";
import { hashPassword } from "./password";
import { passwordFault } from "./password-rules";
import { hatsOf } from "./scope-of";

const placesOf = async (personId: string): Promise<string[]> =>
  (await hatsOf(personId)).flatMap(({ laName, schoolName }) => (schoolName ? [laName, schoolName] : [laName]));

/**
 * Sets the password of the person whose link this is; the link is used up, and every session of theirs ends. False when it
 * works no more: unknown, used and run out are not told apart. Throws Invalid for a password that is not taken; the link
 * then still works.
 */
export async function setPassword(token: string, password: string): Promise<boolean> {
  const link = await readLink(token);
  if (!link) return false;
  const { personId, email, purpose } = link;
  const fault = await passwordFault(password, { email, places: await placesOf(personId) });
  if (fault) throw new Invalid(fault, { password: fault });
  const done = await spendLink(token, await hashPassword(password));
  if (done) log("info", "password.set", { person: personId, by: purpose });
  return done;
}
