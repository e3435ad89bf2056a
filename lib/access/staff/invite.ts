import { z } from "zod";
import { addressInput, nameInput } from "@/lib/access/address";
import { command } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { Conflict } from "@/lib/errors";
import { queueMail } from "@/lib/mail/queue";
import { logInFor } from "../log-in";
import { turnToChange } from "./administrators";
import { putStaff } from "./rows";

async function isStaff({ sql }: Tx, laCode: string, personId: string): Promise<boolean> {
  const [there] = await sql`
    select from app.staff where la_code = ${laCode} and person_id = ${personId} and removed_at is null`;
  return there !== undefined;
}

/**
 * Lets a person in among the staff, with no rights yet, and tells them by e-mail; who has a log-in keeps it. Returns the
 * person's id. Throws Invalid, and Conflict where they are staff already.
 */
export const inviteStaff = command({
  name: "staff.invite",
  needs: "administer",
  input: z.object({ name: nameInput, email: addressInput }),
  run: async ({ scope, ...tx }, { name, email }) => {
    await turnToChange(scope, tx);
    const { id, signsIn } = await logInFor(tx, email);
    if (await isStaff(tx, scope.laCode, id))
      throw new Conflict(`${email} is among the authority's staff already. Change their rights in the list.`);
    await putStaff(tx, scope.laCode, { personId: id, name, email, see: [], edit: [], admin: false });
    const template = signsIn ? "staff-added" : "invite-staff";
    await queueMail(tx, { laCode: scope.laCode, template, to: { personId: id }, ids: {} });
    return { person: id };
  },
  note: (_, { person }) => ({ person }),
});
