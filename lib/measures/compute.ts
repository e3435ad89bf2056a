import { type SQL, sql } from "drizzle-orm";
import { asFigures, type Scope, type Tx } from "@/lib/database";
import type { DatasetId, Measure } from "./define";
import type { Figure } from "./figure";
import { type Dimension, type DimensionId, dimensions } from "./groups";
import { measureOf } from "./index";
import { type Atlas, type PlaceOf, schoolsExpected, teaches } from "./places";
import { publishedFor } from "./published";
import { sources, textList } from "./source";

export interface Wanted {
  /** Ids of the registry. */
  measures: string[];
  years: number[];
  /** Dimensions by which cohorts are divided, besides all pupils. */
  by: DimensionId[];
  places: PlaceOf[];
}

/** One row per place, year and group; `c`, `m`, `a` and a number are denominators, numerators and those aside. */
interface Row extends Record<string, string | number | null> {
  place: string;
  year: number;
  /** Bits of `grouping()`: 0 where a dimension is part of the group. */
  part: number;
  code: string | null;
  records: number;
  schools: number | null;
}

const placeId = (place: { kind: string; key: string }) => `${place.kind} ${place.key}`;

/** Names of a measure's columns in the query: denominator, numerator (or sum), those aside. */
type Columns = Map<string, [count: string, met: string, aside?: string]>;

/** Aggregates of a dataset's measures; equal denominators (the same condition) are counted once. */
function aggregates(of: Measure[]): { select: SQL[]; columns: Columns } {
  const made = new Map<SQL, string>();
  const select: SQL[] = [];
  const add = (letter: string, key: SQL, expression: SQL): string => {
    const known = made.get(key);
    if (known) return known;
    const name = `${letter}${select.length}`;
    made.set(key, name);
    select.push(sql`${expression} as ${sql.identifier(name)}`);
    return name;
  };
  const columns: Columns = new Map();
  for (const m of of) {
    const count = add("c", m.counts, sql`(count(*) filter (where ${m.counts}))::int`);
    const aside = m.aside && add("a", m.aside, sql`(count(*) filter (where ${m.aside}))::int`);
    const top = m.meets
      ? sql`(count(*) filter (where (${m.counts}) and (${m.meets})))::int`
      : sql`coalesce(sum(${m.value}) filter (where ${m.counts}), 0)::float8`;
    const met = add("m", sql``, top);
    columns.set(m.id, [count, met, aside]);
  }
  return { select, columns };
}

/** The one query of a dataset: every measure, place, year and group in a single pass. Exported for the benchmark. */
export function figuresQuery(dataset: DatasetId, atlas: Atlas, wanted: Wanted): { query: SQL; columns: Columns } {
  const of = measuresOf(dataset, wanted);
  const { select, columns } = aggregates(of);
  const members = wanted.places.flatMap((p) => p.urns.map((urn) => ({ place: placeId(p), urn })));
  const by = dimensionsOf(dataset, wanted).map((d) => sql.raw(`t.${d.column}`));
  const sets = [sql`(m.place, t.year)`, ...by.map((column) => sql`(m.place, t.year, ${column})`)];
  const query = sql`with ${sources[dataset]({ laCode: atlas.laCode, years: wanted.years, lines: atlas.lines })},
    member as (select * from unnest(${textList(members.map((x) => x.place))}, ${textList(members.map((x) => x.urn))}) as u(place, urn)),
    seen as (select m.place, h.year, count(distinct h.school)::int as schools
      from (select distinct urn, school, year from t where not prior) h join member m on m.urn = h.urn group by 1, 2),
    counted as (select m.place, t.year, ${by.length ? sql`grouping(${sql.join(by, sql`, `)})` : sql`0`} as part,
        ${by.length ? sql`coalesce(${sql.join(by, sql`, `)}, '')` : sql`''`} as code,
        (count(*) filter (where not t.prior))::int as records, ${sql.join(select, sql`, `)}
      from t join member m on m.urn = t.urn group by grouping sets (${sql.join(sets, sql`, `)}))
    select c.*, s.schools from counted c left join seen s on s.place = c.place and s.year = c.year`;
  return { query, columns };
}

const measuresOf = (dataset: DatasetId, wanted: Wanted) =>
  wanted.measures.map(measureOf).filter((m) => m.of === dataset);

const dimensionsOf = (dataset: DatasetId, wanted: Wanted): Dimension[] =>
  wanted.by.map((id) => dimensions[id]).filter((d) => d.kind === "partition" || dataset === "phonics");

