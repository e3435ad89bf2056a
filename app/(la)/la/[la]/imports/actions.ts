"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { outcomeOf } from "@/app/_web/action";
import { laScope } from "@/app/_web/scope";
import { answerImport, cancelImport } from "@/lib/imports/answer";
import { saidIn } from "./asking";

const asked = z.object({
  la: z.string(),
  id: z.string(),
  act: z.enum(["replace", "retain", "say", "cancel"]),
  /** There when corrections are asked about; a tick that is not set sends nothing. */
  corrected: z.string().optional(),
  keep: z.string().optional(),
});

export interface Decided {
  error?: string;
  /** What was chosen in the form, so that it still stands there beside the words. */
  said?: Record<string, string>;
}

const fieldsOf = (form: FormData): Record<string, string> =>
  Object.fromEntries([...form].filter((pair): pair is [string, string] => typeof pair[1] === "string"));

/** A button of an upload in the queue. Answers with words where it cannot be done. */
export async function decideImport(_before: Decided, form: FormData): Promise<Decided> {
  const fields = fieldsOf(form);
  const outcome = await outcomeOf(async () => {
    const { la, id, act, corrected, keep } = asked.parse(fields);
    const { scope } = await laScope(la);
    if (act === "cancel") await cancelImport(scope, { id });
    else if (act === "say") await answerImport(scope, { id, files: saidIn(form) });
    else {
      const corrections = keep ? ("keep" as const) : ("undo" as const);
      await answerImport(scope, { id, existing: act, ...(corrected && { corrections }) });
    }
  });
  refresh();
  return "error" in outcome ? { error: outcome.error, said: fields } : {};
}
