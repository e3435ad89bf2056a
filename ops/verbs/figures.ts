import { systemScope } from "@/lib/access/scope-of";
import { withScope } from "@/lib/database";
import { compute } from "@/lib/measures/compute";
import { type DimensionId, dimensionOf, dimensions } from "@/lib/measures/groups";
import { measureOf } from "@/lib/measures/index";
import { atlasOf, everywhere, placesAround, schoolFor } from "@/lib/measures/places";
import { latestResultsYear, yearsTo } from "@/lib/year";
import { need, number, text, UsageError, type Verb } from "./verb";

const allYears = () => yearsTo(Math.max(latestResultsYear(new Date()), 2026), 5);

/** The dimension that a group belongs to; none for all pupils. */
function dimensionsOf(group: string | undefined): DimensionId[] {
  if (group === undefined) return Object.keys(dimensions) as DimensionId[];
  if (group === "all") return [];
  const found = dimensionOf(group);
  const id = (Object.keys(dimensions) as DimensionId[]).find((d) => dimensions[d] === found);
  if (!id) throw new UsageError(`There is no group “${group}”.`);
  return [id];
}

export const figures: Verb = {
  name: "figures",
  usage: "figures --la 999 --measure ID [--urn URN] [--year Y] [--group G]",
  about: "Figures of a measure as the authority sees them (nothing is withheld): schools, Localities, authority, England.",
  options: {
    la: { type: "string" },
    measure: { type: "string" },
    urn: { type: "string" },
    year: { type: "string" },
    group: { type: "string" },
  },
  run: async (given) => {
    const laCode = need(given, "la");
    const measure = measureOf(need(given, "measure"));
    const [urn, year, group] = [text(given, "urn"), number(given, "year"), text(given, "group")];
    const scope = systemScope(laCode);
    const found = await withScope(
      scope,
      async (tx) => {
        const atlas = await atlasOf(scope, tx);
        const places = urn ? placesAround(atlas, schoolFor(scope, atlas, urn)) : everywhere(atlas);
        return compute(scope, tx, atlas, { measures: [measure.id], years: year ? [year] : allYears(), by: dimensionsOf(group), places });
      },
      { readOnly: true },
    );
    const rows = found.filter((f) => group === undefined || f.group === group);
    return {
      rows: rows.map((f) => ({
        measure: f.measure,
        place: f.place.kind,
        key: f.place.key,
        name: f.place.label,
        year: f.year,
        group: f.group,
        ...("withheld" in f
          ? { withheld: f.withheld }
          : { value: f.value, met: f.met, cohort: f.cohort, aside: f.aside, source: f.source }),
        schools: f.schools ? `${f.schools.in} of ${f.schools.of}` : undefined,
      })),
    };
  },
};
