import { z } from "zod";
import type { Context } from "@/lib/access/door";
import { Invalid } from "@/lib/errors";
import { pastDay } from "./days";

/** What a school declares of everyone whom it lets in, in the words of the register's form. */
export const declared = {
  safeguarding: "This person meets our safeguarding procedures.",
  dataProtection: "This person understands what data protection law requires of them.",
  acceptableUse: "This person has been given our policy on acceptable use.",
} as const;

/** The kinds as `app.declarations` keeps them. */
const kinds = {
  safeguarding: "safeguarding",
  dataProtection: "data-protection",
  acceptableUse: "acceptable-use",
} as const;

const ticked = (words: string) => z.boolean({ error: words }).refine((on) => on, words);

export const declarations = {
  safeguarding: ticked("Tick to declare that this person meets your safeguarding procedures"),
  dataProtection: ticked("Tick to declare that this person understands data protection"),
  acceptableUse: ticked("Tick to declare that this person has been given the acceptable-use policy"),
};

/** Only for those who see pupils. */
export const dbsSeenOn = pastDay.optional();
export const dbsMissing = "Enter the day on which you saw the DBS check";

const declaring = z.object({ ...declarations, dbsSeenOn });

/** The same for a door that asks for declarations in some cases alone: `undeclared` looks at them where they are needed. */
export const mayDeclare = {
  safeguarding: z.boolean().optional(),
  dataProtection: z.boolean().optional(),
  acceptableUse: z.boolean().optional(),
  dbsSeenOn: z.string().optional(),
};

/** What is lacking of the declarations on somebody who is to see pupils, by field. */
export function undeclared(of: object & { dbsSeenOn?: string }): Record<string, string> {
  const issues = declaring.safeParse(of).error?.issues ?? [];
  const faults = Object.fromEntries(issues.map(({ path, message }) => [path.join("."), message]));
  return of.dbsSeenOn ? faults : { ...faults, dbsSeenOn: dbsMissing };
}

/** Throws Invalid, with every field that is wrong, where there are any. */
export function mustHaveNone(faults: Record<string, string>): void {
  if (Object.keys(faults).length > 0) throw new Invalid(Object.values(faults).join("; "), faults);
}

interface Declared {
  urn: string;
  person: string;
  level: number;
  dbsSeenOn?: string;
}

/** Keeps what the caller declares of a person now: who, when, for which level. */
export async function declare({ sql, scope }: Context, of: Declared): Promise<void> {
  const about = { la_code: scope.laCode, urn: of.urn, person_id: of.person, level: of.level };
  const by = { declared_by: scope.actor, declared_by_name: scope.actorName };
  const seen = of.dbsSeenOn === undefined ? [] : [{ kind: "dbs", seen_on: pastDay.parse(of.dbsSeenOn) }];
  const kept = [...Object.values(kinds).map((kind) => ({ kind, seen_on: null })), ...seen];
  const rows = kept.map((each) => ({ ...about, ...by, ...each }));
  await sql`insert into app.declarations ${sql(rows)}`;
}

/** What a school declared with a request, kept once the person is known: as of then, by whoever asked. */
export async function declareAsAsked({ sql, scope }: Context, request: string, person: string): Promise<void> {
  await sql`
    insert into app.declarations (la_code, urn, person_id, kind, level, declared_by, declared_by_name, at)
    select r.la_code, r.urn, ${person}, k, 3, r.asked_by, r.asked_by_name, r.created_at
    from app.access_requests r, unnest(${Object.values(kinds)}::text[]) as k
    where r.la_code = ${scope.laCode} and r.id = ${request}`;
}
