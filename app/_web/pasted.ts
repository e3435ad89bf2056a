import "server-only";
import { refresh } from "next/cache";
import type { PasteState } from "@/components/ui/paste-form";
import type { Verdict } from "@/lib/files/pasted";
import { outcomeOf } from "./action";
import { textIn } from "./answer";

interface Work {
  check(text: string): Promise<Verdict[]>;
  /** Does what is right; `words` say what was done, `left` what was not. */
  carryOut(text: string): Promise<{ words: string; left: Verdict[] }>;
}

function fieldsIn(form: FormData): Record<string, string> {
  const fields = [...form.entries()].filter(([name, value]) => typeof value === "string" && name !== "text");
  return Object.fromEntries(fields) as Record<string, string>;
}

/** Answers a form with a pasted list: its first button checks the lines, its second does those that are right. */
export async function answerPasted(form: FormData, { check, carryOut }: Work): Promise<PasteState> {
  const text = textIn(form, "text");
  const base = { text, given: fieldsIn(form), lines: [], faults: [] };
  if (text.trim() === "") return { ...base, faults: [{ field: "text", words: "Paste a list, one school a line" }] };
  const outcome = await outcomeOf(async () => {
    if (textIn(form, "step") !== "do") return { lines: await check(text) };
    const { words, left } = await carryOut(text);
    refresh();
    return { text: left.map((line) => line.text).join("\n"), lines: left, done: words };
  });
  if ("ok" in outcome) return { ...base, ...outcome.ok };
  const faults = Object.entries(outcome.fields ?? {}).map(([field, words]) => ({ field, words }));
  return { ...base, faults: faults.length > 0 ? faults : [{ field: "text", words: outcome.error }] };
}
