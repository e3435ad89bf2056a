"use server";

import { redirect } from "next/navigation";
import { answer, textIn } from "@/app/_web/answer";
import { schoolScope } from "@/app/_web/scope";
import type { ActState } from "@/components/ui/act-state";
import { addAccess } from "@/lib/access/register/add";
import { changeLevel } from "@/lib/access/register/change-level";
import { confirmAccess } from "@/lib/access/register/confirm";
import { extendAccess } from "@/lib/access/register/extend";
import { removeAccess } from "@/lib/access/register/remove";
import { restoreAccess } from "@/lib/access/register/restore";
import { declaredIn, given, webMailIn } from "./form-values";

const homeOf = (urn: string): string => `/school/${urn}/access-register`;

const whose = (form: FormData) => ({ urn: textIn(form, "urn"), person: textIn(form, "person") });

/** Lets a person in; where their address has a log-in, leads to the request to the authority instead. */
export async function add(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const urn = textIn(form, "urn");
    const { scope } = await schoolScope(urn);
    const done = await addAccess(scope, {
      urn,
      name: textIn(form, "name"),
      email: textIn(form, "email"),
      level: textIn(form, "level"),
      organisation: textIn(form, "organisation"),
      purpose: textIn(form, "purpose"),
      until: textIn(form, "until"),
      webMail: webMailIn(form),
      ...declaredIn(form),
      dbsSeenOn: given(form, "dbsSeenOn"),
    });
    redirect("elsewhere" in done ? `${homeOf(urn)}/add/request?known=1` : `${homeOf(urn)}?done=added`);
  });
}

/** Another level for a person. */
export async function changeTheirLevel(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { urn, person } = whose(form);
    const { scope } = await schoolScope(urn);
    await changeLevel(scope, {
      urn,
      person,
      level: textIn(form, "level"),
      purpose: given(form, "purpose"),
      until: given(form, "until"),
      ...declaredIn(form),
      dbsSeenOn: given(form, "dbsSeenOn"),
    });
    redirect(`${homeOf(urn)}/${person}?done=level`);
  });
}

/** Another end date. */
export async function extend(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { urn, person } = whose(form);
    const { scope } = await schoolScope(urn);
    await extendAccess(scope, { urn, person, until: textIn(form, "until") });
    return "Saved. The person is told by e-mail.";
  });
}

/** Takes a person out. */
export async function remove(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { urn, person } = whose(form);
    const { scope } = await schoolScope(urn);
    await removeAccess(scope, { urn, person });
    redirect(`${homeOf(urn)}?done=removed`);
  });
}

/** Says that a person is still needed. */
export async function confirm(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { scope } = await schoolScope(textIn(form, "urn"));
    await confirmAccess(scope, whose(form));
    return "Confirmed.";
  });
}

/** Takes back a person whom a review suspended. */
export async function restore(_before: ActState, form: FormData): Promise<ActState> {
  return answer(form, async () => {
    const { urn, person } = whose(form);
    const { scope } = await schoolScope(urn);
    await restoreAccess(scope, { urn, person });
    redirect(`${homeOf(urn)}?done=restored`);
  });
}
