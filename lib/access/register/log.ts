import { z } from "zod";
import { type Context, query } from "@/lib/access/door";
import { mustReach } from "./entry";

/** One thing that somebody did with the school's data or in its register. */
export interface LogLine {
  id: number;
  at: string;
  /** Null: somebody of the authority, whose name the reader may not see; or the product itself. */
  name: string | null;
  by: "school" | "staff" | "product";
  door: string;
  note: Record<string, unknown>;
  /** The person whom it concerned, as the register names them. */
  whom: string | null;
}

export interface AccessLog {
  lines: LogLine[];
  page: number;
  more: boolean;
  /** Who stands in the log, to choose among. */
  people: { person: string; name: string }[];
}

const pageSize = 50;

/** What the log shows: opening reports and pupils, and what was done in the register. */
export const loggedDoors = [
  "report.build",
  "record.history",
  "record.edit",
  "record.mark-correct",
  "record.unmark",
  "access.add",
  "access.change-level",
  "access.extend",
  "access.remove",
  "access.confirm",
  "access.restore",
  "access.request",
  "access.ask-level-1",
  "access.answer-request",
  "access.withdraw-request",
  "review.open",
  "review.close",
] as const;

const lines = ({ sql, scope }: Context, urn: string, of: { person?: string; page: number }) => sql<LogLine[]>`
  select a.id::int, a.at::text, coalesce(e.name, s.name) as name, a.door, a.note, w.name as whom,
    case when a.hat like 'school%' then 'school' when a.hat in ('job', 'operator') then 'product' else 'staff' end as by
  from audit.acts a
    left join app.access e on e.la_code = a.la_code and e.urn = a.urn and e.person_id = a.actor and a.hat like 'school%'
    left join app.staff s on s.la_code = a.la_code and s.person_id = a.actor and a.hat = 'staff'
    left join app.access w on w.la_code = a.la_code and w.urn = a.urn and w.person_id::text = a.note ->> 'person'
  where a.la_code = ${scope.laCode} and a.urn = ${urn} and a.door = any (${[...loggedDoors]})
    ${of.person === undefined ? sql`` : sql`and a.actor = ${of.person}`}
  order by a.at desc, a.id desc limit ${pageSize + 1} offset ${(of.page - 1) * pageSize}`;

/** Who opened which report or pupil of the school and who did what in its register, the newest first. Throws NotFound. */
export const readAccessLog = query({
  name: "access.log",
  needs: "register",
  input: z.object({
    urn: z.string(),
    person: z.uuid("There is no such person").optional(),
    page: z.number().int().min(1).max(10_000).default(1),
  }),
  run: async (context, { urn, person, page }): Promise<AccessLog> => {
    await mustReach(context, urn);
    const { sql, scope } = context;
    const found = await lines(context, urn, { person, page });
    const people = await sql<AccessLog["people"]>`
      select person_id as person, name from app.access where la_code = ${scope.laCode} and urn = ${urn} order by name, person_id`;
    return { lines: found.slice(0, pageSize), page, more: found.length > pageSize, people: [...people] };
  },
});
