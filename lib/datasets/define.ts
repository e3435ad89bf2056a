import type { PgTable } from "drizzle-orm/pg-core";
import type { CellSpec, DatasetGuard, Domain } from "@/db/dataset-table";
import type { Tx } from "@/db/scope";
import type { CtfPupil } from "@/lib/files/types";
import type { HeldYears } from "@/lib/held-years";

/** A record's editable cells, by column key; text exactly as received, `null` when there was nothing. */
export type Cells<K extends string = string> = Record<K, string | null>;

export type ColumnKind = "upn" | "name" | "date" | "choice" | "mark" | "postcode" | "text";

/** A column is declared once; grid, checks, import, export and history read it from here. */
export interface Column extends CellSpec {
  /** Head of the column in the grid. */
  label: string;
  /** Written out, where the head is a code (E01). */
  about?: string;
  kind: ColumnKind;
  /** What its column may be called in a spreadsheet, the usual one first; capitals, spaces and points do not matter. */
  headers?: readonly string[];
  /** Pixels in the grid. */
  width: number;
  /** What a cell may be set to, where that is a short list; years differ. */
  options?: (year: number) => readonly string[];
  /** First and last year in which the column exists; always, when left out. */
  since?: number;
  until?: number;
}
export type Columns = Record<string, Column>;

/** What a check may look at besides the record itself. */
export interface CheckContext {
  laCode: string;
  year: number;
}

export type Severity = "error" | "query";

export interface Finding<K extends string = string> {
  /** What is wrong and what would be right. */
  words: string;
  /** Where only some of the check's columns are concerned, or the severity is not the usual one. */
  columns?: K[];
  severity?: Severity;
}

/** An example of a record for a check: only the cells that matter; the rest is a sound record. */
export interface Example<K extends string = string> {
  cells: Partial<Cells<K>>;
  year?: number;
  laCode?: string;
}

/** A check of one record by itself: pure. `K` are the columns it reads; a misspelt one does not compile. */
export interface RowCheck<K extends string = string> {
  scope: "row";
  id: string;
  severity: Severity;
  title: string;
  /** Every column it reads: a mark "correct" holds while their values stay the same. */
  columns: K[];
  find(cells: Cells<K>, context: CheckContext): Finding<K> | null;
  good: Example<K>;
  /** Several where years differ. */
  bad: Example<K> | Example<K>[];
}

/**
 * A check of records against each other: SQL over the dataset's table, for the UPNs given (or all).
 * Examples are lists of records by school; `bad` says which of them are found.
 */
export interface SetCheck {
  scope: "set";
  id: string;
  severity: Severity;
  title: string;
  columns: string[];
  find(tx: Tx, set: SetOf): Promise<(Finding & { recordId: string })[]>;
  /** The column whose equal values make records be compared; a change of it re-checks those of the old and the new value. */
  key: string;
  good: { urn: string; cells: Partial<Cells> }[];
  bad: { urn: string; cells: Partial<Cells> }[];
}

/** The part of a dataset's year that a set check is run for. */
export interface SetOf extends CheckContext {
  /** Table in `data`. */
  table: string;
  /** Only records with one of these values in the check's key column. */
  among: string[];
}

/** A check of what a file says about itself, before its rows are looked at: an error rejects the school's part. */
export interface FileCheck {
  scope: "file";
  id: string;
  severity: Severity;
  title: string;
  find(claim: FileClaim, context: CheckContext & { wishedYear?: number; wishedUrn?: string }): string | null;
  good: FileExample;
  bad: FileExample;
}
export interface FileExample {
  claim: Partial<FileClaim>;
  laCode?: string;
  wishedYear?: number;
  wishedUrn?: string;
}

/** What the header and the results of a file say: which school, which year. */
export interface FileClaim {
  la: string | null;
  estab: string | null;
  urn: string | null;
  schoolName: string | null;
  /** Year (the one it ends in) by the header. */
  headerYear: number | null;
  /** Years of the results, with how many rows of each. */
  resultYears: { year: number; rows: number }[];
  /** URN that the register holds for the authority and number in that summer; null when there is none. */
  registerUrn: string | null;
}

export type Check = RowCheck | SetCheck | FileCheck;

/** What is taken from one pupil of a Common Transfer File for this dataset. */
export interface Taken {
  /** The results' year as written; null when none is given. */
  year: string | null;
  cells: Cells;
}

export interface Dataset {
  id: string;
  title: string;
  /** As schools call the children in it, for sentences. */
  children: string;
  domain: Domain;
  years: HeldYears;
  columns: Columns;
  table: { records: PgTable; figures: Record<string, unknown>; guard: DatasetGuard };
  /** Postgres columns worked out from the cells, by column name; run at every write. */
  derive(cells: Cells, year: number): Record<string, string | number | boolean | null>;
  /** Rows of this dataset in one pupil of a CTF: one per year of results, none when the pupil has no such results. */
  fromCtf(pupil: CtfPupil): Taken[];
  /** Puts what was sent in columns that the year does not have into one that it has, so that nothing is lost. */
  settle?(cells: Cells, year: number): Cells;
  checks: Check[];
}

/** Declares a dataset; the registry test holds every declaration against its promises. */
export const dataset = <const D extends Dataset>(declared: D): D => declared;

/** The columns that a year has, by key. */
export const columnsIn = (of: Dataset, year: number): [string, Column][] =>
  Object.entries(of.columns).filter(([, c]) => year >= (c.since ?? 0) && year <= (c.until ?? 9999));

const keysByYear = new WeakMap<Dataset, Map<number, ReadonlySet<string>>>();

/** The keys of the columns that a year has; kept, because checks ask for them at every record. */
export function keysIn(of: Dataset, year: number): ReadonlySet<string> {
  const byYear = keysByYear.get(of) ?? new Map<number, ReadonlySet<string>>();
  const keys = byYear.get(year) ?? new Set(columnsIn(of, year).map(([key]) => key));
  keysByYear.set(of, byYear.set(year, keys));
  return keys;
}
