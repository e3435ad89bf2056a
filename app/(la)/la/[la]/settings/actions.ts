"use server";

import { answer, textIn } from "@/app/_web/answer";
import { laScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import { changeSettings } from "@/lib/settings/change";

const numberIn = (form: FormData, name: string): number => {
  const text = textIn(form, name).trim();
  return /^\d+$/.test(text) ? Number(text) : Number.NaN;
};

/** Saves what the authority decides about itself. */
export async function save(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { scope } = await laScope(textIn(form, "la"));
    await changeSettings(scope, {
      threshold: numberIn(form, "threshold"),
      queueLimit: numberIn(form, "queueLimit"),
      senderName: textIn(form, "senderName"),
      replyTo: textIn(form, "replyTo"),
    });
    return "Saved.";
  });
}
