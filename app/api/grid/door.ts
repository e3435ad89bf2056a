import { z } from "zod";
import { jsonOf } from "@/app/_web/body";
import { kept } from "@/app/_web/download";
import { respond } from "@/app/_web/respond";
import { currentPerson, placeScopeOrNone } from "@/app/_web/scope";
import type { Scope } from "@/lib/database";
import { Invalid } from "@/lib/errors";

const place = z.object({ la: z.string().max(10), input: z.unknown() });

/** A door of the grid: JSON `{ la, input }` in the body, so that nothing a person looks for stands in an address. */
export const gridRoute = (run: (scope: Scope, input: never) => Promise<unknown>) =>
  respond(async (request: Request) => {
    // Nothing is read of what nobody signed in sends. The heading tells the grid to keep what was typed and ask to sign in.
    if (!(await currentPerson()))
      return Response.json(
        { error: "Sign in first." },
        { status: 404, headers: { ...kept, "x-keymark-signed-out": "1" } },
      );
    const parsed = place.safeParse(await jsonOf(request));
    if (!parsed.success) throw new Invalid("The request is not one that the grid sends.");
    const { scope } = await placeScopeOrNone({ la: parsed.data.la });
    // The door parses its input itself, so what came in need not be known here.
    const result = await run(scope, parsed.data.input as never);
    return Response.json(result, { headers: { "Cache-Control": "private, no-store" } });
  });
