import { attachment } from "@/app/_web/download";
import { respond } from "@/app/_web/respond";
import { placeScopeOrNone } from "@/app/_web/scope";
import { listMovements, movementKinds } from "@/lib/access/staff/movements";
import { csvFile } from "@/lib/files/csv-write";
import { dayOf } from "@/lib/when";
import { spanOf } from "../since";

interface Context {
  params: Promise<{ la: string }>;
}

const head = ["Name", "E-mail", "Change", "When", "Where", "What", "Last used"];
const day = (when: string | null) => (when ? dayOf(new Date(when)) : "");

/** Joiners, movers and leavers as CSV. */
export const GET = respond(async (request: Request, { params }: Context) => {
  const { la } = await params;
  const { scope, hat } = await placeScopeOrNone({ la });
  const { since } = spanOf(new URL(request.url).searchParams.get("since"));
  const rows = (await listMovements(scope, { since })).map((m) => [
    m.name,
    m.email,
    movementKinds[m.kind],
    day(m.at),
    m.where,
    m.what,
    day(m.lastUsed),
  ]);
  const name = `${hat.laName} joiners movers leavers ${dayOf(new Date())}.csv`;
  return attachment(csvFile(head, rows), { type: "text/csv; charset=utf-8", name });
});
