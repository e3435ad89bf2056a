import { respond } from "@/app/_web/respond";
import { placeScopeOrNone } from "@/app/_web/scope";
import { can } from "@/lib/access/capabilities";
import { Forbidden } from "@/lib/errors";
import { eventStream } from "./stream";

export const dynamic = "force-dynamic";

/** What changes in an authority, as it happens: `{ kind, id }`. Only for those who may see its imports and records. */
export const GET = respond(async (request) => {
  const la = new URL(request.url).searchParams.get("la") ?? "";
  const mayHear = async () => can((await placeScopeOrNone({ la })).scope, "browse");
  if (!(await mayHear()))
    throw new Forbidden("You need the right to see the authority's imports and records for this.");
  return new Response(eventStream(la, mayHear, request.signal), {
    headers: {
      "Content-Type": "text/event-stream; charset=utf-8",
      "Cache-Control": "private, no-store, no-transform",
      "X-Accel-Buffering": "no",
    },
  });
});
