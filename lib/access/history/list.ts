import { z } from "zod";
import { query } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { type HistoryKind, historyKinds, kindOf } from "./doors";
import { type Names, type Said, sentenceOf } from "./words";

const page = 50;
const kinds = Object.keys(historyKinds) as [HistoryKind, ...HistoryKind[]];

export interface HistoryRow extends Said {
  id: number;
  at: string;
  kind: HistoryKind;
  /** Who did it: a name, "Keymark" for its own work, "Command line" for the operator's. */
  who: string;
}

interface Act {
  id: number;
  at: string;
  actor: string | null;
  hat: string;
  door: string;
  note: Record<string, unknown>;
}

interface Asked {
  kind?: HistoryKind;
  person?: string;
  urn?: string;
  before?: number;
}

async function acts({ sql }: Tx, laCode: string, { kind, person, urn, before }: Asked): Promise<Act[]> {
  const doors = kind ? [...historyKinds[kind].doors] : kinds.flatMap((k) => [...historyKinds[k].doors]);
  const rows = await sql<Act[]>`
    select id::float8, at::text, actor, hat, door, note from audit.acts
    where la_code = ${laCode} and door = any (${doors}::text[])
      ${person ? sql`and (actor = ${person} or note ->> 'person' = ${person} or note ->> 'replaces' = ${person})` : sql``}
      ${urn ? sql`and (urn = ${urn} or note -> 'urns' ? ${urn})` : sql``}
      ${before ? sql`and id < ${before}` : sql``}
    order by id desc limit ${page + 1}`;
  return [...rows];
}

/** Whoever is or was on the staff or in a school's register, the schools, the Localities, by id. */
async function namesOf({ sql }: Tx, laCode: string): Promise<Names> {
  const people = await sql<{ id: string; name: string }[]>`
    select person_id as id, name from app.access where la_code = ${laCode}
    union all select person_id, name from app.staff where la_code = ${laCode}`;
  const schools = await sql<{ id: string; name: string }[]>`
    select s.urn as id, r.name from app.schools s join ref.schools r on r.urn = s.urn where s.la_code = ${laCode}`;
  const localities = await sql<{ id: string; name: string }[]>`
    select id, name from app.localities where la_code = ${laCode}`;
  const by = (rows: { id: string; name: string }[], unknown: string) => {
    const names = new Map(rows.map(({ id, name }) => [id, name]));
    return (id: unknown) => names.get(String(id)) ?? unknown;
  };
  return {
    person: by(people, "Somebody"),
    school: by(schools, "a school"),
    locality: by(localities, "one that is gone"),
  };
}

const machine: Record<string, string> = { job: "Keymark", operator: "Command line" };

/**
 * What administrators, schools' leaders and the operator changed of people, agreements, Localities and settings, and who
 * was refused, newest first; fifty at a time, from before an act's number on. `more`: there are older ones.
 */
export const listHistory = query({
  name: "history.list",
  needs: "administer",
  input: z.object({
    kind: z.enum(kinds).optional(),
    person: z.uuid().optional(),
    urn: z
      .string()
      .regex(/^\d{5,7}$/)
      .optional(),
    before: z.number().int().positive().optional(),
  }),
  run: async ({ scope, ...tx }, asked): Promise<{ rows: HistoryRow[]; more: boolean; person: string | null }> => {
    const found = await acts(tx, scope.laCode, asked);
    const names = await namesOf(tx, scope.laCode);
    const rows = found.slice(0, page).map(
      (act): HistoryRow => ({
        id: act.id,
        at: act.at,
        kind: kindOf(act.door) ?? "settings",
        who: act.actor ? names.person(act.actor) : (machine[act.hat] ?? "Keymark"),
        ...sentenceOf(act.door, act.note, names),
      }),
    );
    return { rows, more: found.length > page, person: asked.person ? names.person(asked.person) : null };
  },
});
