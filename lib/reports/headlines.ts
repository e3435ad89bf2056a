import { z } from "zod";
import { query } from "@/lib/access/door";
import { mustBeOpen } from "@/lib/agreements/standing";
import type { DatasetId, Measure } from "@/lib/measures/define";
import type { Figure } from "@/lib/measures/figure";
import { atlasOf, placesAround, schoolFor, teaches } from "@/lib/measures/places";
import { latestResultsYear } from "@/lib/year";
import { contextFor } from "./build";
import { ownFigure, type ReportContext } from "./define";
import { reportsIn, standardPack, yearsOf } from "./index";
import { newestOf } from "./parts";
import { difference, isShown, leadSentence } from "./words";

export interface Headline {
  measure: string;
  label: string;
  unit: Measure["unit"];
  max: number;
  /** One figure per year, oldest first. */
  own: Figure[];
  la: Figure[];
  england: Figure[];
}

export interface SchoolHeadlines {
  school: { urn: string; name: string; dfe: string | null };
  /** Newest year of which the school has results. */
  year: number;
  years: number[];
  headlines: Headline[];
  /** Up to three sentences, what differs most from the authority first. */
  standsOut: string[];
}

/** How many of a report's headlines stand on a school's first page. */
const first: Record<DatasetId, number> = { eyfsp: 1, phonics: 2 };

interface First {
  measure: Measure;
  children: string;
}

function sentences(c: ReportContext, of: First[]): string[] {
  const said = of.flatMap(({ measure, children }) => {
    const own = ownFigure(c, measure);
    if ("withheld" in own && own.withheld !== "small" && own.withheld !== "secondary") return [];
    const la = c.table.at(measure.id, c.atlas.la, c.year);
    const england = newestOf(c, measure, c.atlas.england);
    const text = leadSentence({ measure, children, own, la, laName: c.atlas.la.label, england });
    return [{ text, size: isShown(own) && isShown(la) ? Math.abs(difference(own, la)) : -1 }];
  });
  return said.sort((a, b) => b.size - a.size).map((s) => s.text);
}

/** The first page of a school: five-year headline figures and what stands out, as the caller may see them. Throws NotFound, Forbidden. */
export const schoolHeadlines = query({
  name: "report.headlines",
  needs: "reports",
  input: z.object({ urn: z.string() }),
  run: async ({ scope, ...tx }, { urn }): Promise<SchoolHeadlines> => {
    await mustBeOpen(scope, tx, urn);
    const atlas = await atlasOf(scope, tx);
    const school = schoolFor(scope, atlas, urn);
    const urns = placesAround(atlas, school)[0]?.urns ?? [];
    const held = atlas.fresh.filter((f) => urns.includes(f.urn));
    const newest = Math.min(latestResultsYear(new Date()), Math.max(...yearsOf(standardPack.id)));
    const year = held.length > 0 ? Math.max(...held.map((f) => f.year)) : newest;
    const used = reportsIn([standardPack.id], year).filter(
      (r) => teaches(school, r.dataset) || held.some((f) => f.dataset === r.dataset),
    );
    const brief = used.map((r) => ({ ...r, measures: r.headlines.slice(0, first[r.dataset]), by: [] }));
    const of = brief.flatMap(({ measures, children }) => measures.map((measure) => ({ measure, children })));
    const c = await contextFor(scope, tx, { atlas, school, year, reports: brief });
    const over = (m: Measure, place: ReportContext["own"]) => c.years.map((y) => c.table.at(m.id, place, y));
    return {
      school: { urn: school.urn, name: school.name, dfe: school.dfe },
      year,
      years: c.years,
      headlines: of.map(({ measure: m }) => ({
        measure: m.id,
        label: m.label,
        unit: m.unit,
        max: m.max,
        own: over(m, c.own),
        la: over(m, c.atlas.la),
        england: over(m, c.atlas.england),
      })),
      standsOut: sentences(c, of),
    };
  },
});
