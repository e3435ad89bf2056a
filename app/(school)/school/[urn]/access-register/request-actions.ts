"use server";

import { redirect } from "next/navigation";
import { answer, textIn } from "@/app/_web/answer";
import { schoolScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import { answerRequest } from "@/lib/access/register/answer-request";
import { askLevel1 } from "@/lib/access/register/ask-level-1";
import { requestAccess } from "@/lib/access/register/request";
import { withdrawRequest } from "@/lib/access/register/withdraw";
import { declaredIn, given } from "./form-values";

const homeOf = (urn: string): string => `/school/${urn}/access-register`;

/** Asks the authority for a person who is registered at another school. */
export async function request(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const urn = textIn(form, "urn");
    const { scope } = await schoolScope(urn);
    await requestAccess(scope, {
      urn,
      name: textIn(form, "name"),
      email: textIn(form, "email"),
      registeredAt: textIn(form, "registeredAt"),
      purpose: textIn(form, "purpose"),
      ...declaredIn(form),
    });
    redirect(`${homeOf(urn)}?done=requested`);
  });
}

/** Asks the other side for a further Level 1. */
export async function ask(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const urn = textIn(form, "urn");
    const { scope } = await schoolScope(urn);
    await askLevel1(scope, {
      urn,
      person: given(form, "person"),
      name: given(form, "name"),
      email: given(form, "email"),
      ...declaredIn(form),
      dbsSeenOn: given(form, "dbsSeenOn"),
    });
    redirect(`${homeOf(urn)}?done=requested`);
  });
}

/** Answers the authority, which asks for a further Level 1. */
export async function answerLevel1(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const urn = textIn(form, "urn");
    const { scope } = await schoolScope(urn);
    await answerRequest(scope, {
      id: textIn(form, "id"),
      answer: textIn(form, "answer") === "add" ? "add" : "decline",
      words: given(form, "words"),
      ...declaredIn(form),
      dbsSeenOn: given(form, "dbsSeenOn"),
    });
    redirect(`${homeOf(urn)}?done=answered`);
  });
}

/** Takes a request of the school's back. */
export async function withdraw(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { scope } = await schoolScope(textIn(form, "urn"));
    await withdrawRequest(scope, { id: textIn(form, "id") });
    return "Withdrawn.";
  });
}
