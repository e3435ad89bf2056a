import "server-only";
import { refresh } from "next/cache";
import type { ActState } from "@/components/ui/act-state";
import { outcomeOf } from "./action";

/** What a form's fields held, to be shown again. Files are left out. */
function givenIn(form: FormData): ActState["given"] {
  const given: ActState["given"] = {};
  for (const name of new Set(form.keys())) given[name] = form.getAll(name).filter((value) => typeof value === "string");
  return given;
}

/** Does what a form asks for and answers it: with what is wrong and what was typed, or with the words that `work` returns. */
export async function answer(form: FormData, work: () => Promise<string>): Promise<ActState> {
  const outcome = await outcomeOf(work);
  if ("ok" in outcome) {
    refresh();
    return { faults: [], given: {}, done: outcome.ok };
  }
  const fields = Object.entries(outcome.fields ?? {});
  const faults = fields.map(([field, words]) => ({ field, words }));
  return { faults: faults.length > 0 ? faults : [{ field: "", words: outcome.error }], given: givenIn(form) };
}

/** A field's text. */
export const textIn = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};
