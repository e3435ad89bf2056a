import type { Scope, Tx } from "@/lib/database";

export type Note = Record<string, unknown>;

export const hatOf = (scope: Scope): string => (scope.hat === "school" ? `school level ${scope.level}` : scope.hat);

/** The one school that a school's hat is for; null for everyone else. */
export const urnOf = (scope: Scope): string | null =>
  scope.hat === "school" && scope.urns !== "*" ? (scope.urns[0] ?? null) : null;

/** Writes what was done to the audit, in the transaction in which it is done. A note holds ids and values, no names. */
export async function writeAct({ sql }: Tx, scope: Scope, { door, note }: { door: string; note: Note }): Promise<void> {
  const urn = typeof note.urn === "string" ? note.urn : urnOf(scope);
  await sql`insert into audit.acts (la_code, actor, hat, door, urn, note)
    values (${scope.laCode}, ${scope.actor}, ${hatOf(scope)}, ${door}, ${urn}, ${sql.json(note as never)})`;
}

/** The same for the operator's command line. */
export async function writeOperatorAct(
  { sql }: Tx,
  laCode: string,
  { door, note }: { door: string; note: Note },
): Promise<void> {
  await sql`insert into audit.acts (la_code, actor, hat, door, note)
    values (${laCode}, null, 'operator', ${door}, ${sql.json(note as never)})`;
}
