"use server";

import { redirect } from "next/navigation";
import { outcomeOf } from "@/app/_web/action";
import { keepSession } from "@/app/_web/session";
import { safeTarget } from "@/app/_web/target";
import { checkPassword, openSession } from "@/lib/access/sessions";

export interface SignInState {
  email: string;
  faults: { field: "email" | "password"; words: string }[];
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};

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
  const email = text(form, "email").trim().slice(0, 320);
  const password = text(form, "password").slice(0, 1000);
  const faults = missing(email, password);
  if (faults.length > 0) return { email, faults };
  const outcome = await outcomeOf(async () => {
    const person = await checkPassword(email, password);
    if (!person) return false;
    await keepSession(await openSession(person.id));
    redirect(safeTarget(text(form, "to")));
  });
  const words = "error" in outcome ? outcome.error : "E-mail address and password do not match";
  return { email, faults: [{ field: "email", words }] };
}
