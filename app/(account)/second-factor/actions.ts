"use server";

import { redirect } from "next/navigation";
import { outcomeOf } from "@/app/_web/action";
import { sessionToken, setToken, waitingPerson } from "@/app/_web/session";
import { safeTarget } from "@/app/_web/target";
import { checkCode, checkRecoveryCode, enrol } from "@/lib/access/second-factor";
import { passSecond, type Waiting } from "@/lib/access/sessions";
import { type FormFault, textOf } from "../field-of";

export interface SecondState {
  faults: FormFault[];
}

type Check = (person: Waiting, code: string, token: string) => Promise<void>;

const fault = (words: string): SecondState => ({ faults: [{ field: "code", words }] });

/** Lets the waiting session in once the person has answered; leads on to `then`, or to sign-in where none waits any more. */
async function answer(form: FormData, check: Check, then: string): Promise<SecondState> {
  const outcome = await outcomeOf(async () => {
    const [person, token] = await Promise.all([waitingPerson(), sessionToken()]);
    if (!person || !token) return false;
    await check(person, textOf(form, "code").slice(0, 40), token);
    await setToken(await passSecond(token));
    return true;
  });
  if ("error" in outcome) return fault(outcome.error);
  redirect(outcome.ok ? then : `/sign-in?ended=1&to=${encodeURIComponent(safeTarget(textOf(form, "to")))}`);
}

/** The second factor of a person who has one: the code that their app shows. */
export async function giveCode(_before: SecondState, form: FormData): Promise<SecondState> {
  return answer(form, ({ id }, code) => checkCode(id, code), safeTarget(textOf(form, "to")));
}

/** The same with one of the recovery codes; leads to where a new app is set up. */
export async function giveRecoveryCode(_before: SecondState, form: FormData): Promise<SecondState> {
  return answer(form, ({ id }, code) => checkRecoveryCode(id, code), "/account?recovered=1");
}

/** Sets the second factor up at the first sign-in that needs one; leads to the recovery codes. */
export async function setUp(_before: SecondState, form: FormData): Promise<SecondState> {
  const to = encodeURIComponent(safeTarget(textOf(form, "to")));
  const check: Check = (person, code, token) =>
    person.enrolled ? checkCode(person.id, code) : enrol(person, token, code);
  return answer(form, check, `/account/recovery-codes?to=${to}`);
}
