"use server";

import { redirect } from "next/navigation";
import { answer, textIn } from "@/app/_web/answer";
import { answerPasted } from "@/app/_web/pasted";
import { laScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import type { PasteState } from "@/components/ui/paste-form";
import { appointLeader, confirmLeader } from "@/lib/access/leaders/appoint";
import { appointLeaders, checkLeaders } from "@/lib/access/leaders/many";

/** Makes a school's first Level 1, or one in another's place. */
export async function appoint(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    const [urn, replaces] = [textIn(form, "urn"), textIn(form, "replaces") || null];
    const webMail = form.get("webMail") === "1";
    await appointLeader(scope, { urn, name: textIn(form, "name"), email: textIn(form, "email"), replaces, webMail });
    redirect(`/la/${la}/people/leaders?made=${urn}`);
  });
}

/** Says that a Level 1 is still right. */
export async function confirm(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { scope } = await laScope(textIn(form, "la"));
    await confirmLeader(scope, { urn: textIn(form, "urn"), person: textIn(form, "person") });
    return "Confirmed.";
  });
}

/** Checks a list of first Level 1s, or makes those that are right. */
export async function appointPasted(_before: PasteState, form: FormData): Promise<PasteState> {
  const { scope } = await laScope(textIn(form, "la"));
  return answerPasted(form, {
    check: (text) => checkLeaders(scope, { text }),
    carryOut: async (text) => {
      const { urns, left } = await appointLeaders(scope, { text });
      const made =
        urns.length === 1 ? "1 school has its first Level 1" : `${urns.length} schools have their first Level 1`;
      const rest = left.length === 0 ? "" : ` ${left.length} lines are left to be put right.`;
      return { words: `${made} now. Each is told by e-mail, and so is the school’s own address.${rest}`, left };
    },
  });
}
