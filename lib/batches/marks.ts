import { createHash } from "node:crypto";
import type { Scope, Tx } from "@/lib/database";
import { datasetById } from "@/lib/datasets";
import { comparable } from "@/lib/held-years";
import { type Atlas, atlasOf, schoolPlace } from "@/lib/measures/places";
import { span } from "@/lib/reports/define";
import { reportsAmong } from "@/lib/reports/index";
import { yearsTo } from "@/lib/year";
import { datasetsOf } from "./select";

/** What a school's file rests on, as two hashes: another hash, and the file is no longer as it would be made now. */
export interface Marks {
  /** The school's entry in the register, its results and those that it carries on. */
  own: string;
  /** What its figures stand beside: the authority's, its Localities', England's. */
  compared: string;
}

/** What has changed since a file was made: the school's own data, or only what they are compared with. */
export type Stale = "own" | "compared";

/** An authority as it is now, as far as reports rest on it. */
export interface Today {
  atlas: Atlas;
  /** Whom results are for; files without pupils hold what schools may see. */
  releases: { dataset: string; year: number; audience: string }[];
  published: { measure: string; year: number; group: string; value: number | null; reason: string | null }[];
}

/** What a batch's files are made of. */
export interface Made {
  reports: string[];
  year: number;
  level: number;
}

const hash = (of: unknown): string => createHash("sha256").update(JSON.stringify(of)).digest("base64url").slice(0, 22);

/** Reads what marks are made of, for those who see every domain of the reports. */
export async function todayOf(scope: Scope, tx: Tx): Promise<Today> {
  const { sql } = tx;
  const [atlas, releases, published] = await Promise.all([
    atlasOf(scope, tx),
    sql<Today["releases"]>`
      select dataset, year, audience from app.releases where la_code = ${scope.laCode} order by dataset, year`,
    sql<Today["published"]>`
      select measure, year, "group", value, reason from ref.published_figures where place = 'england'
      order by measure, year, "group"`,
  ]);
  return { atlas, releases: [...releases], published: [...published] };
}

/** The marks of any school's file of a batch, were it made now. */
export function marksOf({ atlas, releases, published }: Today, { reports, year, level }: Made): (urn: string) => Marks {
  const [datasets, years] = [datasetsOf(reportsAmong(reports)), yearsTo(year, span)];
  const isShown = (dataset: string, y: number) => y === year || comparable(datasetById(dataset).years, y, year);
  const meant = (row: { dataset: string; year: number }) =>
    datasets.includes(row.dataset) && years.includes(row.year) && isShown(row.dataset, row.year);
  const fresh = atlas.fresh.filter(meant).map((f) => ({ urn: f.urn, said: `${f.urn} ${f.dataset} ${f.year} ${f.at}` }));
  const byUrn = Map.groupBy(fresh, (f) => f.urn);
  const schools = [...atlas.schools.values()];
  const compared = hash([
    fresh.map((f) => f.said).sort(),
    schools.map((s) => [s.urn, s.phase, s.lowAge, s.highAge, s.openDate, s.closeDate]),
    [atlas.la.label, atlas.threshold, atlas.localities, atlas.lines],
    published.filter((p) => years.includes(p.year)),
  ]);
  const released = level === 3 ? releases.filter(meant) : [];
  const known = new Map<string, Marks>();
  return (urn) => {
    const before = known.get(urn);
    if (before) return before;
    const school = atlas.schools.get(urn);
    const urns = school ? schoolPlace(atlas, school).urns : [];
    const said = urns.flatMap((u) => (byUrn.get(u) ?? []).map((f) => f.said)).sort();
    const marks = { own: hash([school ?? null, urns, said, released]), compared };
    known.set(urn, marks);
    return marks;
  };
}

/** What has changed between the marks of then and of now. */
export function changedSince(then: { own: string | null; compared: string | null }, now: Marks): Stale | null {
  if (then.own !== now.own) return "own";
  return then.compared === now.compared ? null : "compared";
}
