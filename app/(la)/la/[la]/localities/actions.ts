"use server";

import { redirect } from "next/navigation";
import { answer, textIn } from "@/app/_web/answer";
import { answerPasted } from "@/app/_web/pasted";
import { laScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import type { PasteState } from "@/components/ui/paste-form";
import { addLocality, endLocalityOn, moveIntoLocality, renameLocality } from "@/lib/localities/change";
import { checkPastedLocalities, pasteLocalities } from "@/lib/localities/paste";
import { type Kind, kinds } from "@/lib/localities/rows";

const kindIn = (form: FormData): Kind => kinds.find((kind) => kind === form.get("kind")) ?? "locality";
const counted = (n: number): string => (n === 1 ? "1 school moves" : `${n} schools move`);

/** Makes a Locality or Area and goes on to its schools. */
export async function add(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    const { id } = await addLocality(scope, { kind: kindIn(form), name: textIn(form, "name") });
    redirect(`/la/${la}/localities/${id}`);
  });
}

export async function rename(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { scope } = await laScope(textIn(form, "la"));
    await renameLocality(scope, { id: textIn(form, "id"), name: textIn(form, "name") });
    return "Renamed. Reports show the new name at once.";
  });
}

export async function end(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    await endLocalityOn(scope, { id: textIn(form, "id"), last: textIn(form, "last") });
    redirect(`/la/${la}/localities?ended=1`);
  });
}

/** Moves the ticked schools into a Locality or Area, or out of it. */
export async function move(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { scope } = await laScope(textIn(form, "la"));
    const urns = form.getAll("urn").map(String);
    const into = textIn(form, "into") || null;
    const moved = await moveIntoLocality(scope, { kind: kindIn(form), into, urns, day: textIn(form, "day") });
    return moved.length === 0 ? "Nothing changes: they are there already." : `${counted(moved.length)}.`;
  });
}

/** Checks a list of schools and their Localities, or moves those that are right. */
export async function movePasted(_before: PasteState, form: FormData): Promise<PasteState> {
  const { scope } = await laScope(textIn(form, "la"));
  const of = { kind: kindIn(form), day: textIn(form, "day") };
  return answerPasted(form, {
    check: (text) => checkPastedLocalities(scope, { ...of, text }),
    carryOut: async (text) => {
      const { moved, left } = await pasteLocalities(scope, { ...of, text });
      return { words: `${counted(moved.length)}; those that were there already stay.`, left };
    },
  });
}
