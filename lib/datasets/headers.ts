import { columnsIn, type Dataset, keysIn } from "./define";

/** What a sheet says of a child's school and year, beside the columns of a dataset; synonyms, the usual one first. */
export const placeColumns = {
  la: { label: "Authority’s number", headers: ["LA", "LEA", "LA number", "LA code", "LANumber", "LEA number"] },
  estab: {
    label: "School’s number",
    headers: ["Estab", "DfE", "DfE number", "Establishment number", "School number", "LAEstab", "Estab number"],
  },
  urn: { label: "School’s URN", headers: ["URN", "EYURN", "EY URN", "Unique reference number"] },
  schoolName: { label: "School’s name", headers: ["School", "School name", "Establishment name", "Setting name"] },
  academicYear: {
    label: "Academic year",
    headers: ["Academic year", "ACADYR", "Assessment year", "Year of assessment", "Collection year"],
  },
} as const;

export type PlaceKey = keyof typeof placeColumns;

/** In DfE's layouts and of no use here. */
const passedOver = ["Middle name(s)", "Middle names", "Middle name"];

/** A header as it is compared: letters and digits alone. */
export const headerNorm = (header: string): string =>
  header
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

type Lookup = ReadonlyMap<string, string | null>;

const lookups = new Map<string, Lookup>();

/**
 * Of a dataset: the columns by every header that they are known by; `null` is left out. A header that columns of different
 * years share is the newest one's; `keyInYear` tells them apart.
 */
export function headersOf(dataset: Dataset): Lookup {
  const known = lookups.get(dataset.id);
  if (known) return known;
  const columns = Object.entries({ ...dataset.columns, ...placeColumns } as Record<
    string,
    { headers?: readonly string[] }
  >);
  const made = new Map<string, string | null>([
    ...passedOver.map((header) => [headerNorm(header), null] as const),
    ...columns.toReversed().flatMap(([key, { headers = [] }]) => headers.map((h) => [headerNorm(h), key] as const)),
  ]);
  lookups.set(dataset.id, made);
  return made;
}

/** What a header that is known as `key` means in a year: goals of two frameworks share names (Speaking, ELG01). */
export function keyInYear(dataset: Dataset, { key, header }: { key: string; header: string }, year: number): string {
  if (!(key in dataset.columns) || keysIn(dataset, year).has(key)) return key;
  const norm = headerNorm(header);
  const own = columnsIn(dataset, year).find(([, { headers = [] }]) => headers.some((h) => headerNorm(h) === norm));
  return own?.[0] ?? key;
}

const identity = ["upn", "surname", "forename", "born", "sex", "yearGroup"];

/** The columns that are a dataset's own: its results. */
export const resultKeys = (dataset: Dataset): string[] =>
  Object.entries(dataset.columns)
    .filter(([key, column]) => !column.personal && !identity.includes(key))
    .map(([key]) => key);

/** What a column of a sheet may be said to be, with words for a list. */
export const columnChoices = (dataset: Dataset): { key: string; label: string }[] => [
  ...Object.entries(dataset.columns)
    .filter(([, column]) => column.headers)
    .map(([key, { label, about }]) => ({ key, label: about ? `${label} (${about})` : label })),
  ...Object.entries(placeColumns).map(([key, { label }]) => ({ key, label })),
];
