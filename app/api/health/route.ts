import { withPublic } from "@/lib/database";
import { errorFacts, log } from "@/lib/log";
import { version } from "@/package.json";

export const dynamic = "force-dynamic";

/** Whether this process reaches its database; says nothing else. */
export async function GET(): Promise<Response> {
  try {
    await withPublic(({ sql }) => sql`select 1`);
    return Response.json({ ok: true, version });
  } catch (error) {
    log("warn", "web.unwell", errorFacts(error));
    return Response.json({ ok: false, version }, { status: 503 });
  }
}
