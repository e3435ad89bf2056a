import type { Context } from "@/lib/access/door";
import { changedSince, type Made, type Marks, marksOf, type Stale, type Today, todayOf } from "./marks";

interface Marked {
  id: string;
  batchId: string;
  urn: string;
  own: string | null;
  compared: string | null;
}

/** The marks of now; batches of the same reports, year and level have the same. */
function marksToday(today: Today, batches: (Made & { id: string })[]): Map<string, (urn: string) => Marks> {
  const alike = new Map<string, (urn: string) => Marks>();
  return new Map(
    batches.map((made) => {
      const key = [...made.reports, made.year, made.level].join(" ");
      const marks = alike.get(key) ?? marksOf(today, made);
      alike.set(key, marks);
      return [made.id, marks];
    }),
  );
}

/** Those of the batches' made files that are no longer as they would be made now. */
export async function staleIn(
  { scope, ...tx }: Context,
  batches: (Made & { id: string })[],
): Promise<{ id: string; batchId: string; stale: Stale }[]> {
  if (batches.length === 0) return [];
  const made = await tx.sql<Marked[]>`
    select id, batch_id as "batchId", urn, own_mark as own, compared_mark as compared from app.batch_items
    where la_code = ${scope.laCode} and batch_id = any (${batches.map((b) => b.id)}::uuid[]) and state = 'made'`;
  const now = marksToday(await todayOf(scope, tx), batches);
  return made.flatMap(({ id, batchId, urn, ...then }) => {
    const marks = now.get(batchId);
    const stale = marks && changedSince(then, marks(urn));
    return stale ? [{ id, batchId, stale }] : [];
  });
}
