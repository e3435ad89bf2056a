"use server";

import { redirect } from "next/navigation";
import { answer, textIn } from "@/app/_web/answer";
import { laScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import { domainIds, type Rights } from "@/lib/access/domains";
import { changeStaff } from "@/lib/access/staff/change";
import { inviteStaff } from "@/lib/access/staff/invite";
import { removeStaff } from "@/lib/access/staff/remove";

/** Lets a person in among the staff and goes on to their rights. */
export async function invite(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    const { person } = await inviteStaff(scope, { name: textIn(form, "name"), email: textIn(form, "email") });
    redirect(`/la/${la}/people/${person}?invited=1`);
  });
}

function rightsIn(form: FormData): Rights {
  const may = (right: string) => domainIds.filter((domain) => form.get(domain) === right);
  return { see: [...may("see"), ...may("edit")], edit: may("edit"), admin: form.get("admin") === "1" };
}

/** Gives a member of staff the rights that the form says, in place of those that it showed. */
export async function changeRights(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { scope } = await laScope(textIn(form, "la"));
    const from: Rights = JSON.parse(textIn(form, "from"));
    await changeStaff(scope, { person: textIn(form, "person"), from, to: rightsIn(form) });
    return "Saved. It holds from their next request on.";
  });
}

/** Takes a person out of the staff. */
export async function remove(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const la = textIn(form, "la");
    const { scope } = await laScope(la);
    await removeStaff(scope, { person: textIn(form, "person") });
    redirect(`/la/${la}/people?removed=1`);
  });
}
