import { z } from "zod";
import { command } from "@/lib/access/door";
import { Conflict } from "@/lib/errors";
import { domainIds, ordered, sameRights } from "../domains";
import { mustBeAnother, mustSpare, turnToChange } from "./administrators";
import { staffEntry } from "./rows";

const domain = z.enum(domainIds);
const rights = z.object({ see: z.array(domain), edit: z.array(domain), admin: z.boolean() });

/**
 * Gives a member of staff these rights in place of those that the caller saw; they count from the person's next request
 * on. Throws Forbidden (one's own), NotFound, Conflict (changed meanwhile; too few administrators).
 */
export const changeStaff = command({
  name: "staff.change",
  needs: "administer",
  input: z.object({ person: z.uuid(), from: rights, to: rights }),
  run: async ({ scope, ...tx }, { person, from, to }) => {
    mustBeAnother(scope, person);
    await turnToChange(scope, tx);
    const was = await staffEntry(tx, scope.laCode, person);
    if (!sameRights(was, from))
      throw new Conflict("Another administrator has changed these rights meanwhile. Look at them again.");
    if (was.admin && !to.admin) await mustSpare(scope, tx, person);
    const { see, edit, admin } = ordered(to);
    await tx.sql`update app.staff set see = ${see}, edit = ${edit}, admin = ${admin}
      where la_code = ${scope.laCode} and person_id = ${person}`;
  },
  note: ({ person, from, to }) => ({ person, from: ordered(from), to: ordered(to) }),
});
