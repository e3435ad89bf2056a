import { asFigures, type Scope, type Tx } from "@/lib/database";
import type { Columns } from "./aggregates";
import type { DatasetId, Measure } from "./define";
import type { Figure } from "./figure";
import { type Dimension, dimensionOf } from "./groups";
import { type Atlas, type PlaceOf, schoolsExpected, teaches } from "./places";
import { publishedFor } from "./published";
import { dimensionsOf, figuresQuery, measuresOf, placeId, type Wanted } from "./query";

/** One row per place, year and group, with a number per column that `Columns` names. */
interface Row extends Record<string, string | number | null> {
  place: string;
  year: number;
  /** Column that the group is one value (`code`) of; null for all pupils. */
  part: string | null;
  code: string | null;
  records: number;
  schools: number | null;
}

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
  const { measure, columns, place, year, group, whole } = cell;
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
  const { query, made } = figuresQuery(dataset, atlas, { ...wanted, places });
  const { columns } = made;
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
