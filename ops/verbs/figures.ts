import { systemScope } from "@/lib/access/scope-of";
import { readFigures } from "@/lib/measures/read";
import { need, number, text, type Verb } from "./verb";

export const figures: Verb = {
  name: "figures",
  usage: "figures --la 999 --measure ID [--urn URN] [--year Y] [--group G]",
  about:
    "Figures of a measure as the authority sees them (nothing is withheld): schools, Localities, authority, England.",
  options: {
    la: { type: "string" },
    measure: { type: "string" },
    urn: { type: "string" },
    year: { type: "string" },
    group: { type: "string" },
  },
  run: async (given) => {
    const asked = {
      measure: need(given, "measure"),
      urn: text(given, "urn"),
      year: number(given, "year"),
      group: text(given, "group"),
    };
    const found = await readFigures(systemScope(need(given, "la")), asked);
    return {
      rows: found.map((f) => ({
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
