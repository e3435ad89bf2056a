import type { Scope, Tx } from "@/lib/database";
import { Conflict, Forbidden } from "@/lib/errors";

/** So many administrators an authority keeps, so that one who falls ill or leaves locks nobody out. */
export const fewestAdministrators = 2;

/** Changes of an authority's staff one after another, so that two who demote each other do not both succeed. */
async function inTurn({ sql }: Tx, laCode: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`staff ${laCode}`}, 0))`;
}

/**
 * Waits for its turn to change the staff and looks again whether the caller may: another administrator may just have
 * taken that right away. Throws Forbidden.
 */
export async function turnToChange(scope: Scope, tx: Tx): Promise<void> {
  await inTurn(tx, scope.laCode);
  if (scope.hat !== "staff") return;
  const [still] = await tx.sql`
    select from app.staff where la_code = ${scope.laCode} and person_id = ${scope.actor} and admin and removed_at is null`;
  if (!still) throw new Forbidden("You are no longer an administrator of this authority.");
}

/** Throws Conflict where too few administrators would be left without this person. */
export async function mustSpare(scope: Scope, { sql }: Tx, personId: string): Promise<void> {
  const [left] = await sql<{ n: number }[]>`
    select count(*)::int as n from app.staff
    where la_code = ${scope.laCode} and admin and removed_at is null and person_id <> ${personId}`;
  if ((left?.n ?? 0) >= fewestAdministrators) return;
  throw new Conflict(
    "An authority has at least two administrators, so that it is never without one. Make somebody else an administrator first.",
  );
}

/** Nobody gives or takes rights of their own. Throws Forbidden. */
export function mustBeAnother(scope: Scope, personId: string): void {
  if (scope.actor !== personId) return;
  throw new Forbidden("Nobody changes their own rights. Ask another administrator.");
}
