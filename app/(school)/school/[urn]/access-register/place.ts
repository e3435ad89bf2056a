import "server-only";
import { schoolPlace } from "@/app/_web/school-place";
import { can } from "@/lib/access/capabilities";
import { Forbidden } from "@/lib/errors";
import { trailTo } from "../trail";

/** The school of the address and what stands above its register's pages. Throws NotFound; Forbidden for those who do not run the register. */
export async function registerPlace(urn: string) {
  const place = await schoolPlace(urn);
  if (!can(place.scope, "register"))
    throw new Forbidden("You need the right to run the school's Access Register for this.");
  const home = `/school/${urn}/access-register`;
  const above = [...trailTo(place.hat), { href: `/school/${urn}`, label: place.school.name }];
  return { ...place, home, above, trail: [...above, { href: home, label: "Access Register" }] };
}
