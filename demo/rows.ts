import type { Year } from "@/lib/year";
import type { School } from "./schools";

/** One assessment as a Common Transfer File says it. */
export interface ResultRow {
  subject: string;
  component: string;
  method: string;
  qualifier: string;
  result: string;
}

/** One pupil of a file; `null` leaves the element out. */
export interface PupilRow {
  upn: string | null;
  surname: string | null;
  forename: string | null;
  born: string | null;
  sex: string | null;
  yearGroup: string | null;
  postcode: string | null;
  results: ResultRow[];
}

export type Dataset = "eyfsp" | "phonics";

/** One school's pupils of one dataset and year, in the order of its file. */
export interface SchoolRows {
  school: School;
  rows: PupilRow[];
}

export interface YearOfRows {
  year: Year;
  eyfsp: SchoolRows[];
  phonics: SchoolRows[];
}
