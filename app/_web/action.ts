import "server-only";
import { headers } from "next/headers";
import { forbidden, unstable_rethrow } from "next/navigation";
import { faultOf } from "./faults";
import { isSameOrigin, requireSameOrigin } from "./origin";

/** What a server action gives back: the door's result, or words and the fields they concern. */
export type Outcome<R> = { ok: R } | { error: string; fields?: Record<string, string> };

/** Runs work for a page of this site and translates what it throws. */
export async function outcomeOf<R>(work: () => Promise<R>): Promise<Outcome<R>> {
  try {
    requireSameOrigin(await headers());
    return { ok: await work() };
  } catch (error) {
    unstable_rethrow(error);
    const { error: words, fields } = faultOf(error);
    return { error: words, fields };
  }
}

/** For a plain form that answers with a page: shows that it may not where it did not come from a page of this site. */
export async function requireOwnForm(): Promise<void> {
  if (!isSameOrigin(await headers())) forbidden();
}
