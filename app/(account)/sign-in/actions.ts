"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { outcomeOf } from "@/app/_web/action";
import { browserWords } from "@/app/_web/browser-words";
import { clientOf } from "@/app/_web/client";
import { keepSession } from "@/app/_web/session";
import { safeTarget } from "@/app/_web/target";
import { checkPassword } from "@/lib/access/check-password";
import { asksSecond } from "@/lib/access/second-factor";
import { openSession } from "@/lib/access/sessions";
import { textOf } from "../field-of";

export interface SignInState {
  email: string;
  faults: { field: "email" | "password"; words: string }[];
}

type Fault = SignInState["faults"][number];

function missing(email: string, password: string): Fault[] {
  const faults: Fault[] = [];
  if (!email.includes("@"))
    faults.push({ field: "email", words: "Enter your e-mail address, like name@school.example" });
  if (!password) faults.push({ field: "password", words: "Enter your password" });
  return faults;
}

/** Signs in with address and password. What it says is the same whether or not the address is known. */
export async function signIn(_before: SignInState, form: FormData): Promise<SignInState> {
  const email = textOf(form, "email").trim().slice(0, 320);
  const password = textOf(form, "password").slice(0, 1000);
  const faults = missing(email, password);
  if (faults.length > 0) return { email, faults };
  const outcome = await outcomeOf(async () => {
    const asked = await headers();
    const person = await checkPassword(email, password, clientOf(asked));
    if (!person) return null;
    const waits = await asksSecond(person.id);
    const browser = browserWords(asked.get("user-agent"));
    await keepSession(await openSession(person.id, { waits, browser }));
    const to = safeTarget(textOf(form, "to"));
    return waits ? `/second-factor?to=${encodeURIComponent(to)}` : to;
  });
  if ("ok" in outcome && outcome.ok) redirect(outcome.ok);
  const words = "error" in outcome ? outcome.error : "E-mail address and password do not match";
  return { email, faults: [{ field: "email", words }] };
}
