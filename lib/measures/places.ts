import type { Scope, Tx } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import { yearOf } from "@/lib/year";
import type { DatasetId } from "./define";
import type { Place } from "./figure";

/** A school of the authority as figures and reports need it. Dates are ISO days. */
export interface School {
  urn: string;
  name: string;
  /** "999/2001", as DfE writes it. */
  dfe: string | null;
  phase: string | null;
  lowAge: number | null;
  highAge: number | null;
  openDate: string | null;
  closeDate: string | null;
}

/** A place with the schools (URNs) whose records are its own; the national place has none. */
export interface PlaceOf extends Place {
  urns: string[];
}

/** What is known of an authority before anything is counted. */
export interface Atlas {
  laCode: string;
  la: PlaceOf;
  england: PlaceOf;
  localities: PlaceOf[];
  schools: Map<string, School>;
  /** Closed schools with the school that carries on their records. */
  lines: { urn: string; school: string }[];
  threshold: number;
  fresh: { dataset: string; year: number; urn: string; at: string }[];
}

interface Link {
  urn: string;
  before: string;
}

/** Every closed predecessor of each school, through any number of links. */
function lineages(links: Link[]): Map<string, string[]> {
  const before = new Map<string, string[]>();
  for (const l of links) before.set(l.urn, [...(before.get(l.urn) ?? []), l.before]);
  const all = (urn: string, seen: Set<string>): string[] =>
    (before.get(urn) ?? [])
      .filter((b) => !seen.has(b))
      .flatMap((b) => {
        seen.add(b);
        return [b, ...all(b, seen)];
      });
  return new Map([...before.keys()].map((urn) => [urn, all(urn, new Set([urn]))]));
}

function linesOf(lineage: Map<string, string[]>): { urn: string; school: string }[] {
  const isOld = new Set([...lineage.values()].flat());
  const lines = new Map<string, string>();
  for (const [school, old] of [...lineage].sort(([a], [b]) => a.localeCompare(b)))
    if (!isOld.has(school)) for (const urn of old) if (!lines.has(urn)) lines.set(urn, school);
  return [...lines].map(([urn, school]) => ({ urn, school }));
}

const withOld = (lines: Atlas["lines"], urn: string): string[] => [
  urn,
  ...lines.filter((l) => l.school === urn).map((l) => l.urn),
];

async function readRows({ sql }: Tx, laCode: string) {
  return Promise.all([
    sql<School[]>`
      select s.urn, coalesce(r.name, s.urn) as name, r.la_code || '/' || r.estab as dfe, r.phase, r.low_age as "lowAge",
        r.high_age as "highAge", r.open_date::text as "openDate", r.close_date::text as "closeDate"
      from app.schools s left join ref.schools r on r.urn = s.urn where s.la_code = ${laCode} order by s.urn`,
    sql<{ id: string; name: string; urn: string }[]>`
      select l.id, l.name, m.urn from app.localities l join app.locality_schools m on m.la_code = l.la_code and m.locality_id = l.id
      where l.la_code = ${laCode} and l.kind = 'locality'
        and (now() at time zone 'Europe/London')::date between coalesce(m."from", '-infinity') and coalesce(m.until, 'infinity')
      order by l.name, m.urn`,
    sql<Link[]>`
      select k.urn, k.link_urn as before from app.schools s join ref.school_links k on k.link_urn = s.urn
        join ref.schools r on r.urn = s.urn join app.schools n on n.la_code = s.la_code and n.urn = k.urn
      where s.la_code = ${laCode} and r.close_date is not null
        and k.link_type ilike 'predecessor%' and k.link_type not ilike '%split%' order by 1, 2`,
    sql<{ name: string; threshold: number | null }[]>`
      select a.name, s.threshold from ref.authorities a left join app.settings s on s.la_code = a.code where a.code = ${laCode}`,
    sql<Atlas["fresh"]>`select dataset, year, urn, at::text as at from data.freshness where la_code = ${laCode}`,
  ]);
}

/** Reads the authority's places, within the caller's transaction. */
export async function atlasOf(scope: Scope, tx: Tx): Promise<Atlas> {
  const [schools, members, links, [authority], fresh] = await readRows(tx, scope.laCode);
  const lines = linesOf(lineages(links));
  const localities = new Map<string, PlaceOf>();
  for (const m of members) {
    const place = localities.get(m.id) ?? { kind: "locality", key: m.id, label: m.name, urns: [] };
    place.urns = [...new Set([...place.urns, ...withOld(lines, m.urn)])];
    localities.set(m.id, place);
  }
  return {
    laCode: scope.laCode,
    la: { kind: "la", key: scope.laCode, label: authority?.name ?? scope.laCode, urns: schools.map((s) => s.urn) },
    england: { kind: "national", key: "england", label: "England", urns: [] },
    localities: [...localities.values()],
    schools: new Map(schools.map((s) => [s.urn, s])),
    lines,
    threshold: authority?.threshold ?? 6,
    fresh,
  };
}

/** The school if the caller may ask for it: staff any of the authority, a school's hat its own. Throws NotFound. */
export function schoolFor(scope: Scope, atlas: Atlas, urn: string): School {
  const school = atlas.schools.get(urn);
  if (!school || (scope.urns !== "*" && !scope.urns.includes(urn))) throw new NotFound("There is no such school.");
  return school;
}

/** A school with its closed predecessors' records. */
export const schoolPlace = (atlas: Atlas, school: School): PlaceOf => ({
  kind: "school",
  key: school.urn,
  label: school.name,
  urns: withOld(atlas.lines, school.urn),
});

/** A school, its Localities, the authority and England: what every report compares. */
export const placesAround = (atlas: Atlas, school: School): PlaceOf[] => [
  schoolPlace(atlas, school),
  ...atlas.localities.filter((l) => l.urns.includes(school.urn)),
  atlas.la,
  atlas.england,
];

/** Every school that goes on, every Locality, the authority and England. */
export const everywhere = (atlas: Atlas): PlaceOf[] => {
  const gone = new Set(atlas.lines.map((l) => l.urn));
  const schools = [...atlas.schools.values()].filter((s) => !gone.has(s.urn));
  return [...schools.map((s) => schoolPlace(atlas, s)), ...atlas.localities, atlas.la, atlas.england];
};

/** Ages at which a child is assessed: a school teaches them when its age range covers both ends. */
const ages: Record<DatasetId, [from: number, to: number]> = { eyfsp: [5, 5], phonics: [6, 6] };
const withoutReception = /nursery|secondary|16 plus/i;

/** Does the school teach children of the dataset's age? Unknown ages are taken from the phase. */
export function teaches(school: School, dataset: DatasetId): boolean {
  if (school.phase && withoutReception.test(school.phase)) return false;
  const [from, to] = ages[dataset];
  if (school.lowAge !== null && school.highAge !== null) return school.lowAge <= from && school.highAge > to;
  return /primary|all-through|infant|first/i.test(school.phase ?? "");
}

export const openIn = (school: School, year: number): boolean =>
  (!school.openDate || yearOf(new Date(school.openDate)) <= year) &&
  (!school.closeDate || yearOf(new Date(school.closeDate)) >= year);

/** How many schools of the place should have results of that dataset and year. */
export function schoolsExpected(atlas: Atlas, place: PlaceOf, dataset: DatasetId, year: number): number {
  const had = new Set(atlas.fresh.filter((f) => f.dataset === dataset).map((f) => f.urn));
  return place.urns.filter((urn) => {
    const school = atlas.schools.get(urn);
    return school && openIn(school, year) && (had.has(urn) || teaches(school, dataset));
  }).length;
}
