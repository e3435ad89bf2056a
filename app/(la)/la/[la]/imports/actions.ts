"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { outcomeOf } from "@/app/_web/action";
import { laScope } from "@/app/_web/scope";
import { answerImport, cancelImport } from "@/lib/imports/answer";

const asked = z.object({ la: z.string(), id: z.string(), act: z.enum(["replace", "retain", "cancel"]) });

/** A button of an upload in the queue. Answers with words where it cannot be done. */
export async function decideImport(_before: { error?: string }, form: FormData): Promise<{ error?: string }> {
  const outcome = await outcomeOf(async () => {
    const { la, id, act } = asked.parse(Object.fromEntries(form));
    const { scope } = await laScope(la);
    if (act === "cancel") await cancelImport(scope, { id });
    else await answerImport(scope, { id, existing: act });
  });
  refresh();
  return "error" in outcome ? { error: outcome.error } : {};
}
