import "server-only";
import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { Foot } from "@/components/shell/foot";
import { IdleWatch } from "@/components/shell/idle-watch";
import { type PlaceChoice, TopBar } from "@/components/shell/top-bar";
import type { Hat } from "@/lib/access/scope-of";
import { requireOwnForm } from "./action";
import { currentHats, placeOf, requirePerson } from "./scope";
import { endSession, putOnHat } from "./session";

const levels = {
  1: "Level 1: pupils and figures",
  2: "Level 2: pupils and figures",
  3: "Level 3: figures, no pupil is named",
} as const;

/** What a hat lets its wearer see, in words. */
export function hatWords(hat: Hat): string {
  if (hat.urn !== null) return levels[hat.level];
  if (hat.see.length === 0 && !hat.admin) return "Authority staff, no rights given yet";
  return hat.admin ? "Authority administrator" : "Authority staff";
}

export const hatName = (hat: Hat): string => hat.schoolName ?? hat.laName;

async function chooseHat(form: FormData): Promise<void> {
  "use server";
  await requireOwnForm();
  const urn = form.get("urn") || null;
  const hat = (await currentHats()).find((h) => h.laCode === form.get("la") && h.urn === urn);
  if (!hat) redirect("/home");
  await putOnHat({ laCode: hat.laCode, urn: hat.urn });
  redirect(placeOf(hat));
}

async function signOut(): Promise<void> {
  "use server";
  await requireOwnForm();
  await endSession();
  redirect("/sign-in?left=1");
}

export const choicesOf = (hats: Hat[]): PlaceChoice[] =>
  hats.map((hat) => ({ laCode: hat.laCode, urn: hat.urn, name: hatName(hat), detail: hatWords(hat) }));

/** The bar around every signed-in page; `place` names whose data the page shows. */
export async function Frame({ place, children }: { place?: { name: string; hat: Hat }; children: ReactNode }) {
  const [person, hats] = await Promise.all([requirePerson(), currentHats()]);
  const name = place?.hat.name ?? hats[0]?.name ?? person.email;
  return (
    <>
      <TopBar
        place={place && { name: place.name, detail: hatWords(place.hat) }}
        choices={choicesOf(hats)}
        person={{ name, email: person.email }}
        choose={chooseHat}
        signOut={signOut}
      />
      {children}
      <Foot />
      <IdleWatch />
    </>
  );
}

export { chooseHat };
