"use server";

import { redirect } from "next/navigation";
import { answer, textIn } from "@/app/_web/answer";
import { laScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import { answerRequest } from "@/lib/access/register/answer-request";
import { findRegistered, type Registered } from "@/lib/access/register/registered";

const given = (form: FormData, name: string): string | undefined => textIn(form, name).trim() || undefined;

/** Adds the person whom a school asked for, with the log-in that was picked, or declines with words. */
export async function decideRequest(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    const add = textIn(form, "answer") === "add";
    await answerRequest(scope, {
      id: textIn(form, "id"),
      answer: add ? "add" : "decline",
      words: given(form, "words"),
      person: given(form, "person"),
      until: given(form, "until"),
    });
    redirect(`/la/${la}/requests?done=${add ? "added" : "declined"}`);
  });
}

export interface Found extends ActState {
  words: string;
  people: Registered[];
}

/** The authority's people with these words in their name or address: sent as a form, so that no name stands in an address. */
export async function find(_before: Found, form: FormData): Promise<Found> {
  const words = textIn(form, "words").slice(0, 200);
  let people: Registered[] = [];
  const state = await answer(form, async () => {
    const { scope } = await laScope(textIn(form, "la"));
    people = await findRegistered(scope, { words });
    return "";
  });
  return { ...state, words, people };
}
