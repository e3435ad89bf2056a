import { z } from "zod";
import { command } from "@/lib/access/door";
import { Conflict } from "@/lib/errors";
import { isLive, mustChange, turnAt } from "./entry";
import { whose } from "./input";

/** Says in the termly review that a person still needs their access. Throws Conflict, NotFound, Forbidden. */
export const confirmAccess = command({
  name: "access.confirm",
  needs: "register",
  input: z.object(whose),
  run: async (context, { urn, person }) => {
    const { sql, scope } = context;
    await turnAt(context, urn);
    const entry = await mustChange(context, urn, person);
    if (!isLive(entry)) throw new Conflict("This person has no access now. Let them back in first.");
    if (entry.level === 1) throw new Conflict("The authority reviews Level 1.");
    await sql`
      update app.access set confirmed_at = now()
      where la_code = ${scope.laCode} and urn = ${urn} and person_id = ${person}`;
  },
  note: ({ urn, person }) => ({ urn, person }),
});
