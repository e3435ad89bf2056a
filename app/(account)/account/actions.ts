"use server";

import { redirect } from "next/navigation";
import { outcomeOf, requireOwnForm } from "@/app/_web/action";
import { requirePerson, sessionToken, setToken } from "@/app/_web/session";
import { enrol, isFresh, makeRecoveryCodes } from "@/lib/access/second-factor";
import { closeSessions, passSecond } from "@/lib/access/sessions";
import { Invalid } from "@/lib/errors";
import { type FormFault, textOf } from "../field-of";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ends one of the person's own sessions, or all but the one that asks. */
export async function endSessions(form: FormData): Promise<void> {
  await requireOwnForm();
  const { id, session } = await requirePerson();
  const only = textOf(form, "session");
  if (only && !uuid.test(only)) redirect("/account");
  await closeSessions(id, only ? { only } : { but: session.id });
  redirect("/account?ended=1");
}

const stale = "You gave your second factor too long ago for this. Sign out, sign in again, and come back.";

/** Takes a new app in the place of the one before. */
export async function changeApp(_before: { faults: FormFault[] }, form: FormData): Promise<{ faults: FormFault[] }> {
  const outcome = await outcomeOf(async () => {
    const [person, token] = [await requirePerson(), await sessionToken()];
    const { secondAt } = person.session;
    // Whoever signs in without one sets up their first.
    if (secondAt !== null && !isFresh(secondAt)) throw new Invalid(stale);
    if (!token) throw new Invalid(stale);
    await enrol(person, token, textOf(form, "code").slice(0, 40));
    await setToken(await passSecond(token));
  });
  if ("error" in outcome) return { faults: [{ field: "code", words: outcome.error }] };
  redirect("/account/recovery-codes");
}

export interface Codes {
  codes: string[];
  faults: FormFault[];
}

/** New recovery codes, said once. */
export async function newCodes(_before: Codes, _form: FormData): Promise<Codes> {
  const outcome = await outcomeOf(async () => {
    const { id, session } = await requirePerson();
    if (!isFresh(session.secondAt)) throw new Invalid(stale);
    return makeRecoveryCodes(id);
  });
  if ("error" in outcome) return { codes: [], faults: [{ field: "make", words: outcome.error }] };
  return { codes: outcome.ok, faults: [] };
}
