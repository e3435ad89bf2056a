import "server-only";
import { cache } from "react";
import { authoritySchool } from "@/lib/schools/authority-schools";
import { schoolScope } from "./scope";

/** The school of an address, with the scope and hat that this person sees it with. As `schoolScope`, once per request. */
export const schoolPlace = cache(async (urn: string) => {
  const worn = await schoolScope(urn);
  return { ...worn, school: await authoritySchool(worn.scope, urn) };
});
