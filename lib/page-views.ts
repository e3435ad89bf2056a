import { withPublic } from "@/lib/database";

/** Counts one more view of an information page and returns how many there are; nothing is noted of who looked. */
export async function countView(page: string): Promise<number> {
  const [row] = await withPublic(({ sql }) => sql<{ views: string }[]>`select ref.count_view(${page}) as views`);
  return Number(row?.views ?? 0);
}
