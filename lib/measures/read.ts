import { z } from "zod";
import { query } from "@/lib/access/door";
import { mustBeOpen } from "@/lib/agreements/standing";
import { Invalid } from "@/lib/errors";
import type { Figure } from "./figure";
import { type DimensionId, dimensionOf, dimensions } from "./groups";
import { measureOf } from "./index";
import { atlasOf, everywhere, placesAround, schoolFor } from "./places";
import { figuresFor } from "./table";

const input = z.object({
  measure: z.string(),
  /** One school with what it is compared with; without it every school (staff), Locality, the authority and England. */
  urn: z.string().optional(),
  /** The measure's years when left out. */
  year: z.number().int().optional(),
  /** Every group when left out. */
  group: z.string().optional(),
});

/** A measure's figures as the caller may see them: Figure[], by place, year and group. Throws NotFound, Invalid, Forbidden. */
export const readFigures = query({
  name: "figures.read",
  needs: "reports",
  input,
  run: async ({ scope, ...tx }, { measure: id, urn, year, group }): Promise<Figure[]> => {
    const measure = measureOf(id);
    if (group && group !== "all" && !dimensionOf(group))
      throw new Invalid(`There is no group ${group}.`, { group: "unknown" });
    const asked = urn ?? (scope.urns === "*" ? undefined : scope.urns[0]);
    if (asked) await mustBeOpen(scope, tx, asked);
    const atlas = await atlasOf(scope, tx);
    const places = asked ? placesAround(atlas, schoolFor(scope, atlas, asked)) : everywhere(atlas);
    const years = year
      ? [year]
      : Array.from({ length: measure.until - measure.since + 1 }, (_, i) => measure.since + i);
    const by = (Object.keys(dimensions) as DimensionId[]).filter(
      (d) => (dimensions[d].kind === "spread") === Boolean(measure.spread),
    );
    const measures = [id, ...(measure.sumOf ?? [])];
    const { figures } = await figuresFor(scope, tx, { atlas, measures, years, by, places });
    return figures.filter((f) => f.measure === id && (!group || f.group === group));
  },
});
