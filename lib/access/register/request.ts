import { z } from "zod";
import { addressInput, nameInput } from "@/lib/access/address";
import { command } from "@/lib/access/door";
import { Forbidden } from "@/lib/errors";
import { declarations } from "./declare";
import { turnAt } from "./entry";
import { words } from "./input";
import { tellAdministrators } from "./mail";

/**
 * A school asks the authority to let in somebody who is registered at another school, with the log-in they have. What it
 * declares of them is kept with their entry, once they are added. Throws Invalid, Forbidden, NotFound.
 */
export const requestAccess = command({
  name: "access.request",
  needs: "register",
  input: z.object({
    urn: z.string(),
    name: nameInput,
    email: z.union([z.literal("").transform(() => undefined), addressInput]).optional(),
    registeredAt: words(200, "Enter the school where they are registered"),
    purpose: words(500, "Enter what they need the data for"),
    ...declarations,
  }),
  run: async (context, { urn, name, email, registeredAt, purpose }) => {
    await turnAt(context, urn);
    const { sql, scope } = context;
    if (scope.hat !== "school") throw new Forbidden("The school asks, and the authority answers.");
    const about = { la_code: scope.laCode, urn, kind: "elsewhere", side: "school", name, email: email ?? null };
    const asked = { registered_at: registeredAt, purpose, asked_by: scope.actor, asked_by_name: scope.actorName };
    const [made] = await sql<{ id: string }[]>`
      insert into app.access_requests ${sql({ ...about, ...asked })} returning id`;
    const request = made?.id ?? "";
    await tellAdministrators(context, { laCode: scope.laCode, template: "request-received", ids: { urn, request } });
    return { request };
  },
  note: ({ urn }, { request }) => ({ urn, request }),
});
