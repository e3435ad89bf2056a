"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { outcomeOf } from "@/app/_web/action";
import { laScope } from "@/app/_web/scope";
import { sendAgain } from "@/lib/mail/list";

const asked = z.object({ la: z.string(), id: z.string() });

/** Sends a failed e-mail again. Answers with words where it cannot be. */
export async function again(_before: { error?: string }, form: FormData): Promise<{ error?: string }> {
  const outcome = await outcomeOf(async () => {
    const { la, id } = asked.parse(Object.fromEntries(form));
    const { scope } = await laScope(la);
    await sendAgain(scope, { id });
  });
  refresh();
  return "error" in outcome ? { error: outcome.error } : {};
}
