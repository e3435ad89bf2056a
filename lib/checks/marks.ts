import type { Cells, RowCheck } from "@/lib/datasets/define";

/** A result column and how people know it. */
interface ResultColumn<K extends string> {
  key: K;
  code: string;
}

/** Two different results for one thing, kept as both were sent ("1/2"). */
export const isTwice = (text: string | null): boolean => text?.includes("/") ?? false;

/** "E01", "E01 and E02", "E01, E02 and E03". */
export const listed = (words: string[]): string =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

const codesOf = <K extends string>(of: ResultColumn<K>[]) => listed(of.map((c) => c.code));

/** Every result is there. `instead` names a column whose content explains that all are missing. */
export function allPresent<K extends string, I extends string>(of: {
  id: string;
  title: string;
  results: readonly ResultColumn<K>[];
  instead: I;
}): RowCheck<K | I> {
  const first = of.results[0]?.key;
  return {
    scope: "row",
    id: of.id,
    severity: "error",
    title: of.title,
    columns: [...of.results.map((r) => r.key), of.instead],
    find: (cells) => {
      const missing = of.results.filter((r) => cells[r.key] === null);
      const all = missing.length === of.results.length;
      if (missing.length === 0 || (all && cells[of.instead] !== null)) return null;
      const what = all ? `All ${of.results.length} results are missing` : `No result for ${codesOf(missing)}`;
      return {
        words: `${what}. Every child needs a result for each of the ${of.results.length}.`,
        columns: missing.map((r) => r.key),
      };
    },
    good: { cells: {} },
    bad: { cells: { ...(first && { [first]: null }) } as Partial<Cells<K | I>> },
  };
}

/** Every result given once is a mark of the year's set. */
export function marksInSet<K extends string>(of: {
  id: string;
  title: string;
  results: readonly ResultColumn<K>[];
  marks: (year: number) => readonly string[];
  wrong: string;
}): RowCheck<K> {
  const first = of.results[0]?.key;
  return {
    scope: "row",
    id: of.id,
    severity: "error",
    title: of.title,
    columns: of.results.map((r) => r.key),
    find: (cells, { year }) => {
      const marks = of.marks(year);
      const wrong = of.results.filter(({ key }) => {
        const mark = cells[key];
        return mark !== null && !isTwice(mark) && !marks.includes(mark);
      });
      if (wrong.length === 0) return null;
      const what = listed(wrong.map((r) => `${r.code} is "${cells[r.key]}"`));
      return {
        words: `${what}, which is no mark in ${year}. ${marks.slice(0, -1).join(", ")} or ${marks.at(-1)} would be right.`,
        columns: wrong.map((r) => r.key),
      };
    },
    good: { cells: {} },
    bad: { cells: { ...(first && { [first]: of.wrong }) } as Partial<Cells<K>> },
  };
}

/** No result is given twice with different marks. */
export function givenOnce<K extends string>(of: {
  id: string;
  title: string;
  results: readonly ResultColumn<K>[];
}): RowCheck<K> {
  const first = of.results[0]?.key;
  return {
    scope: "row",
    id: of.id,
    severity: "error",
    title: of.title,
    columns: of.results.map((r) => r.key),
    find: (cells) => {
      const twice = of.results.filter(({ key }) => isTwice(cells[key]));
      if (twice.length === 0) return null;
      const what = listed(twice.map((r) => `${r.code} (${cells[r.key]})`));
      return {
        words: `Different results are given for ${what}. One of them would be right: ask the school which.`,
        columns: twice.map((r) => r.key),
      };
    },
    good: { cells: {} },
    bad: { cells: { ...(first && { [first]: "1/2" }) } as Partial<Cells<K>> },
  };
}
