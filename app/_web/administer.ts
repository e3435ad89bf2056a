import "server-only";
import { can } from "@/lib/access/capabilities";
import { Forbidden } from "@/lib/errors";
import { laScope, type Worn } from "./scope";

/** Scope of an authority's administrator, for a page that shows nothing of the authority's yet. Throws NotFound, Forbidden. */
export async function administratorScope(la: string): Promise<Worn> {
  const worn = await laScope(la);
  if (!can(worn.scope, "administer")) throw new Forbidden("You need the right to administer the authority for this.");
  return worn;
}
