import { z } from "zod";
import { command } from "@/lib/access/door";
import { ordered } from "../domains";
import { mustBeAnother, mustSpare, turnToChange } from "./administrators";
import { staffEntry, takeOutStaff } from "./rows";

/** Takes a person out of the staff; their next request finds nothing. Throws Forbidden (oneself), NotFound, Conflict. */
export const removeStaff = command({
  name: "staff.remove",
  needs: "administer",
  input: z.object({ person: z.uuid() }),
  run: async ({ scope, ...tx }, { person }) => {
    mustBeAnother(scope, person);
    await turnToChange(scope, tx);
    const was = await staffEntry(tx, scope.laCode, person);
    if (was.admin) await mustSpare(scope, tx, person);
    await takeOutStaff(tx, scope.laCode, person);
    return ordered(was);
  },
  note: ({ person }, from) => ({ person, from }),
});
