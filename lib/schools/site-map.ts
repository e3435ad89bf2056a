import { withPublic } from "@/lib/database";

/** Far below the 50,000 addresses that a part may hold, so that no part takes long. */
export const PART_SIZE = 10_000;

/** How many parts the site map's schools make. */
export async function siteMapParts(): Promise<number> {
  const [row] = await withPublic(({ sql }) => sql<{ n: number }[]>`select count(*)::int as n from ref.schools`);
  return Math.ceil((row?.n ?? 0) / PART_SIZE);
}

/** The schools of a part, from 1, with the day their entry was loaded (yyyy-mm-dd); none beyond the last. */
export async function siteMapPart(part: number): Promise<{ urn: string; changed: string }[]> {
  return withPublic(async ({ sql }) => [
    ...(await sql<{ urn: string; changed: string }[]>`
      select urn, to_char(loaded_at, 'YYYY-MM-DD') as changed from ref.schools order by urn
      limit ${PART_SIZE} offset ${(part - 1) * PART_SIZE}`),
  ]);
}
