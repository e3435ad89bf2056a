import type { GridColumn, Show } from "@/components/grid/types";
import type { Scope } from "@/lib/database";
import { columnsIn, type Dataset } from "@/lib/datasets/define";
import { Forbidden, NotFound } from "@/lib/errors";
import { heldWords, holds } from "@/lib/held-years";
import { listImports } from "@/lib/imports/list";
import { authoritySchool } from "@/lib/schools/authority-schools";

export interface Asked {
  import?: string | string[];
  school?: string | string[];
  show?: string | string[];
}

/** A filter that the address carries, shown as a removable tag. */
export interface Tag {
  words: string;
  urns: string[];
}

const shows: Show[] = ["all", "errors", "queries", "marked"];
export const showFrom = (asked: Asked): Show => shows.find((s) => s === asked.show) ?? "all";

/** What of an address goes with the reader to another year: a school and the kind of fault, but not an import. */
export function keptFor({ school }: Asked, show: Show): string {
  const kept = new URLSearchParams({
    ...(typeof school === "string" && { school }),
    ...(show !== "all" && { show }),
  });
  return kept.size > 0 ? `?${kept}` : "";
}

/** Throws NotFound for a year without the dataset, Forbidden for a domain that is not the reader's. */
export function requireSeen(scope: Scope, dataset: Dataset, year: number): void {
  if (!scope.see.includes(dataset.domain)) throw new Forbidden("You need the right to see this data.");
  if (!holds(dataset.years, year)) throw new NotFound(heldWords(dataset.title, dataset.years, year));
}

export function gridColumns(dataset: Dataset, year: number): GridColumn[] {
  const own = columnsIn(dataset, year).map(([key, c]) => ({
    key,
    label: c.label,
    about: c.about,
    width: c.width,
    options: c.options && [...c.options(year)],
    ...(c.kind === "date" && { day: true as const }),
  }));
  return [{ key: "school", label: "School", width: 180, fixed: true }, ...own];
}

async function importTag(scope: Scope, id: string, of: { dataset: string; year: number }): Promise<Tag> {
  const { queue, recent } = await listImports(scope, { ids: [id] });
  const [found] = [...queue, ...recent];
  if (!found) throw new NotFound("There is no such import.");
  const schools = found.schools.filter((s) => s.dataset === of.dataset && s.year === of.year && s.state === "done");
  const urns = schools.map((s) => s.urn).filter((urn) => urn !== null);
  return { words: `Only schools of the import “${found.fileName}”`, urns: [...new Set(urns)] };
}

/** The filter of the address: an import's schools, or one school. Throws NotFound. */
export async function tagOf(scope: Scope, asked: Asked, of: { dataset: string; year: number }): Promise<Tag | null> {
  if (typeof asked.import === "string") return importTag(scope, asked.import, of);
  if (typeof asked.school !== "string") return null;
  const { name, urn } = await authoritySchool(scope, asked.school);
  return { words: `Only ${name}`, urns: [urn] };
}
