import type { Tx } from "@/lib/database";

/**
 * Held to the end of the transaction by everything that writes records of an authority's dataset and year: without it two
 * schools applied at once miss a UPN that both hold. The second lock keeps one pupil from being matched twice.
 */
export async function lockSet({ sql }: Tx, set: { laCode: string; dataset: string; year: number }): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`set ${set.laCode} ${set.dataset} ${set.year}`}, 0)),
      pg_advisory_xact_lock(hashtextextended(${`pupils ${set.laCode}`}, 0))`;
}
