"use server";

import { redirect } from "next/navigation";
import { outcomeOf } from "@/app/_web/action";
import { setPassword } from "@/lib/access/set-password";
import { textOf } from "../../field-of";

export interface AcceptState {
  /** What is wrong with the password. */
  fault?: string;
  /** The link works no more. */
  gone?: true;
}

/** Sets the password that was chosen and uses the link up. */
export async function choosePassword(_before: AcceptState, form: FormData): Promise<AcceptState> {
  const outcome = await outcomeOf(() => setPassword(textOf(form, "token"), textOf(form, "password").slice(0, 1000)));
  if ("error" in outcome) return { fault: outcome.error };
  if (!outcome.ok) return { gone: true };
  redirect("/accept");
}
