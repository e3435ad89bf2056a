import { z } from "zod";
import { query } from "@/lib/access/door";

export interface AccessRequest {
  id: string;
  urn: string;
  schoolName: string;
  kind: "elsewhere" | "level-1";
  side: "school" | "la";
  name: string;
  email: string | null;
  registeredAt: string | null;
  purpose: string | null;
  askedByName: string;
  createdAt: string;
  state: "waiting" | "added" | "declined" | "withdrawn";
  words: string | null;
  answeredByName: string | null;
  answeredAt: string | null;
}

/**
 * Requests that wait, and those of the last three months that were answered; of one school, or to an administrator of all.
 * Waiting ones first, the oldest of them at the top.
 */
export const listRequests = query({
  name: "access.requests",
  needs: "register",
  input: z.object({ urn: z.string().optional(), id: z.uuid("There is no such request").optional() }),
  run: async ({ sql, scope }, { urn, id }): Promise<AccessRequest[]> => {
    const rows = await sql<AccessRequest[]>`
      select q.id, q.urn, r.name as "schoolName", q.kind, q.side, q.name, q.email, q.registered_at as "registeredAt",
        q.purpose, q.asked_by_name as "askedByName", q.created_at::text as "createdAt", q.state, q.words,
        q.answered_by_name as "answeredByName", q.answered_at::text as "answeredAt"
      from app.access_requests q join ref.schools r on r.urn = q.urn
      where q.la_code = ${scope.laCode} and (q.state = 'waiting' or q.answered_at > now() - interval '3 months')
        ${urn === undefined ? sql`` : sql`and q.urn = ${urn}`} ${id === undefined ? sql`` : sql`and q.id = ${id}`}
      order by (q.state = 'waiting') desc, case when q.state = 'waiting' then q.created_at end, q.answered_at desc, q.id`;
    return [...rows];
  },
});
