import type { Tx } from "@/lib/database";

const MOST_NEAR = 5;

/** How many letters may be wrong, missing, too many or swapped in a word of this length. */
const allowed = (length: number): number => (length < 5 ? 1 : length < 9 ? 2 : 3);

/**
 * How many single slips lie between two words: a letter wrong, missing, too many, or two neighbours swapped
 * (optimal string alignment).
 */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((last[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + change);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) least = Math.min(least, (before[j - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}

/**
 * For each word the words of the register that it may be a slip of, nearest first; numbers and words of one or two
 * letters have none. Candidates are those that share enough trigrams.
 */
export async function nearWords({ sql }: Tx, words: string[]): Promise<Map<string, string[]>> {
  const wanted = words.filter((word) => word.length > 2 && !/\d/.test(word));
  if (wanted.length === 0) return new Map();
  const rows = await sql<{ word: string; term: string; schools: number }[]>`
    select w.word, t.term, t.schools from unnest(${wanted}::text[]) as w(word)
    cross join lateral (
      select term, schools from ref.search_terms where kind = 'word' and term % w.word and term <> w.word
      order by similarity(term, w.word) desc, schools desc limit 40) t`;
  const near = rows
    .map((row) => ({ ...row, slips: slipsBetween(row.word, row.term) }))
    .filter((row) => row.slips <= allowed(row.word.length))
    .sort((a, b) => a.slips - b.slips || b.schools - a.schools);
  const each = Map.groupBy(near, (row) => row.word);
  return new Map([...each].map(([word, of]) => [word, of.slice(0, MOST_NEAR).map((row) => row.term)]));
}
