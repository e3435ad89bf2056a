import { type SQL, sql } from "drizzle-orm";
import { type Aggregates, aggregates } from "./aggregates";
import type { DatasetId, Measure } from "./define";
import { type Dimension, type DimensionId, dimensions } from "./groups";
import { measureOf } from "./index";
import type { Atlas, PlaceOf } from "./places";
import { type Asked, rowsOf, textList, yearList } from "./source";

export interface Wanted {
  /** Ids of the registry. */
  measures: string[];
  years: number[];
  /** Dimensions by which cohorts are divided, besides all pupils. */
  by: DimensionId[];
  places: PlaceOf[];
}

export const placeId = (place: { kind: string; key: string }) => `${place.kind} ${place.key}`;

export const measuresOf = (dataset: DatasetId, wanted: Wanted) =>
  wanted.measures.map(measureOf).filter((m) => m.of === dataset);

export const dimensionsOf = (dataset: DatasetId, wanted: Wanted): Dimension[] =>
  wanted.by.map((id) => dimensions[id]).filter((d) => d.kind === "partition" || dataset === "phonics");

const columnsOf = (by: Dimension[], kind: Dimension["kind"]): string[] => [
  ...new Set(by.filter((d) => d.kind === kind).map((d) => d.column)),
];

const joined = (parts: SQL[]): SQL => sql.join(parts, sql`, `);
const raw = (parts: string[]): SQL => joined(parts.map((part) => sql.raw(part)));

/** Places with the URNs whose records are theirs, and the school that carries each URN's records on. */
function members(atlas: Atlas, places: PlaceOf[]): SQL {
  const carries = new Map(atlas.lines.map((l) => [l.urn, l.school]));
  const all = places.flatMap((p) => p.urns.map((urn) => ({ place: placeId(p), urn, school: carries.get(urn) ?? urn })));
  const lists = [all.map((m) => m.place), all.map((m) => m.urn), all.map((m) => m.school)].map(textList);
  return sql`member as materialized (select * from unnest(${joined(lists)}) as u(place, urn, school))`;
}

/** Schools of which both this summer and the last are held; each is looked up in the index, which no scan is as fast as. */
const followed = ({ laCode, years }: Asked): SQL => sql`
  summers as materialized (
    select distinct m.school, y.year from (select distinct urn, school from member) m
      cross join unnest(${yearList([...new Set(years.flatMap((year) => [year - 1, year]))])}) as y(year)
      cross join lateral (select from data.phonics x where x.la_code = ${laCode} and x.year = y.year and x.urn = m.urn limit 1) held),
  followed as (select now.school, now.year from summers now join summers before on before.school = now.school and before.year = now.year - 1)`;

/** The summed numbers of each place and year, and of each group of every partition. */
function totals(by: string[], { overCells }: Aggregates): SQL {
  const choose = (value: (column: string) => string) =>
    by.length > 0
      ? sql.raw(`case ${by.map((c) => `when grouping(s.${c}) = 0 then ${value(c)}`).join(" ")} end`)
      : sql`null::text`;
  return sql`
    select s.place, s.year, ${choose((c) => `'${c}'`)} as part, ${choose((c) => `s.${c}::text`)} as code, sum(s.records)::int as records,
      (select h.schools from held h where h.place = s.place and h.year = s.year) as schools,
      ${raw(overCells.map(({ name }) => `sum(s.${name})::float8 as ${name}`))}
    from summed s group by grouping sets (${raw(["(s.place, s.year)", ...by.map((c) => `(s.place, s.year, s.${c})`)])})`;
}

/** A spread by each value of its column, which only the spread's own measure is counted by. */
function spreads(of: Measure[], by: string[], { asked, made }: { asked: Asked; made: Aggregates }): SQL[] {
  const measure = of.find((m) => m.spread);
  if (!measure) return [];
  const met = made.columns.get(measure.id)?.[1];
  const numbers = made.overCells.map(({ name }) => (name === met ? "sum(c.n)::float8" : "0::float8"));
  return by.map(
    (column) => sql`
    union all select m.place, c.year, ${sql.raw(`'${column}', c.${column}::text`)}, 0, 0, ${raw(numbers)}
    from (select t.urn, t.year, ${sql.raw(`t.${column}`)}, count(*) as n from (${rowsOf(measure.of, { ...asked, lastSummer: false })}) t
      where ${measure.counts} group by t.urn, t.year, ${sql.raw(`t.${column}`)}) c
    join member m on m.urn = c.urn group by m.place, c.year, ${sql.raw(`c.${column}`)}`,
  );
}

/**
 * The one query of a dataset: every measure, place, year and group. Pupils are counted once, by URN and finest group;
 * those few cells are then summed over places, and these over groups. Exported for the benchmark.
 */
export function figuresQuery(dataset: DatasetId, atlas: Atlas, wanted: Wanted): { query: SQL; made: Aggregates } {
  const of = measuresOf(dataset, wanted);
  const made = aggregates(of);
  const dims = dimensionsOf(dataset, wanted);
  const by = columnsOf(dims, "partition");
  const asked: Asked = { laCode: atlas.laCode, years: wanted.years, lastSummer: of.some((m) => m.lastSummer) };
  const fine = (of: string) => raw(["urn", "year", ...by].map((column) => `${of}.${column}`));
  const places = raw(["m.place", "c.year", ...by.map((column) => `c.${column}`)]);
  const query = sql`with ${members(atlas, wanted.places)},${asked.lastSummer ? sql`${followed(asked)},` : sql``}
    cells as materialized (select ${fine("t")}, (count(*) filter (where not t.prior))::int as records, ${joined(made.inCell)}
      from (${rowsOf(dataset, asked)}) t group by ${fine("t")}),
    held as materialized (select m.place, c.year, count(distinct m.school)::int as schools
      from (select distinct urn, year from cells where records > 0) c join member m on m.urn = c.urn group by m.place, c.year),
    summed as materialized (select ${places}, sum(c.records) as records, ${joined(made.overCells.map(({ name, sum }) => sql`${sum} as ${sql.raw(name)}`))}
      from cells c join member m on m.urn = c.urn
      ${asked.lastSummer ? sql`left join followed f on f.school = m.school and f.year = c.year` : sql``} group by ${places})
    ${totals(by, made)} ${sql.join(spreads(of, columnsOf(dims, "spread"), { asked, made }), sql` `)}`;
  return { query, made };
}
