import type { Cells, Example, RowCheck } from "@/lib/datasets/define";

/** A result column, how people know it and in which years it exists (always, when left out). */
interface ResultColumn<K extends string> {
  key: K;
  code: string;
  since?: number;
  until?: number;
}

/** The results that a record of the year has. */
const resultsIn = <K extends string>(all: readonly ResultColumn<K>[], year: number) =>
  all.filter((r) => year >= (r.since ?? 0) && year <= (r.until ?? 9999));

/** An example for each run of years that has results of its own: `cells` in the first year of it. */
function examples<K extends string, C extends string>(
  all: readonly ResultColumn<K>[],
  value: (year: number | undefined) => string | null,
): Example<C>[] {
  return [...Map.groupBy(all, (r) => r.since)].flatMap(([since, [first]]) =>
    first ? { year: since, cells: { [first.key]: value(since) } as Partial<Cells<C>> } : [],
  );
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
  return {
    scope: "row",
    id: of.id,
    severity: "error",
    title: of.title,
    columns: [...of.results.map((r) => r.key), of.instead],
    find: (cells, { year }) => {
      const results = resultsIn(of.results, year);
      const missing = results.filter((r) => cells[r.key] === null);
      const all = missing.length === results.length;
      if (missing.length === 0 || (all && cells[of.instead] !== null)) return null;
      const what = all ? `All ${results.length} results are missing` : `No result for ${codesOf(missing)}`;
      return {
        words: `${what}. Every child needs a result for each of the ${results.length}.`,
        columns: missing.map((r) => r.key),
      };
    },
    good: { cells: {} },
    bad: examples(of.results, () => null),
  };
}

/** Every result given once is a mark of the year's set. */
export function marksInSet<K extends string>(of: {
  id: string;
  title: string;
  results: readonly ResultColumn<K>[];
  marks: (year: number) => readonly string[];
  /** For the example: no mark of that year. */
  wrong: (year: number) => string;
}): RowCheck<K> {
  return {
    scope: "row",
    id: of.id,
    severity: "error",
    title: of.title,
    columns: of.results.map((r) => r.key),
    find: (cells, { year }) => {
      const marks = of.marks(year);
      const wrong = resultsIn(of.results, year).filter(({ key }) => {
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
    bad: examples(of.results, (year = 0) => of.wrong(year)),
  };
}

/** No result is given twice with different marks. */
export function givenOnce<K extends string>(of: {
  id: string;
  title: string;
  results: readonly ResultColumn<K>[];
}): RowCheck<K> {
  return {
    scope: "row",
    id: of.id,
    severity: "error",
    title: of.title,
    columns: of.results.map((r) => r.key),
    find: (cells, { year }) => {
      const twice = resultsIn(of.results, year).filter(({ key }) => isTwice(cells[key]));
      if (twice.length === 0) return null;
      const what = listed(twice.map((r) => `${r.code} (${cells[r.key]})`));
      return {
        words: `Different results are given for ${what}. One of them would be right: ask the school which.`,
        columns: twice.map((r) => r.key),
      };
    },
    good: { cells: {} },
    bad: examples(of.results, () => "1/2"),
  };
}
