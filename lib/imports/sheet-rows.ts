import type { Cells, Dataset } from "@/lib/datasets/define";
import { keyInYear, type PlaceKey } from "@/lib/datasets/headers";
import type { SheetRow } from "@/lib/files/sheet";
import type { Survey } from "./sheet-survey";
import { cellOf, isNumber, textIn, yearIn } from "./sheet-values";

/** Which school a row is of, as far as it says; numbers as written. */
export interface Place {
  la: string | null;
  estab: string | null;
  urn: string | null;
  schoolName: string | null;
}

/** What a row gives: a child's cells with school and year, or why it is kept out; null for one without content. */
type TakenRow =
  | { place: Place; year: number; cells: Cells }
  | { place: Place | null; year: number | null; words: string }
  | null;

const identifying = ["upn", "surname", "forename", "born"];

const kept = {
  long: "has more fields than the header, so that its cells may be shifted",
  short: "has fewer fields than the header, so that its cells may be shifted",
  nameless: "has results but names no child",
  number:
    "has a number as UPN, such as 1E+12, which a spreadsheet made of it. Format the column as text, enter the UPN again and save",
  year: "does not say its academic year as 2025 or 2024/25",
};

/** Where the columns that are used stand in a sheet. */
export interface Layout {
  dataset: Dataset;
  at: ReadonlyMap<string, number>;
  /** The same in rows of a year: a header may mean another column there. */
  atIn(year: number): ReadonlyMap<string, number>;
  survey: Survey;
  /** The year of rows that do not say theirs. */
  year: number | null;
}

/** By key, with the columns of that year for headers that several years share; a column's own header comes first. */
function placedIn(survey: Survey, dataset: Dataset, year: number): Map<string, number> {
  const known = survey.columns.flatMap(({ key, header, index }) =>
    typeof key === "string" ? [{ index, key, own: keyInYear(dataset, { key, header }, year) }] : [],
  );
  const exact = new Set(known.filter(({ key, own }) => key === own).map(({ key }) => key));
  return new Map(known.map(({ index, key, own }) => [exact.has(own) ? key : own, index]));
}

/** The layout of a sheet of this dataset; `year` is that of rows which do not say theirs. */
export function layoutOf(survey: Survey, dataset: Dataset, year: number | null): Layout {
  const byYear = new Map<number, ReadonlyMap<string, number>>();
  const at = new Map(survey.columns.flatMap((c) => (c.key ? [[c.key, c.index] as const] : [])));
  const atIn = (of: number) => {
    const placed = byYear.get(of) ?? placedIn(survey, dataset, of);
    byYear.set(of, placed);
    return placed;
  };
  return { dataset, at, atIn, survey, year };
}

/** Excel leaves the last fields of a line out where they are blank; a row is whole if it reaches past what names a child. */
function isShort({ at, survey }: Layout, fields: string[]): boolean {
  if (fields.length >= survey.width) return false;
  const reach = Math.max(...identifying.map((key) => at.get(key) ?? -1));
  const born = at.get("born");
  return fields.length <= reach || (born !== undefined && !/\d/.test(fields[born] ?? ""));
}

function misshapen(layout: Layout, fields: string[]): string | null {
  if (layout.survey.sheet.fixed) return null;
  if (fields.slice(layout.survey.width).some((field) => field.trim() !== "")) return kept.long;
  return isShort(layout, fields) ? kept.short : null;
}

/** "9992001" and "999/2001" are both numbers in one cell. */
function placeOf(read: (key: PlaceKey) => string | null): Place {
  const plain = (key: PlaceKey) => read(key)?.replace(/\.0+$/, "") ?? null;
  const estab = plain("estab");
  const [, la, own] = /^(\d{3})[/ -]?(\d{4})$/.exec(estab ?? "") ?? [];
  return { la: plain("la") ?? la ?? null, estab: own ?? estab, urn: plain("urn"), schoolName: read("schoolName") };
}

function cellsOf(layout: Layout, fields: string[], year: number): Cells {
  const { dataset, survey } = layout;
  const at = layout.atIn(year);
  const writing = { dataset, year, from1904: survey.sheet.from1904 };
  const keys = Object.keys(dataset.columns);
  const cells = Object.fromEntries(
    keys.map((key) => {
      const index = at.get(key);
      return [key, index === undefined ? null : cellOf(key, fields[index], writing)];
    }),
  );
  return dataset.settle?.(cells, year) ?? cells;
}

/** Reads one row by a sheet's layout; pure. */
export function takeRow(layout: Layout, { fields }: SheetRow): TakenRow {
  const read = (key: string) => textIn(fields[layout.at.get(key) ?? -1]);
  const wrong = misshapen(layout, fields);
  if (wrong) return { place: null, year: null, words: wrong };
  if (![...layout.at.keys()].some((key) => key in layout.dataset.columns && read(key) !== null)) return null;
  const said = read("academicYear");
  const year = said === null ? layout.year : yearIn(said);
  const place = placeOf(read);
  if (identifying.every((key) => read(key) === null)) return { place, year, words: kept.nameless };
  if (isNumber(read("upn") ?? "")) return { place, year, words: kept.number };
  if (year === null) return { place, year, words: kept.year };
  return { place, year, cells: cellsOf(layout, fields, year) };
}
