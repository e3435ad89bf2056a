import { domainToASCII, domainToUnicode } from "node:url";
import { z } from "zod";

/** Before the @, as people write it: no quotation, no comment, no letters beyond ASCII. */
const local = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
/** Behind it, as computers write it: at least two parts, the last one no number. */
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+(?!\d+$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;
/** Behind it, as people write it: Latin letters alone, for others only look like them. */
const latin = /^[\p{Script=Latin}\d.-]+$/u;

/** A domain in the form that computers write; null for what is none, or is written in letters that look like others. */
function domainIn(text: string): string | null {
  const ascii = domainToASCII(text);
  return latin.test(text) && latin.test(domainToUnicode(ascii)) && domain.test(ascii) ? ascii : null;
}

/**
 * An e-mail address in the one form that log-ins are kept in: small letters, the domain as IDNA writes it. Null for what is
 * none, and for what two programs might read as two addresses: quoted names, look-alike letters, a second or a wide @.
 */
export function addressIn(text: string): string | null {
  const given = text.trim();
  if (given !== given.normalize("NFKC")) return null;
  const [before = "", behind = "", ...more] = given.toLowerCase().split("@");
  const host = domainIn(behind);
  if (more.length > 0 || host === null || before.length > 64 || !local.test(before)) return null;
  const address = `${before}@${host}`;
  return address.length <= 254 ? address : null;
}

/** An e-mail address as a door takes it. */
export const addressInput = z
  .string()
  .transform((text) => addressIn(text) ?? "")
  .refine((address) => address !== "", "Enter an e-mail address, like name@authority.example");

/** A person's name as a door takes it. */
export const nameInput = z
  .string()
  .trim()
  .min(1, "Enter the person’s name")
  .max(200, "A name has at most 200 characters");
