import { Column, is, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type eyfspFigures, eyfspGuard, eyfspRecords } from "@/lib/datasets/eyfsp/table";
import { type phonicsFigures, phonicsGuard, phonicsRecords } from "@/lib/datasets/phonics/table";
import type { Unit } from "./figure";

export type DatasetId = "eyfsp" | "phonics";

/**
 * What measures are written over: the dataset's table under the name that the query gives it ("t"), without its
 * personal columns, so that a measure of a name does not compile.
 */
// `alias` types the whole table again; narrowing it to the figures' columns is the point of the cast.
const eyfspTable = alias(eyfspRecords, "t") as unknown as typeof eyfspFigures;
const phonicsTable = alias(phonicsRecords, "t") as unknown as typeof phonicsFigures;

export const eyfspRows = { id: "eyfsp", t: eyfspTable } as const;
export const phonicsRows = { id: "phonics", t: phonicsTable } as const;

/** Postgres columns that may be read by an aggregate, per dataset. */
const plain = (table: Record<string, unknown>, personal: string[]) =>
  Object.values(table)
    .flatMap((column) => (is(column, Column) ? [column.name] : []))
    .filter((name) => !personal.includes(name));
export const figureColumns: Record<DatasetId, string[]> = {
  eyfsp: plain(eyfspTable, eyfspGuard.personal),
  phonics: plain(phonicsTable, phonicsGuard.personal),
};

/** A cohort below this is small in this dataset whatever the authority's own threshold: DfE hides cohorts of 1 to 5. */
export const datasetThreshold: Record<DatasetId, number> = { eyfsp: 6, phonics: 6 };

interface Said {
  id: string;
  /** Head of a table, axis of a chart. */
  label: string;
  /** After "72 % of children": "reached a good level of development". */
  verb: string;
  unit: Unit;
  better: "higher" | "lower";
  /** How it is worked out, in words that a governor understands. */
  about: string;
  source: string;
  since: number;
  until: number;
  /** The largest value: 100 for percent, the scale's end for means. */
  max: number;
  /** The smallest, where it is not 0. */
  min?: number;
  /** A mean that is the sum of these measures: known, it gives one of them away when the others are shown. */
  sumOf?: string[];
  /** A spread of one whole (marks in bands): its groups share one denominator. */
  spread?: true;
  /** This measure's cohort and those aside are another's cohort: known, the two tell how many are aside. */
  asideShown?: true;
  /** Last summer's pupils belong to it too: only schools of which both summers are held are counted. */
  lastSummer?: true;
}

export interface Measure extends Said {
  of: DatasetId;
  /** Who is in the denominator. */
  counts: SQL;
  /** Who of them is in the numerator (percent). */
  meets?: SQL;
  /** What is averaged over them (mean). */
  value?: SQL;
  /** Who is out of the denominator and counted beside it. */
  aside?: SQL;
}

interface Declared<T> extends Said {
  counts(t: T): SQL;
  meets?(t: T): SQL;
  value?(t: T): SQL;
  aside?(t: T): SQL;
}

/** Declares a measure over a dataset's columns; one that names a personal column does not compile. */
export function measure<T>(
  of: { id: DatasetId; t: T },
  { counts, meets, value, aside, ...said }: Declared<T>,
): Measure {
  return {
    ...said,
    of: of.id,
    counts: counts(of.t),
    ...(meets && { meets: meets(of.t) }),
    ...(value && { value: value(of.t) }),
    ...(aside && { aside: aside(of.t) }),
  };
}
