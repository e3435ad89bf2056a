import type { Tx } from "@/lib/database";
import type { Figure, Place, Reason } from "./figure";
import { dimensions } from "./groups";
import { measureOf } from "./index";
import type { Wanted } from "./query";

interface Published {
  measure: string;
  year: number;
  group: string;
  value: number | null;
  reason: Reason | null;
  source: string;
  confirmed: string;
}

/** Where it was read, and that it was not confirmed when it was not. */
const sourceOf = (p: Published) => (p.confirmed === "read" ? p.source : `${p.source} (${p.confirmed}, not confirmed)`);

/** England's published figures; what is not there is "not-held". */
export async function publishedFor({ sql }: Tx, place: Place, wanted: Wanted): Promise<Figure[]> {
  const rows = await sql<Published[]>`
    select measure, year, "group", value, reason, source, confirmed from ref.published_figures
    where place = ${place.key} and measure = any(${wanted.measures}) and year = any(${wanted.years})`;
  const known = new Map(rows.map((r) => [`${r.measure}|${r.year}|${r.group}`, r]));
  const groups = [
    "all",
    ...wanted.by
      .map((id) => dimensions[id])
      .filter((d) => d.kind === "partition")
      .flatMap((d) => d.groups.map((g) => g.id)),
  ];
  const { kind, key, label } = place;
  return wanted.measures.flatMap((measure) =>
    wanted.years.flatMap((year) =>
      groups.map((group): Figure => {
        const base = { measure, place: { kind, key, label }, year, group, unit: measureOf(measure).unit };
        const found = known.get(`${measure}|${year}|${group}`);
        return found?.value != null
          ? { ...base, value: found.value, source: sourceOf(found) }
          : { ...base, withheld: found?.reason ?? "not-held" };
      }),
    ),
  );
}