/** Finds the row of a place, year and group. */
function indexRows(rows: Row[], by: Dimension[]) {
  const every = (1 << by.length) - 1;
  const index = new Map<string, Row>();
  for (const row of rows) {
    const missing = every & ~row.part;
    const at = missing === 0 ? -1 : by.length - 1 - Math.log2(missing);
    const group = at < 0 ? "all" : by[at]?.groups.find((g) => g.code === row.code)?.id;
    if (group) index.set(`${row.place}|${row.year}|${group}`, row);
  }
  return (place: PlaceOf, year: number, group: string) => index.get(`${placeId(place)}|${year}|${group}`);
}

interface Cell {
  atlas: Atlas;
  measure: Measure;
  columns: Columns;
  place: PlaceOf;
  year: number;
  group: string;
  whole?: Row;
  row?: Row;
}

function reasonFor({ atlas, measure, place, year, whole }: Cell): "not-applicable" | "not-held" | undefined {
  if (year < measure.since || year > measure.until) return "not-held";
  if (whole && whole.records > 0) return undefined;
  const school = place.kind === "school" ? atlas.schools.get(place.key) : undefined;
  return school && !teaches(school, measure.of) ? "not-applicable" : "not-held";
}

const numberIn = (row: Row | undefined, column: string | undefined): number =>
  row && column ? Number(row[column] ?? 0) : 0;

function figureOf(cell: Cell): Figure {
  const { atlas, measure, columns, place, year, group, whole } = cell;
  const [count, met, aside] = columns.get(measure.id) ?? ["", ""];
  const { kind, key, label } = place;
  const wide = kind === "school" ? undefined : schoolsIn(atlas, cell);
  const base = {
    measure: measure.id,
    place: { kind, key, label },
    year,
    group,
    unit: measure.unit,
    ...(wide && { schools: wide }),
  };
  const reason = reasonFor(cell);
  if (reason) return { ...base, withheld: reason };
  const row = cell.row;
  const cohort = numberIn(measure.spread ? whole : row, count);
  const top = numberIn(row, met);
  if (cohort === 0) return { ...base, withheld: noneOrNotHeld(measure, whole, count) };
  const value = measure.unit === "percent" ? (100 * top) / cohort : top / cohort;
  return {
    ...base,
    value,
    cohort,
    ...(measure.unit === "percent" && { met: top }),
    ...(aside && { aside: numberIn(row, aside) }),
  };
}

/** The end of year 2 needs last summer too: with records but without it nobody is in the cohort. */
const noneOrNotHeld = (measure: Measure, whole: Row | undefined, count: string) =>
  measure.id === "phonics.year2" && numberIn(whole, count) === 0 ? "not-held" : "none";

function schoolsIn(atlas: Atlas, { measure, place, year, whole }: Cell): { in: number; of: number } {
  const held = whole?.schools ?? 0;
  return { in: held, of: Math.max(held, schoolsExpected(atlas, place, measure.of, year)) };
}

async function computeDataset(tx: Tx, dataset: DatasetId, atlas: Atlas, wanted: Wanted): Promise<Figure[]> {
  const of = measuresOf(dataset, wanted);
  const places = wanted.places.filter((p) => p.kind !== "national");
  if (of.length === 0 || places.length === 0) return [];
  const { query, columns } = figuresQuery(dataset, atlas, { ...wanted, places });
  const by = dimensionsOf(dataset, wanted);
  const rowAt = indexRows([...(await tx.db.execute<Row>(query))], by);
  const placeYears = places.flatMap((place) => wanted.years.map((year) => ({ place, year })));
  return placeYears.flatMap(({ place, year }) => {
    const whole = rowAt(place, year, "all");
    return of.flatMap((measure) =>
      groupsFor(measure, by).map((group) =>
        figureOf({ atlas, measure, columns, place, year, group, whole, row: rowAt(place, year, group) }),
      ),
    );
  });
}

/** A spread is shown by its own groups, every other measure for all pupils and by partition. */
const groupsFor = (measure: Measure, by: Dimension[]): string[] => [
  "all",
  ...by.filter((d) => (d.kind === "spread") === Boolean(measure.spread)).flatMap((d) => d.groups.map((g) => g.id)),
];

/**
 * Figures of every measure, place, year and group asked for, not yet suppressed: one query per dataset, run without any
 * grant on a personal column. Percent and means are not rounded. Published figures of England come with their source.
 */
export async function compute(scope: Scope, tx: Tx, atlas: Atlas, wanted: Wanted): Promise<Figure[]> {
  const national = wanted.places.find((p) => p.kind === "national");
  return asFigures(scope, tx, async (figuresTx) => {
    const parts = await Promise.all([
      computeDataset(figuresTx, "eyfsp", atlas, wanted),
      computeDataset(figuresTx, "phonics", atlas, wanted),
      national ? publishedFor(figuresTx, national, wanted) : [],
    ]);
    return parts.flat();
  });
}
