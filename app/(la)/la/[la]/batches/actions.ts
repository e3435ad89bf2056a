"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { outcomeOf } from "@/app/_web/action";
import { laScope } from "@/app/_web/scope";
import { cancelBatch, makeAgain } from "@/lib/batches/again";
import { startBatch } from "@/lib/batches/start";
import { latestResultsYear } from "@/lib/year";
import { askedOf, choosingOf } from "./asked";

const asked = z.object({
  la: z.string(),
  id: z.string(),
  item: z.string().optional(),
  act: z.enum(["failed", "own", "changed", "missing", "cancel"]),
});

/** A button of a batch or of one of its files. Answers with words where it cannot be done. */
export async function decideBatch(_before: { error?: string }, form: FormData): Promise<{ error?: string }> {
  const outcome = await outcomeOf(async () => {
    const { la, id, item, act } = asked.parse(Object.fromEntries(form));
    const { scope } = await laScope(la);
    if (act === "cancel") await cancelBatch(scope, { id });
    else await makeAgain(scope, { id, which: act, item });
  });
  refresh();
  return "error" in outcome ? { error: outcome.error } : {};
}

export interface Made {
  error?: string;
  files?: number;
}

/** Makes what was chosen and shown. Answers with how many files, or words where it cannot be done. */
export async function makeBatch(_before: Made, form: FormData): Promise<Made> {
  const outcome = await outcomeOf(async () => {
    const { scope } = await laScope(String(form.get("la")));
    const texts = (name: string) => form.getAll(name).map(String);
    const given = Object.fromEntries([...form.keys()].map((name) => [name, texts(name)]));
    return startBatch(scope, askedOf(choosingOf(given, latestResultsYear(new Date()))));
  });
  refresh();
  return "error" in outcome ? { error: outcome.error } : { files: outcome.ok.files };
}
