import { isDay } from "@/lib/checks/day";
import type { Column, Dataset } from "@/lib/datasets/define";

/** Cells with which people say that there is nothing. */
const BLANK = /^(?:[-–—]+|n\/a|#n\/a)?$/i;

const dayMs = 86_400_000;
/** Serial days of children's births: 1980 to 2064. Other numbers are no days. */
const SERIAL = { first: 29_221, last: 60_000 };

const two = (part: string) => part.padStart(2, "0");
const isoDay = (year: string, month: string, day: string) => `${year}-${two(month)}-${two(day)}`;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function ofSerial(serial: number, from1904: boolean): string | null {
  const days = Math.floor(serial) + (from1904 ? 1462 : 0);
  if (days < SERIAL.first || days > SERIAL.last) return null;
  return new Date(Date.UTC(1899, 11, 30) + days * dayMs).toISOString().slice(0, 10);
}

/** The forms in which spreadsheets and people write a day; the day stands before the month. A time of day goes. */
const FORMS: [RegExp, (parts: string[]) => string][] = [
  [/^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ][\d:.Z]+)?$/, ([y = "", m = "", d = ""]) => isoDay(y, m, d)],
  [/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?: [\d:.]+)?$/, ([d = "", m = "", y = ""]) => isoDay(y, m, d)],
  [/^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{2})$/, ([d = "", m = "", y = ""]) => isoDay(`20${y}`, m, d)],
  [
    /^(\d{1,2})[- ]([a-z]{3})[a-z]*[- ](\d{4}|\d{2})$/i,
    ([d = "", m = "", y = ""]) => isoDay(y.length === 2 ? `20${y}` : y, String(MONTHS.indexOf(m.toLowerCase()) + 1), d),
  ],
];

/** A day as YYYY-MM-DD; what is no day stays as it is, so that the checks say so. */
function dayOf(text: string, from1904: boolean): string {
  if (/^\d{5}(\.\d+)?$/.test(text)) return ofSerial(Number(text), from1904) ?? text;
  for (const [form, iso] of FORMS) {
    const day = iso(form.exec(text)?.slice(1) ?? []);
    if (isDay(day)) return day;
  }
  return text;
}

const SEXES: Record<string, string> = { male: "M", m: "M", boy: "M", female: "F", f: "F", girl: "F" };

const whole = (text: string) => text.replace(/^(\d+)\.0+$/, "$1");

/** A code in the capitals in which it is kept, and a number without the ".0" that programs add. */
function codeOf(text: string, column: Column, year: number): string {
  const plain = whole(text);
  return column.options?.(year).find((option) => option.toLowerCase() === plain.toLowerCase()) ?? plain;
}

/** "Year 1", "Y1" and "Reception" as the transfer file writes them. */
function yearGroupOf(text: string): string {
  if (/^(reception|rec|yr ?r|year r)$/i.test(text)) return "R";
  return whole(/^(?:year|yr|y) ?(\d{1,2})$/i.exec(text)?.[1] ?? text);
}

/** A sheet's own ways of writing a cell. */
interface Writing {
  dataset: Dataset;
  year: number;
  from1904: boolean;
}

/** The text of a field, `null` where it says that there is nothing. */
export const textIn = (field: string | undefined): string | null => {
  const text = (field ?? "").trim();
  return BLANK.test(text) ? null : text;
};

/** A field as the cell that the same school's transfer file would have given; what cannot be told stays as it is. */
export function cellOf(key: string, field: string | undefined, { dataset, year, from1904 }: Writing): string | null {
  const text = textIn(field);
  const column = dataset.columns[key];
  if (text === null || !column) return text;
  if (column.kind === "date") return dayOf(text, from1904);
  if (key === "sex") return SEXES[text.toLowerCase()] ?? text;
  if (key === "yearGroup") return yearGroupOf(text);
  if (column.kind === "choice" || column.kind === "mark") return codeOf(text, column, year);
  return text;
}

/** A UPN that a spreadsheet has made a number: what it was is lost. */
export const isNumber = (upn: string): boolean => /^[\d.,]+(?:E[+-]?\d+)?$/i.test(upn);

/** The year that an academic year ends in, from "2025", "2024/25", "2024-2025" or "202425"; null for anything else. */
export function yearIn(text: string): number | null {
  const [, first = "", second] = /^(20\d\d)(?:\.0+)?(?:[/–-]?(\d{2}|20\d{2}))?$/.exec(text) ?? [];
  if (first === "") return null;
  const year = Number(first);
  if (second === undefined) return year;
  return Number(second) % 100 === (year + 1) % 100 ? year + 1 : null;
}
