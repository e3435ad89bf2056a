import { z } from "zod";
import { seesPupilsOf } from "@/lib/access/capabilities";
import { query } from "@/lib/access/door";
import { mustBeOpen } from "@/lib/agreements/standing";
import type { Scope, Tx } from "@/lib/database";
import { datasetById } from "@/lib/datasets";
import { comparable } from "@/lib/held-years";
import { type DimensionId, dimensions } from "@/lib/measures/groups";
import { type Atlas, atlasOf, type PlaceOf, placesAround, type School, schoolFor } from "@/lib/measures/places";
import { figuresFor } from "@/lib/measures/table";
import { yearsTo } from "@/lib/year";
import type { Block, BuiltReport } from "./block";
import { type Report, type ReportContext, span, within } from "./define";
import { reports as registry, reportsIn, standardPack, titleOf } from "./index";
import { opening } from "./opening";

const levelText = (scope: Scope, seesPupils: boolean): string =>
  scope.hat === "school"
    ? `Level ${scope.level}: ${seesPupils ? "pupils named" : "no pupil is named"}`
    : `Authority${seesPupils ? ": pupils named" : ""}`;

export const hasData = (atlas: Atlas, place: PlaceOf, dataset: string) =>
  atlas.fresh.some((f) => f.dataset === dataset && place.urns.includes(f.urn));

/** Newest import or change among the school's results that the reports look at; now, when there are none. */
function dataAsAt(atlas: Atlas, place: PlaceOf, of: { datasets: string[]; years: number[] }): string {
  const times = atlas.fresh
    .filter((f) => place.urns.includes(f.urn) && of.datasets.includes(f.dataset) && of.years.includes(f.year))
    .map((f) => Date.parse(f.at));
  return new Date(times.length > 0 ? Math.max(...times) : Date.now()).toISOString();
}

/** Everything a report is built from: places, then figures by one query per dataset, suppressed for the reader. */
export async function contextFor(
  scope: Scope,
  tx: Tx,
  of: { atlas: Atlas; school: School; year: number; reports: Report[] },
): Promise<ReportContext> {
  const { atlas, school, year } = of;
  const places = placesAround(atlas, school);
  const held = new Set(of.reports.map((r) => datasetById(r.dataset).years));
  const years = yearsTo(year, span).filter((y) => y === year || [...held].some((h) => comparable(h, y, year)));
  const seesPupils = seesPupilsOf(scope, school.urn);
  const by = [...new Set(of.reports.flatMap((r) => r.by))].filter(
    (d: DimensionId) => d !== dimensions.mark.id || seesPupils,
  );
  const measures = of.reports.flatMap((r) => r.measures.map((m) => m.id));
  const table = await figuresFor(scope, tx, { atlas, measures, years, by, places });
  const [own] = places as [PlaceOf];
  return {
    scope,
    tx,
    atlas,
    school,
    own,
    locality: places.find((p) => p.kind === "locality"),
    year,
    years,
    table,
    seesPupils,
  };
}

const titled = (title: string, level: 1 | 2): Block => ({ kind: "heading", level, text: title });

/** Headings one level lower, under the pack's own title. */
const lowered = (blocks: Block[]): Block[] =>
  blocks.map((block) => (block.kind === "heading" ? { ...block, level: block.level === 1 ? 2 : 3 } : block));

/** Reports one after another under one title, each on a page of its own; `first` stands before them. */
async function inOneDocument(c: ReportContext, of: Report[], first: { title: string; blocks: Block[] }) {
  const blocks: Block[] = [titled(first.title, 1), ...first.blocks];
  for (const r of of) {
    const built = await r.build(within(c, r));
    blocks.push({ kind: "page", title: r.title }, ...lowered([titled(r.title, 1), ...built]));
  }
  return blocks;
}

const input = z.object({ report: z.string(), urn: z.string(), year: z.number().int().min(2003).max(2100) });

