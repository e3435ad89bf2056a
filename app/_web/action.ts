import "server-only";
import { headers } from "next/headers";
import { forbidden, unstable_rethrow } from "next/navigation";
import { faultOf } from "./faults";
import { isSameOrigin, requireSameOrigin } from "./origin";

/** What a server action gives back: the door's result, or words and the fields they concern. */
export type Outcome<R> = { ok: R } | { error: string; fields?: Record<string, string> };

const signedOutWords =
  "You have been signed out. Nothing that you typed is lost: sign in again in another tab, then send this once more.";

/** Leaving the page would lose what was typed into it, so an action says that the session has ended. */
const leadsToSignIn = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "digest" in error &&
  /^NEXT_REDIRECT;[^;]*;\/(sign-in|second-factor)\?/.test(String(error.digest));

/** Runs work for a page of this site and translates what it throws. */
export async function outcomeOf<R>(work: () => Promise<R>): Promise<Outcome<R>> {
  try {
    requireSameOrigin(await headers());
    return { ok: await work() };
  } catch (error) {
    if (leadsToSignIn(error)) return { error: signedOutWords };
    unstable_rethrow(error);
    const { error: words, fields } = faultOf(error);
    return { error: words, fields };
  }
}

/** For a plain form that answers with a page: shows that it may not where it did not come from a page of this site. */
export async function requireOwnForm(): Promise<void> {
  if (!isSameOrigin(await headers())) forbidden();
}
