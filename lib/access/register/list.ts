import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { NotFound } from "@/lib/errors";
import { mustReach, type School } from "./entry";
import { whose } from "./input";
import { openReview, type Review, unanswered } from "./review";

export type EntryState = "now" | "suspended" | "ended" | "removed";

/** A person in a school's register, as the school wrote them. */
export interface Listed {
  person: string;
  name: string;
  email: string;
  level: 1 | 2 | 3;
  organisation: string | null;
  purpose: string | null;
  letInBy: string | null;
  since: string;
  /** The last day, ISO; null: without an end. */
  lastDay: string | null;
  lastUsed: string | null;
  removedAt: string | null;
  state: EntryState;
  /** The reader's own, which nobody changes. */
  own: boolean;
  /** The open review asks whether they are still needed, and nobody has said so. */
  toReview: boolean;
}

/** Entries that are over are shown for a year. */
async function entries({ sql, scope }: Context, urn: string, review: Review | null): Promise<Listed[]> {
  const rows = await sql<Listed[]>`
    select person_id as person, name, email, level, organisation, purpose, let_in_by_name as "letInBy", since::text,
      ((until - interval '1 second') at time zone 'Europe/London')::date::text as "lastDay", last_used::text as "lastUsed",
      removed_at::text as "removedAt",
      case when removed_at is not null then 'removed' when suspended_at is not null then 'suspended'
        when until <= now() then 'ended' else 'now' end as state,
      person_id is not distinct from ${scope.actor} as own,
      coalesce(${unanswered(sql, review?.openedAt ?? null)}, false) as "toReview"
    from app.access where la_code = ${scope.laCode} and urn = ${urn}
      and coalesce(removed_at, until, now()) > now() - interval '12 months'
    order by level, name, person_id`;
  return [...rows];
}

export interface Register {
  school: School;
  entries: Listed[];
  review: Review | null;
}

/** A school's Access Register: who has access, and for a year who had it. Throws NotFound. */
export const listAccess = query({
  name: "access.list",
  needs: "register",
  input: z.object({ urn: z.string() }),
  run: async (context, { urn }): Promise<Register> => {
    const school = await mustReach(context, urn);
    const review = await openReview(context, context.scope.laCode, urn);
    return { school, entries: await entries(context, urn, review), review };
  },
});

export interface Declaration {
  kind: "safeguarding" | "data-protection" | "acceptable-use" | "dbs";
  level: number;
  seenOn: string | null;
  by: string;
  at: string;
}

/** One person in it, with what was declared of them. Throws NotFound. */
export const readEntry = query({
  name: "access.entry",
  needs: "register",
  input: z.object(whose),
  run: async (context, { urn, person }): Promise<{ entry: Listed; declarations: Declaration[] }> => {
    await mustReach(context, urn);
    const { sql, scope } = context;
    const listed = await entries(context, urn, await openReview(context, scope.laCode, urn));
    const entry = listed.find((e) => e.person === person);
    if (!entry) throw new NotFound("This person is not in the school's Access Register.");
    const declarations = await sql<Declaration[]>`
      select kind, level, seen_on::text as "seenOn", declared_by_name as by, at::text from app.declarations
      where la_code = ${scope.laCode} and urn = ${urn} and person_id = ${person} order by at desc, kind`;
    return { entry, declarations: [...declarations] };
  },
});
