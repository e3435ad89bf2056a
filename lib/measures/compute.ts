import { type SQL, sql } from "drizzle-orm";
import { asFigures, type Scope, type Tx } from "@/lib/database";
import type { DatasetId, Measure } from "./define";
import type { Figure } from "./figure";
import { type Dimension, type DimensionId, dimensionOf, dimensions } from "./groups";
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
  /** Column that the group is one value (`code`) of; null for all pupils. */
  part: string | null;
  code: string | null;
  records: number;
  schools: number | null;
}

const placeId = (place: { kind: string; key: string }) => `${place.kind} ${place.key}`;

/** Names of a measure's columns in the query: denominator, numerator (or sum), those aside. */
type Columns = Map<string, [count: string, met: string, aside?: string]>;

/** Aggregates of a dataset's measures; equal denominators (the same condition) are counted once. */
function aggregates(of: Measure[]): { select: SQL[]; names: string[]; columns: Columns } {
  const made = new Map<SQL, string>();
  const select: SQL[] = [];
  const names: string[] = [];
  const add = (letter: string, key: SQL, expression: SQL): string => {
    const known = made.get(key);
    if (known) return known;
    const name = `${letter}${select.length}`;
    made.set(key, name);
    names.push(name);
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
  return { select, names, columns };
}

const joined = (parts: SQL[]): SQL => sql.join(parts, sql`, `);

/**
 * The one query of a dataset: every measure, place, year and group in a single pass over the pupils, first by school and
 * finest group, then summed over places by grouping sets. Exported for the benchmark.
 */
export function figuresQuery(dataset: DatasetId, atlas: Atlas, wanted: Wanted): { query: SQL; columns: Columns } {
  const of = measuresOf(dataset, wanted);
  const { select, names, columns } = aggregates(of);
  const members = wanted.places.flatMap((p) => p.urns.map((urn) => ({ place: placeId(p), urn })));
  const dims = dimensionsOf(dataset, wanted);
  const by = columnsOf(dims, "partition");
  const fine = joined([sql`t.urn`, sql`t.school`, sql`t.year`, ...by.map((c) => sql.raw(`t.${c}`))]);
  const sets = [sql`(m.place, c.year)`, ...by.map((c) => sql.raw(`(m.place, c.year, c.${c})`))];
  const part = by.map((c) => sql.raw(`when grouping(c.${c}) = 0 then '${c}'`));
  const code = by.map((c) => sql.raw(`when grouping(c.${c}) = 0 then c.${c}::text`));
  const choose = (cases: SQL[]) => (cases.length > 0 ? sql`case ${sql.join(cases, sql` `)} end` : sql`null::text`);
  const query = sql`with ${sources[dataset]({ laCode: atlas.laCode, years: wanted.years, lines: atlas.lines })},
    member as (select * from unnest(${textList(members.map((x) => x.place))}, ${textList(members.map((x) => x.urn))}) as u(place, urn)),
    cells as materialized (select ${fine}, count(*) filter (where not t.prior) as records, ${joined(select)} from t group by ${fine})
    select m.place, c.year, ${choose(part)} as part, ${choose(code)} as code, sum(c.records)::int as records,
      (count(distinct c.school) filter (where c.records > 0))::int as schools,
      ${joined(names.map((n) => sql`sum(c.${sql.identifier(n)})::float8 as ${sql.identifier(n)}`))}
    from cells c join member m on m.urn = c.urn group by grouping sets (${joined(sets)})
    ${sql.join(spreads(of, columnsOf(dims, "spread"), { names, columns }), sql` `)}`;
  return { query, columns };
}

/** A spread by each value of its column, which only the spread's own measure is counted by. */
function spreads(of: Measure[], by: string[], { names, columns }: { names: string[]; columns: Columns }): SQL[] {
  const measure = of.find((m) => m.spread);
  if (!measure) return [];
  const met = columns.get(measure.id)?.[1];
  const counts = names.map((n) => (n === met ? sql`count(*)::float8` : sql`0::float8`));
  return by.map(
    (column) => sql`union all
      select m.place, t.year, ${sql.raw(`'${column}', t.${column}::text`)}, 0, 0, ${joined(counts)}
      from t join member m on m.urn = t.urn where ${measure.counts} group by m.place, t.year, ${sql.raw(`t.${column}`)}`,
  );
}

const columnsOf = (by: Dimension[], kind: Dimension["kind"]): string[] => [
  ...new Set(by.filter((d) => d.kind === kind).map((d) => d.column)),
];

const measuresOf = (dataset: DatasetId, wanted: Wanted) =>
  wanted.measures.map(measureOf).filter((m) => m.of === dataset);

const dimensionsOf = (dataset: DatasetId, wanted: Wanted): Dimension[] =>
  wanted.by.map((id) => dimensions[id]).filter((d) => d.kind === "partition" || dataset === "phonics");

/** Finds the rows of a place, year and group: one, or several of a spread's band. */
function indexRows(rows: Row[]) {
  const index = new Map(rows.map((row) => [`${row.place}|${row.year}|${row.part ?? ""}|${row.code ?? ""}`, row]));
  return (place: PlaceOf, year: number, group: string): Row[] => {
    const start = `${placeId(place)}|${year}|`;
    const by = dimensionOf(group);
    const codes = by ? (by.groups.find((g) => g.id === group)?.codes ?? []) : [""];
    return codes.map((code) => index.get(`${start}${by?.column ?? ""}|${code}`)).filter((row) => row !== undefined);
  };
}

interface Cell {
  atlas: Atlas;
  measure: Measure;
  columns: Columns;
  place: PlaceOf;
  year: number;
  group: string;
  whole?: Row;
  schools?: { in: number; of: number };
  rows: Row[];
}

function reasonFor({ atlas, measure, place, year, whole }: Cell): "not-applicable" | "not-held" | undefined {
  if (year < measure.since || year > measure.until) return "not-held";
  if (whole && whole.records > 0) return undefined;
  const school = place.kind === "school" ? atlas.schools.get(place.key) : undefined;
  return school && !teaches(school, measure.of) ? "not-applicable" : "not-held";
}

const sumIn = (rows: Row[], column: string | undefined): number =>
  column ? rows.reduce((sum, row) => sum + Number(row[column] ?? 0), 0) : 0;

function figureOf(cell: Cell): Figure {
  const { atlas, measure, columns, place, year, group, whole } = cell;
  const [count, met, aside] = columns.get(measure.id) ?? ["", ""];
  const { kind, key, label } = place;
  const base = {
    measure: measure.id,
    place: { kind, key, label },
    year,
    group,
    unit: measure.unit,
    ...(cell.schools && { schools: cell.schools }),
  };
  const reason = reasonFor(cell);
  if (reason) return { ...base, withheld: reason };
  const cohort = sumIn(measure.spread && whole ? [whole] : cell.rows, count);
  const top = sumIn(cell.rows, met);
  if (cohort === 0) return { ...base, withheld: noneOrNotHeld(measure, whole, count) };
  const value = measure.unit === "percent" ? (100 * top) / cohort : top / cohort;
  return {
    ...base,
    value,
    cohort,
    ...(measure.unit === "percent" && { met: top }),
    ...(aside && { aside: sumIn(cell.rows, aside) }),
  };
}

/** The end of year 2 needs last summer too: with records but without it nobody is in the cohort. */
const noneOrNotHeld = (measure: Measure, whole: Row | undefined, count: string) =>
  measure.id === "phonics.year2" && sumIn(whole ? [whole] : [], count) === 0 ? "not-held" : "none";

/** How many schools a wider place's figures rest on, once per dataset and year. */
function schoolsIn(atlas: Atlas, dataset: DatasetId, { place, year, whole }: Pick<Cell, "place" | "year" | "whole">) {
  if (place.kind === "school") return undefined;
  const held = whole?.schools ?? 0;
  return { in: held, of: Math.max(held, schoolsExpected(atlas, place, dataset, year)) };
}

async function computeDataset(tx: Tx, dataset: DatasetId, atlas: Atlas, wanted: Wanted): Promise<Figure[]> {
  const of = measuresOf(dataset, wanted);
  const places = wanted.places.filter((p) => p.kind !== "national");
  if (of.length === 0 || places.length === 0) return [];
  const { query, columns } = figuresQuery(dataset, atlas, { ...wanted, places });
  const by = dimensionsOf(dataset, wanted);
  const rowsAt = indexRows([...(await tx.db.execute<Row>(query))]);
  const placeYears = places.flatMap((place) => wanted.years.map((year) => ({ place, year })));
  return placeYears.flatMap(({ place, year }) => {
    const [whole] = rowsAt(place, year, "all");
    const schools = schoolsIn(atlas, dataset, { place, year, whole });
    return of.flatMap((measure) =>
      groupsFor(measure, by).map((group) =>
        figureOf({ atlas, measure, columns, place, year, group, whole, schools, rows: rowsAt(place, year, group) }),
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
