import { seesPupilsOf } from "@/lib/access/capabilities";
import type { Scope, Tx } from "@/lib/database";
import { compute } from "./compute";
import type { Figure, Place } from "./figure";
import { measureOf } from "./index";
import type { Atlas, PlaceOf } from "./places";
import type { Wanted } from "./query";
import { type Reader, suppress } from "./suppress";

/** Figures as this reader may see them, found by measure, place, year and group. */
export interface FigureTable {
  figures: Figure[];
  /** Always a figure: what was not asked for is "not-held". */
  at(measure: string, place: Place, year: number, group?: string): Figure;
}

const rank: Record<Place["kind"], number> = { school: 0, locality: 1, la: 2, national: 3 };

/** The authority's people and jobs see every place in full; a school's people with child-level rights that school. */
export function readerOf(scope: Scope, atlas: Atlas, places: PlaceOf[]): Reader {
  const urns = new Map(places.map((p) => [`${p.kind} ${p.key}`, new Set(p.urns)]));
  const urnsOf = (place: Place) => urns.get(`${place.kind} ${place.key}`) ?? new Set<string>();
  return {
    threshold: atlas.threshold,
    full: (place) => scope.hat !== "school" || (place.kind === "school" && seesPupilsOf(scope, place.key)),
    inside: (inner, outer) =>
      rank[inner.kind] < rank[outer.kind] && [...urnsOf(inner)].every((urn) => urnsOf(outer).has(urn)),
  };
}

const keyOf = (measure: string, place: Place, year: number, group: string) =>
  `${measure}|${place.kind}|${place.key}|${year}|${group}`;

export function tableOf(figures: Figure[]): FigureTable {
  const index = new Map(figures.map((f) => [keyOf(f.measure, f.place, f.year, f.group), f]));
  return {
    figures,
    at(measure, place, year, group = "all") {
      const { kind, key, label } = place;
      return (
        index.get(keyOf(measure, place, year, group)) ?? {
          measure,
          place: { kind, key, label },
          year,
          group,
          unit: measureOf(measure).unit,
          withheld: "not-held",
        }
      );
    },
  };
}

/** Which of two withheld figures is the small one is nobody's to know who may not see it. */
const withOneReason = (figure: Figure): Figure =>
  "withheld" in figure && figure.withheld === "secondary" ? { ...figure, withheld: "small" } : figure;

/** Computes and suppresses in one go, for the caller's eyes. */
export async function figuresFor(
  scope: Scope,
  tx: Tx,
  { atlas, ...wanted }: Wanted & { atlas: Atlas },
): Promise<FigureTable> {
  const figures = await compute(scope, tx, atlas, wanted);
  return tableOf(suppress(figures, readerOf(scope, atlas, wanted.places)).map(withOneReason));
}