/** The blocks of what was asked for: the pack opens with a page of its own, several reports stand one after another. */
async function blocksOf(c: ReportContext, of: Report[], as: { title: string; isPack: boolean; asAt: string }) {
  const { title, isPack, asAt } = as;
  const [only, second] = of;
  if (isPack || !only) return inOneDocument(c, of, { title, blocks: opening(c, of, asAt) });
  if (second) return inOneDocument(c, of, { title, blocks: [] });
  return [titled(title, 1), ...(await only.build(within(c, only)))];
}

interface Building {
  /** Ids; of several, and of the pack, those that apply to the school or of which it holds results. */
  reports: string[];
  urn: string;
  year: number;
  /** Read in the same transaction already. */
  atlas?: Atlas;
}

/** Builds a school's report, several as one document, or the Standard Pack, within the caller's transaction. */
export async function build(scope: Scope, tx: Tx, { atlas: read, reports, urn, year }: Building): Promise<BuiltReport> {
  const asked = reportsIn(reports, year);
  const atlas = read ?? (await atlasOf(scope, tx));
  const school = schoolFor(scope, atlas, urn);
  const isPack = reports.includes(standardPack.id);
  const [own] = placesAround(atlas, school) as [PlaceOf];
  const of = asked.length > 1 ? asked.filter((r) => r.applies(school) || hasData(atlas, own, r.dataset)) : asked;
  const c = await contextFor(scope, tx, { atlas, school, year, reports: of });
  const title = titleOf(isPack ? reports : of.map((r) => r.id));
  const asAt = dataAsAt(atlas, own, { datasets: of.map((r) => r.dataset), years: c.years });
  return {
    id: reports.join(" "),
    title,
    subject: school.dfe ? `${school.name} (${school.dfe})` : school.name,
    year,
    level: levelText(scope, c.seesPupils),
    dataAsAt: asAt,
    blocks: await blocksOf(c, of, { title, isPack, asAt }),
  };
}

/** Pupils named in a report, line by line. */
export const pupilsIn = (built: BuiltReport): number =>
  built.blocks.reduce((n, b) => n + (b.kind === "table" && b.pupils ? b.rows.length : 0), 0);

/** A school's report as the caller may see it; how many pupils it names is noted. Throws NotFound, Invalid, and Forbidden
 * where the school's own person needs an agreement. */
export const buildReport = query({
  name: "report.build",
  needs: "reports",
  input,
  run: async ({ scope, ...tx }, { report, urn, year }) => {
    await mustBeOpen(scope, tx, urn);
    return build(scope, tx, { reports: [report], urn, year });
  },
  sees: ({ report, urn, year }, built) => ({ report, urn, year, pupils: pupilsIn(built) }),
});

export interface ReportOffer {
  id: string;
  title: string;
  about: string;
  /** Years of which the school has results, newest first. */
  years: number[];
}

const school = z.object({ urn: z.string() });

/** The reports there are for a school, the pack first, with the years of which results are held. Throws NotFound, Forbidden. */
export const reportsFor = query({
  name: "report.list",
  needs: "reports",
  input: school,
  run: async ({ scope, ...tx }, { urn }): Promise<{ school: School; reports: ReportOffer[] }> => {
    await mustBeOpen(scope, tx, urn);
    const atlas = await atlasOf(scope, tx);
    const found = schoolFor(scope, atlas, urn);
    const [own] = placesAround(atlas, found) as [PlaceOf];
    const yearsOf = (datasets: string[]) =>
      [
        ...new Set(
          atlas.fresh.filter((f) => own.urns.includes(f.urn) && datasets.includes(f.dataset)).map((f) => f.year),
        ),
      ].sort((a, b) => b - a);
    const of = registry.filter((r) => r.applies(found) || hasData(atlas, own, r.dataset));
    const offer = (r: { id: string; title: string; about: string }, datasets: string[]): ReportOffer => ({
      id: r.id,
      title: r.title,
      about: r.about,
      years: yearsOf(datasets),
    });
    const pack = offer(
      standardPack,
      of.map((r) => r.dataset),
    );
    return { school: found, reports: of.length > 0 ? [pack, ...of.map((r) => offer(r, [r.dataset]))] : [] };
  },
});
