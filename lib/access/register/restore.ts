import { z } from "zod";
import { command } from "@/lib/access/door";
import { Conflict } from "@/lib/errors";
import { mustChange, turnAt } from "./entry";
import { whose } from "./input";

/** Takes back a person whom a review suspended, as they were. Throws Conflict, NotFound, Forbidden. */
export const restoreAccess = command({
  name: "access.restore",
  needs: "register",
  input: z.object(whose),
  run: async (context, { urn, person }) => {
    const { sql, scope } = context;
    await turnAt(context, urn);
    const entry = await mustChange(context, urn, person);
    if (!entry.suspended) throw new Conflict("This person is not suspended.");
    await sql`
      update app.access set suspended_at = null, confirmed_at = now()
      where la_code = ${scope.laCode} and urn = ${urn} and person_id = ${person}`;
    return { level: entry.level };
  },
  note: ({ urn, person }, { level }) => ({ urn, person, level }),
});
