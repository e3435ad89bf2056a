import { z } from "zod";
import { command } from "@/lib/access/door";
import { Conflict, Forbidden, NotFound } from "@/lib/errors";
import { turnAt } from "./entry";

/** The side that asked takes its request back. Throws NotFound, Forbidden, Conflict. */
export const withdrawRequest = command({
  name: "access.withdraw-request",
  needs: "register",
  input: z.object({ id: z.uuid("There is no such request") }),
  run: async (context, { id }) => {
    const { sql, scope } = context;
    const [request] = await sql<{ urn: string; side: string }[]>`
      select urn, side from app.access_requests where la_code = ${scope.laCode} and id = ${id}`;
    if (!request) throw new NotFound("There is no such request.");
    await turnAt(context, request.urn);
    if ((request.side === "school") !== (scope.hat === "school"))
      throw new Forbidden("Only the side that asked can withdraw a request.");
    const done = await sql`
      update app.access_requests set state = 'withdrawn', answered_at = now(), answered_by = ${scope.actor},
        answered_by_name = ${scope.actorName}
      where la_code = ${scope.laCode} and id = ${id} and state = 'waiting'`;
    if (done.count === 0) throw new Conflict("This request has been answered or withdrawn.");
    return { urn: request.urn };
  },
  note: ({ id }, { urn }) => ({ request: id, urn }),
});
