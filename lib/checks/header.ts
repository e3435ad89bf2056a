import type { FileCheck, FileClaim } from "@/lib/datasets/define";
import { type HeldYears, heldWords, holds, newestHeld, yearsHeld } from "@/lib/held-years";
import { yearLabel } from "@/lib/year";
import { listed } from "./marks";

const from = (claim: FileClaim) => (claim.schoolName ? ` (the file names ${claim.schoolName})` : "");

const rightAuthority: FileCheck = {
  scope: "file",
  id: "H02",
  severity: "error",
  title: "File of another authority",
  find: ({ la, ...claim }, { laCode }) => {
    if (la === laCode) return null;
    if (la === null) {
      return `The header does not say which authority the school belongs to: ${laCode} as LEA would be right. Ask the school for a new copy.`;
    }
    if (!/^\d{3}$/.test(la)) return `The header gives "${la}" as LEA: three digits, here ${laCode}, would be right.`;
    return `The file is from a school of authority ${la}${from({ la, ...claim })}, and this is authority ${laCode}. Send it to the authority it is from.`;
  },
  good: { claim: { la: "801" }, laCode: "801" },
  bad: { claim: { la: "802" }, laCode: "801" },
};

/** What the header gives as the school's number, when that is none. */
function noNumber(estab: string | null): string {
  if (estab === null) return "The file does not give the school's number: its four digits as Estab would be right.";
  const zeros = /^\d{1,3}$/.test(estab) ? " Spreadsheets drop zeros at the front." : "";
  return `The file gives "${estab}" as the school's number: four digits would be right.${zeros}`;
}

const rightSchool: FileCheck = {
  scope: "file",
  id: "S01",
  severity: "error",
  title: "School not known",
  find: (claim, { laCode, wishedUrn }) => {
    const { estab, urn, registerUrn } = claim;
    if (estab === null && urn === null && wishedUrn !== undefined) return null;
    const byUrn = estab === null && urn !== null;
    if (!byUrn && !/^\d{4}$/.test(estab ?? "")) return `${noNumber(estab)} Ask the school for a new copy.`;
    if (registerUrn === null) {
      if (byUrn)
        return `The authority has no school with URN ${urn}${from(claim)}. Put the school's own URN into the file.`;
      return `The register has no school with number ${laCode}/${estab} in that summer${from(claim)}. Ask the school to put its own number into the file, or load a newer register.`;
    }
    if (wishedUrn === undefined || wishedUrn === registerUrn) return null;
    return `The file is from the school with URN ${registerUrn}${from(claim)}, but the school with URN ${wishedUrn} was chosen. Choose the file's school, or send the other school's file.`;
  },
  good: { claim: { estab: "2001", registerUrn: "100001" } },
  bad: { claim: { estab: "2001", registerUrn: null } },
};

interface Held {
  title: string;
  years: HeldYears;
}

/**
 * The year whose results are meant: the one that was chosen; else the header's where there are results of it; else the
 * newest. `null` where nothing says it.
 */
export function yearMeant({ headerYear, resultYears }: FileClaim, wished?: number): number | null {
  const years = resultYears.map((r) => r.year).sort((a, b) => a - b);
  if (wished !== undefined) return years.length === 0 || years.includes(wished) ? wished : null;
  if (headerYear !== null && (years.length === 0 || years.includes(headerYear))) return headerYear;
  return years.at(-1) ?? null;
}

/** Of a file whose results say their year or years. */
function resultsFault(claim: FileClaim, years: number[], wished: number | undefined): string | null {
  if (wished !== undefined && !years.includes(wished)) {
    return `${yearLabel(wished)} was chosen, but the results in the file are of ${listed(years.map(yearLabel))}. Choose that year, or send the other file.`;
  }
  const meant = yearMeant(claim, wished);
  if (wished !== undefined || meant === null || claim.headerYear === null) return null;
  // A file made from August on can carry the header of the following year.
  if (claim.headerYear === meant || claim.headerYear === meant + 1) return null;
  const results = years.length > 1 ? "the newest results" : "the results";
  return `The header says ${yearLabel(claim.headerYear)}, but ${results} are of ${yearLabel(meant)}. If they are the ones that are meant, send the file again and choose ${yearLabel(meant)}.`;
}

/** Of a file whose results say no year. */
function headerFault({ headerYear }: FileClaim, wished: number | undefined): string | null {
  if (headerYear === null) {
    return wished === undefined
      ? "Neither the header nor the results say which year they are of. Send the file again and choose the year."
      : null;
  }
  if (wished === undefined || headerYear === wished || headerYear === wished + 1) return null;
  return `${yearLabel(wished)} was chosen, but the header says ${yearLabel(headerYear)}, and the results say no year. Ask the school which is right.`;
}

/**
 * H03: header, results and what the person said agree on a year that the dataset is held for. Which of several years of
 * results is taken (a full transfer file holds a pupil's history) is the importer's to decide.
 */
function rightYear({ title, years }: Held): FileCheck {
  const first = yearsHeld(years)[0] ?? 0;
  const ofFirst = [{ year: first, rows: 1 }];
  return {
    scope: "file",
    id: "H03",
    severity: "error",
    title: "Year not clear or not held",
    find: (claim, { wishedYear }) => {
      const of = [...new Set(claim.resultYears.map((r) => r.year))].sort((a, b) => a - b);
      const fault = of.length > 0 ? resultsFault(claim, of, wishedYear) : headerFault(claim, wishedYear);
      if (fault !== null) return fault;
      const meant = yearMeant(claim, wishedYear) ?? 0;
      return holds(years, meant) ? null : `The file is of ${yearLabel(meant)}. ${heldWords(title, years, meant)}`;
    },
    good: { claim: { headerYear: first + 1, resultYears: ofFirst } },
    bad: { claim: { headerYear: first, resultYears: ofFirst }, wishedYear: newestHeld(years) },
  };
}

/** What a file must say of itself before its rows are looked at. */
export const headerChecks = (held: Held): FileCheck[] => [rightAuthority, rightYear(held), rightSchool];
