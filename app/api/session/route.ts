import { respond } from "@/app/_web/respond";
import { sessionToken } from "@/app/_web/session";
import { readSession } from "@/lib/access/sessions";
import { NotFound } from "@/lib/errors";

export const dynamic = "force-dynamic";

/** How long the session of this browser lasts, in milliseconds: unused, and at most. Throws NotFound once it has ended. */
async function left(touch: boolean): Promise<Response> {
  const token = await sessionToken();
  const session = token ? await readSession(token, touch) : null;
  if (!session) throw new NotFound("Sign in first.");
  const now = Date.now();
  return Response.json({ idleMs: session.idleUntil.getTime() - now, endMs: session.expires.getTime() - now });
}

/** Only looks: asking does not keep anybody signed in. */
export const GET = respond(() => left(false));

/** Somebody is there: the session is used. */
export const POST = respond(() => left(true));
