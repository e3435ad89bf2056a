import { z } from "zod";
import { command } from "@/lib/access/door";
import { queueMail } from "@/lib/mail/queue";
import { mustChange, takeOut, turnAt } from "./entry";
import { whose } from "./input";

/** Takes a person out of a school's register; their next request finds nothing. Throws NotFound, Conflict, Forbidden. */
export const removeAccess = command({
  name: "access.remove",
  needs: "register",
  input: z.object(whose),
  run: async (context, { urn, person }) => {
    const { scope } = context;
    await turnAt(context, urn);
    const { level } = await mustChange(context, urn, person);
    await takeOut(context, { laCode: scope.laCode, urn, person, by: scope.actor });
    await context.sql`
      update app.access_requests set state = 'withdrawn', answered_at = now()
      where la_code = ${scope.laCode} and urn = ${urn} and person_id = ${person} and state = 'waiting'`;
    await queueMail(context, {
      laCode: scope.laCode,
      template: "access-removed",
      to: { personId: person },
      ids: { urn },
    });
    return { level };
  },
  note: ({ urn, person }, { level }) => ({ urn, person, level }),
});
