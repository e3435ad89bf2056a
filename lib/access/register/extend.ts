import { z } from "zod";
import { command } from "@/lib/access/door";
import { Conflict } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { endDay } from "./days";
import { endOf, mustChange, turnAt } from "./entry";
import { whose } from "./input";

/** Another end date, twelve months from today at the furthest; one that has passed is taken back so. Throws Invalid, Conflict, NotFound. */
export const extendAccess = command({
  name: "access.extend",
  needs: "register",
  input: z.object({ ...whose, until: endDay }),
  run: async (context, { urn, person, until }) => {
    const { sql, scope } = context;
    await turnAt(context, urn);
    const entry = await mustChange(context, urn, person);
    if (entry.level === 1) throw new Conflict("Level 1 has no end date. The authority reviews who has it.");
    await sql`
      update app.access set until = ${endOf(sql, until)}, confirmed_at = now()
      where la_code = ${scope.laCode} and urn = ${urn} and person_id = ${person}`;
    await queueMail(context, {
      laCode: scope.laCode,
      template: "access-changed",
      to: { personId: person },
      ids: { urn },
    });
  },
  note: ({ urn, person, until }) => ({ urn, person, until }),
});
