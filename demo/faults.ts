import { checkLetter, upnLetters } from "@/lib/upn";
import type { Year } from "@/lib/year";
import { between, pick, type Random, shuffle, stream } from "./random";
import type { Dataset, PupilRow, ResultRow, SchoolRows } from "./rows";

export interface Context {
  random: Random;
  /** Pupil before this one in the file. */
  before?: PupilRow;
  /** A pupil of another school. */
  elsewhere?: PupilRow;
}

/** One way in which a school's record goes wrong in real life. */
export interface Fault {
  /** The check that must find it; others may speak too. */
  check: string;
  datasets: Dataset[];
  /** How often it comes, among all faults. */
  weight: number;
  spoil(row: PupilRow, context: Context): Partial<PupilRow>;
}

const both: Dataset[] = ["eyfsp", "phonics"];
const eyfsp: Dataset[] = ["eyfsp"];
const phonics: Dataset[] = ["phonics"];

function otherLetter(upn: string): string {
  const next = upnLetters[(upnLetters.indexOf(upn.charAt(0)) + 7) % upnLetters.length];
  return `${next}${upn.slice(1)}`;
}

/** The same UPN as a temporary one: last place a letter, check letter right. */
function temporary(upn: string): string {
  const body = `${upn.slice(1, 12)}A`;
  return `${checkLetter(body)}${body}`;
}

const onUpn =
  (change: (upn: string) => string): Fault["spoil"] =>
  ({ upn }) =>
    upn ? { upn: change(upn) } : {};

/** Another year of birth, on the 15th, so that no month is too short. */
const inYear = (born: string, by: number): string => `${Number(born.slice(0, 4)) + by}${born.slice(4, 7)}-15`;

/** A year away from the cohort, on the side where no other year group of the dataset lies. */
const nextCohort: Fault["spoil"] = ({ born, yearGroup }) =>
  born ? { born: inYear(born, yearGroup === "2" ? -1 : 1) } : {};

const setOneGoal =
  (result: string): Fault["spoil"] =>
  ({ results }, { random }) => {
    const at = between(random, 0, results.length - 1);
    return { results: results.map((row, i) => (i === at ? { ...row, result } : row)) };
  };

const dropOneGoal: Fault["spoil"] = ({ results }, { random }) => {
  const at = between(random, 0, results.length - 1);
  return { results: results.filter((_, i) => i !== at) };
};

/** Takes the UPN of the pupil before; the first pupil of a file, who has none, gets a wrong check letter. */
const shareUpn: Fault["spoil"] = (row, context) =>
  context.before?.upn ? { upn: context.before.upn } : onUpn(otherLetter)(row, context);

/** A child who moved, sent by the old school as well; where there is no other school, a wrong check letter. */
const sentTwice: Fault["spoil"] = (row, context) => {
  if (!context.elsewhere?.upn) return onUpn(otherLetter)(row, context);
  const { upn, surname, forename, born, sex, yearGroup, postcode } = context.elsewhere;
  return { upn, surname, forename, born, sex, yearGroup, postcode };
};

const checkResult = (result: string, qualifier: string): ResultRow => ({
  subject: "PHO",
  component: "PHO",
  method: "TA",
  qualifier,
  result,
});
const mark = ({ random }: Context, from: number, to: number): ResultRow =>
  checkResult(String(between(random, from, to)), "NM");

const table: [check: string, datasets: Dataset[], weight: number, spoil: Fault["spoil"]][] = [
  ["U01", both, 2, () => ({ upn: null })],
  ["U02", both, 3, onUpn(otherLetter)],
  ["U07", both, 3, onUpn(temporary)],
  ["U03", both, 2, shareUpn],
  ["U08", both, 1, sentTwice],
  ["N02", both, 1, () => ({ forename: null })],
  ["N03", both, 2, ({ surname }) => ({ surname: `${surname} (2)` })],
  ["D01", both, 1, ({ born }) => ({ born: `${born?.slice(0, 4)}-02-30` })],
  ["D02", both, 1, ({ born }) => ({ born: born && inYear(born, 9) })],
  ["D03", both, 2, nextCohort],
  ["G01", both, 2, () => ({ sex: null })],
  ["Y03", eyfsp, 1, () => ({ yearGroup: "1" })],
  ["A02", eyfsp, 2, ({ postcode }) => ({ postcode: postcode?.slice(0, -1) ?? null })],
  ["E01", eyfsp, 3, dropOneGoal],
  ["E02", eyfsp, 2, setOneGoal("3")],
  ["E03", eyfsp, 1, setOneGoal("A")],
  ["Y01", phonics, 1, () => ({ yearGroup: "3" })],
  ["Y04", phonics, 1, ({ yearGroup }) => ({ yearGroup: yearGroup === "1" ? "2" : "1" })],
  ["P01", phonics, 3, () => ({ results: [] })],
  ["P02", phonics, 2, (_, context) => ({ results: [mark(context, 41, 44)] })],
  ["P04", phonics, 2, (_, context) => ({ results: [mark(context, 3, 20), checkResult("D", "OT")] })],
];

export const faults: Fault[] = table.map(([check, datasets, weight, spoil]) => ({ check, datasets, weight, spoil }));

/** Share of records with a fault: the newest year is as it came, older ones were cleaned in their time. */
export const faultShare = { newest: 0.02, older: 0.003 };

export interface Planted {
  urn: string;
  /** Place in the school's file, from 1. */
  row: number;
  check: string;
}

/**
 * Spoils that share of a dataset's records in place, spread evenly over the schools and over the ways to go wrong, and
 * says which.
 */
export function plantFaults(
  schools: SchoolRows[],
  on: { seed: number; year: Year; dataset: Dataset; share: number },
): Planted[] {
  const random = stream(on.seed, "faults", on.year, on.dataset);
  const ways = faults.filter((fault) => fault.datasets.includes(on.dataset));
  const turns = shuffle(
    random,
    ways.flatMap((fault) => Array.from({ length: fault.weight }, () => fault)),
  );
  const records = schools.flatMap(({ school, rows }) =>
    rows.map((row, i) => ({ school, row, i, before: rows[i - 1] })),
  );
  const count = Math.round(records.length * on.share);
  const stride = records.length / Math.max(1, count);
  return Array.from({ length: count }, (_, nth) => {
    const at = Math.floor((nth + random()) * stride);
    const record = records[at] ?? pick(random, records);
    const other = records[(at + Math.floor(records.length / 2)) % records.length];
    const elsewhere = other?.school === record.school ? undefined : other?.row;
    const fault = turns[nth % turns.length] ?? pick(random, ways);
    Object.assign(record.row, fault.spoil(record.row, { random, before: record.before, elsewhere }));
    return { urn: record.school.urn, row: record.i + 1, check: fault.check };
  });
}
