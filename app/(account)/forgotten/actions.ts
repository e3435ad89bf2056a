"use server";

import { headers } from "next/headers";
import { after } from "next/server";
import { outcomeOf } from "@/app/_web/action";
import { clientOf } from "@/app/_web/client";
import { addressIn } from "@/lib/access/address";
import { askForLink } from "@/lib/access/ask-link";
import { errorFacts, log } from "@/lib/log";
import { textOf } from "../field-of";

export interface ForgottenState {
  email: string;
  fault?: string;
  /** What was asked for is under way, or there is nobody: the page does not say which. */
  asked?: true;
}

/** Answers at once and always alike; what follows happens after the answer. */
export async function askLink(_before: ForgottenState, form: FormData): Promise<ForgottenState> {
  const email = textOf(form, "email").trim().slice(0, 320);
  const address = addressIn(email);
  if (!address) return { email, fault: "Enter your e-mail address, like name@school.example" };
  const outcome = await outcomeOf(async () => clientOf(await headers()));
  if ("error" in outcome) return { email, fault: outcome.error };
  after(() => askForLink(address, outcome.ok).catch((error) => log("error", "link.fault", errorFacts(error))));
  return { email, asked: true };
}
