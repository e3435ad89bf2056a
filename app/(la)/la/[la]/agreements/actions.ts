"use server";

import { redirect } from "next/navigation";
import { answer, textIn } from "@/app/_web/answer";
import { laScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import { changeAgreements, useAgreements } from "@/lib/agreements/change";
import { askedOf, changeOf } from "./asked";

/** Carries out what was shown. */
export async function change(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    const asked = askedOf({ ...Object.fromEntries(form), urn: form.getAll("urn") } as Record<
      string,
      string | string[]
    >);
    if (!asked) return "Nothing was asked for.";
    const { urns } = await changeAgreements(scope, changeOf(asked));
    redirect(`/la/${la}/agreements?changed=${urns.length}`);
  });
}

/** Makes agreements count, or not. */
export async function use(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    await useAgreements(scope, { needed: textIn(form, "needed") === "1" });
    redirect(`/la/${la}/agreements`);
  });
}
