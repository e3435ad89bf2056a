import type { Search } from "@/lib/schools/search";
import { filterNames } from "@/lib/schools/terms";
import { distances } from "./search-form";

const LONGEST_VALUE = 60;

/** An address as a search; what is not understood there is as if it were not there. */
export function searchOf(params: URLSearchParams): Search & { page: number } {
  const first = (name: string) => params.get(name)?.trim() || undefined;
  const page = Number(first("page"));
  const within = Number(first("within"));
  const filters = filterNames.flatMap((name) => {
    const value = first(name);
    return value && value.length <= LONGEST_VALUE && !value.includes("\0") ? [[name, value]] : [];
  });
  return {
    q: first("q")?.replaceAll("\0", "").slice(0, 100) ?? "",
    page: Number.isSafeInteger(page) && page > 0 && page < 1e6 ? page : 1,
    within: distances.includes(within) ? within : undefined,
    closed: first("closed") === "1" || undefined,
    ...Object.fromEntries(filters),
  };
}

/** What stands after the question mark for a search: only what says something, always in the same order. */
export function queryOf(search: Search): string {
  const { q, within, closed, page = 1 } = search;
  const pairs: [string, string | undefined][] = [
    ["q", q || undefined],
    ...filterNames.map((name): [string, string | undefined] => [name, search[name]]),
    ["within", within === undefined ? undefined : String(within)],
    ["closed", closed ? "1" : undefined],
    ["page", page > 1 ? String(page) : undefined],
  ];
  const said = pairs.filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(said).toString();
}

export const listAddress = (search: Search): string => {
  const query = queryOf(search);
  return query ? `/schools?${query}` : "/schools";
};
