import { z } from "zod";
import { query } from "@/lib/access/door";
import { NotFound } from "@/lib/errors";
import { type Standing, standingOf } from "./standing";

/** What a school has of the authority's service level agreement today. Throws NotFound. */
export const schoolStanding = query({
  name: "agreements.of-school",
  needs: "signed-in",
  input: z.object({ urn: z.string() }),
  run: async ({ scope, ...tx }, { urn }): Promise<Standing> => {
    const reached = scope.urns === "*" || scope.urns.includes(urn);
    const [own] = reached ? await tx.sql`select from app.schools where la_code = ${scope.laCode} and urn = ${urn}` : [];
    if (!own) throw new NotFound("There is no such school.");
    return standingOf(tx, scope.laCode, urn);
  },
});
