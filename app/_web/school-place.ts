import "server-only";
import type { Metadata } from "next";
import { unstable_rethrow } from "next/navigation";
import { cache } from "react";
import { schoolStanding } from "@/lib/agreements/of-school";
import { isOpen } from "@/lib/agreements/standing";
import { authoritySchool } from "@/lib/schools/authority-schools";
import { schoolScope } from "./scope";

/** The school of an address, with the scope and hat that this person sees it with. As `schoolScope`, once per request. */
export const schoolPlace = cache(async (urn: string) => {
  const worn = await schoolScope(urn);
  return { ...worn, school: await authoritySchool(worn.scope, urn) };
});

/**
 * What the school has of the authority's agreement, and whether its reports open for this reader: the authority's staff
 * need none.
 */
export const placeStanding = cache(async (urn: string) => {
  const { scope } = await schoolPlace(urn);
  const standing = await schoolStanding(scope, { urn });
  return { standing, opens: scope.hat !== "school" || isOpen(standing) };
});

/** A page's title with the school's name, so that two schools in two tabs are told apart. What went wrong, the page says. */
export async function schoolTitle(urn: string, words?: string): Promise<Metadata> {
  try {
    const { school } = await schoolPlace(urn);
    return { title: words ? `${words}, ${school.name}` : school.name };
  } catch (error) {
    unstable_rethrow(error);
    return { title: "Page not found" };
  }
}
