import type { Season } from "@/lib/records/season";

const count = (n: number, one: string, many: string): string => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/**
 * What stands between a dataset's year and being done, the first thing first; no address when nothing does. `corrects`
 * says whether the reader may correct records.
 */
export function nextThing(
  { la, corrects }: { la: string; corrects: boolean },
  season: Season,
): { words: string; href?: string } {
  const imports = `/la/${la}/imports`;
  const records = `/la/${la}/data/${season.dataset}/${season.year}`;
  const missing = season.expected - season.in;
  if (season.in === 0) return { words: "Import the schools' files", href: imports };
  const verb = corrects ? "Correct" : "See";
  if (season.errors > 0)
    return { words: `${verb} ${count(season.errors, "error", "errors")}`, href: `${records}?show=errors` };
  if (season.queries > 0)
    return { words: `Look at ${count(season.queries, "open query", "open queries")}`, href: `${records}?show=queries` };
  if (missing > 0)
    return { words: `Import the files of ${count(missing, "more school", "more schools")}`, href: imports };
  return { words: "Nothing: all in and clean" };
}
