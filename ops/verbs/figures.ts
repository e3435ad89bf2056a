import { checkAuthority } from "@/lib/access/operate";
import { systemScope } from "@/lib/access/scope-of";
import { readFigures } from "@/lib/measures/read";
import { need, text, type Verb, year } from "./verb";

/** Every row has every name, so that a reader need not ask which of them it has. */
const nothing = { withheld: null, value: null, met: null, cohort: null, aside: null, source: null };

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
  most: 0,
  run: async (given) => {
    const asked = {
      measure: need(given, "measure"),
      urn: text(given, "urn"),
      year: year(given),
      group: text(given, "group"),
    };
    const la = need(given, "la");
    await checkAuthority(la);
    const found = await readFigures(systemScope(la), asked);
    return {
      rows: found.map((f) => ({
        measure: f.measure,
        place: f.place.kind,
        key: f.place.key,
        name: f.place.label,
        year: f.year,
        group: f.group,
        ...nothing,
        ...("withheld" in f
          ? { withheld: f.withheld }
          : { value: f.value, met: f.met, cohort: f.cohort, aside: f.aside, source: f.source }),
        schools: f.schools ? `${f.schools.in} of ${f.schools.of}` : null,
      })),
    };
  },
};
