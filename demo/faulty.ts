import { checkLetter } from "@/lib/upn";
import type { Year } from "@/lib/year";
import { makeAuthority } from "./authority";
import { type CtfFile, ctfName, ctfText } from "./ctf";
import { faults } from "./faults";
import { yearsOfRows } from "./pupils";
import { stream } from "./random";
import type { Dataset, PupilRow, ResultRow } from "./rows";
import { writeZip } from "./zip";

export interface FaultyFile {
  /** Its name in the ZIP. */
  name: string;
  /** Why it holds nothing to take, where it does not. */
  refused?: "no dataset" | "not XML";
  dataset?: Dataset;
  urn?: string;
  pupils: number;
  /** Place of a pupil in the file, from 1, and the checks that must find something there; others may speak too. */
  rows: { row: number; checks: string[] }[];
}

type Spoil = (row: PupilRow, before: PupilRow) => Partial<PupilRow>;
type Way = [check: string, spoil: Spoil];

/** The ways that the demo's own files go wrong, by the check that finds them. */
const known = (...checks: string[]): Way[] =>
  checks.map((check): Way => {
    const fault = faults.find((each) => each.check === check);
    if (!fault) throw new RangeError(`No fault is known for ${check}.`);
    return [check, (row, before) => fault.spoil(row, { random: stream("faulty", check), before })];
  });

const withBody = (body: string): Partial<PupilRow> => ({ upn: `${checkLetter(body) ?? "A"}${body}` });
const bodyOf = ({ upn }: PupilRow): string => upn?.slice(1) ?? "";

const upnWays: Way[] = [
  ["U04", (row) => withBody(`998${bodyOf(row).slice(3)}`)],
  ["U05", (row) => withBody(`9992O01${bodyOf(row).slice(7)}`)],
  ["U06", (row) => withBody(`${bodyOf(row).slice(0, 11)}I`)],
];

const change = (row: PupilRow, result: (each: ResultRow, at: number) => ResultRow): Partial<PupilRow> => ({
  results: row.results.map(result),
});
const flip = (mark: string): string => (mark === "2" ? "1" : "2");

const profileWays: Way[] = [
  ["E04", (row) => change(row, (each) => ({ ...each, result: "A" }))],
  [
    "E06",
    (row) => ({
      results: row.results.flatMap((each, at) => (at === 4 ? [each, { ...each, result: flip(each.result) }] : [each])),
    }),
  ],
  ["E07", (row) => change(row, (each) => ({ ...each, component: each.component.replace("E", "G") }))],
];

const mark = (result: string, qualifier = "NM"): ResultRow => ({
  subject: "PHO",
  component: "PHO",
  method: "TA",
  qualifier,
  result,
});

const phonicsWays: Way[] = [
  ["P03", () => ({ results: [mark("X", "OT")] })],
  ["P05", () => ({ results: [mark("35"), mark("Q", "OT")] })],
];

/** Which ways each of the three schools' files goes wrong, from its second pupil on, every second pupil. */
const plan: { dataset: Dataset; ways: Way[] }[] = [
  {
    dataset: "eyfsp",
    ways: [
      ...known("U01", "U02", "U07", "U03", "N02", "N03", "D01", "D02", "D03", "G01"),
      ...upnWays,
      ["N01", () => ({ surname: null })],
    ],
  },
  { dataset: "phonics", ways: [...known("U02", "Y01", "Y04", "P01", "P02", "P04"), ...phonicsWays] },
  { dataset: "eyfsp", ways: [...known("Y03", "A02", "E01", "E02", "E03"), ...profileWays] },
];

/** Neither born outside the year group's year nor exempt, so that nothing but the planted faults can be found. */
function isPlain(row: PupilRow, year: Year): boolean {
  const ages: Record<string, number> = { R: 6, "1": 7, "2": 8 };
  const start = year - (ages[row.yearGroup ?? ""] ?? 0);
  const born = row.born ?? "";
  return born >= `${start}-09-01` && born < `${start + 1}-09-01` && row.results.every(({ result }) => result !== "A");
}

function spoilRows(rows: PupilRow[], ways: Way[]): FaultyFile["rows"] {
  return ways.flatMap(([check, spoil], nth) => {
    const at = 2 * nth + 1;
    const [row, before] = [rows[at], rows[at - 1]];
    if (!row || !before) throw new RangeError(`The file has too few pupils for ${check}.`);
    Object.assign(row, spoil(row, before));
    const own = { row: at + 1, checks: [check] };
    return check === "U03" ? [{ row: at, checks: [check] }, own] : [own];
  });
}

const ks1Row = (pupil: PupilRow): PupilRow => ({
  ...pupil,
  yearGroup: "2",
  results: [
    { subject: "ENG", component: "REA", method: "TA", qualifier: "TG", result: "EXS" },
    { subject: "MAT", component: "MAT", method: "TA", qualifier: "TG", result: "WTS" },
  ],
});

/**
 * Writes a small ZIP of one year: three schools' files (two profiles, one phonics) whose pupils are those of the default
 * demo, with each record fault once; a key stage 1 file, which is no dataset; and a list that only calls itself XML.
 * Returns what is in it.
 */
export function writeFaultyZip(path: string, year: Year = 2026): FaultyFile[] {
  const authority = makeAuthority();
  const rowsOfYear = [...yearsOfRows(authority)].find((each) => each.year === year);
  if (!rowsOfYear) throw new RangeError(`The demo has no results for ${year}.`);
  const said: FaultyFile[] = [];
  const files: { name: string; bytes: Buffer }[] = [];
  const add = (file: FaultyFile, text: string): void => {
    said.push(file);
    files.push({ name: file.name, bytes: Buffer.from(text) });
  };
  for (const [at, { dataset, ways }] of plan.entries()) {
    const own = rowsOfYear[dataset][at];
    if (!own) throw new RangeError("The demo has too few schools.");
    const rows = own.rows.filter((row) => isPlain(row, year));
    const ctf: CtfFile = { dataset, year, school: own.school, rows };
    const planted = spoilRows(rows, ways);
    add({ name: ctfName(ctf), dataset, urn: own.school.urn, pupils: rows.length, rows: planted }, ctfText(ctf));
  }
  const [, , , other] = rowsOfYear.phonics;
  if (!other) throw new RangeError("The demo has too few schools.");
  const ks1: CtfFile = { dataset: "ks1", year, school: other.school, rows: other.rows.slice(0, 2).map(ks1Row) };
  add({ name: ctfName(ks1), refused: "no dataset", pupils: 2, rows: [] }, ctfText(ks1));
  const list = { dataset: "eyfsp", school: other.school } as const;
  add({ name: ctfName(list), refused: "not XML", pupils: 0, rows: [] }, "Class,Places\r\nWillow,30\r\nRowan,28\r\n");
  writeZip(path, files);
  return said;
}
