import type { Year } from "@/lib/year";
import { formAt, maintained } from "./kinds";
import { localities as allLocalities, type Locality } from "./places";
import { type Intake, makeSchool, type Names, type School, succeed } from "./schools";

/** An authority that does not exist; 999 is the code that is set aside for tests. */
export const demoAuthority = { code: "999", name: "Calderwick" } as const;

export interface AuthorityOptions {
  /** Schools that are open today, 1 to 900 (telephone numbers set aside for fiction end there). */
  schools?: number;
  /** Years with results, one after another, oldest first. */
  years?: Year[];
  seed?: number;
}

export interface Authority {
  code: string;
  name: string;
  seed: number;
  years: Year[];
  localities: Locality[];
  /** Every row of the register, a closed school included. */
  schools: School[];
  /** The places that take children into reception. */
  intakes: Intake[];
}

/** The academic year whose September the successor opened in. */
const successorFrom: Year = 2025;
/** The school that was followed by an academy, by its place in the list; smaller authorities have none. */
const closing = 4;

const pad = (value: number, width: number): string => String(value).padStart(width, "0");

function checkOptions(schools: number, years: Year[]): void {
  if (!Number.isInteger(schools) || schools < 1 || schools > 900)
    throw new RangeError(`The demo authority can have 1 to 900 schools, not ${schools}.`);
  const first = years[0];
  if (first === undefined || years.some((year, i) => year !== first + i) || first < 2022 || first + years.length > 2031)
    throw new RangeError(
      "The demo authority's years must follow one another, oldest first, from 2022 on (2030 at most).",
    );
}

function makeSchools(count: number, seed: number, localities: Locality[]): School[] {
  const taken: Names = { areas: new Set(), schools: new Set() };
  const used = { Primary: 2000, Secondary: 4000 };
  const schools: School[] = [];
  for (let index = 0; index < count; index++) {
    const before = schools[index - 1];
    const paired = formAt(index).ages[0] === 7 && before;
    const locality = paired ? before.locality : localities[index % localities.length];
    if (!locality) throw new RangeError("An authority needs a Locality.");
    const estab = String(++used[formAt(index).phase]);
    schools.push(makeSchool({ seed, index, estab, locality, taken, before }));
  }
  return schools;
}

/** Closes the school and adds the academy that follows it; the academy's numbers come after all others. */
function closeSchool(schools: School[], school: School): Intake {
  const primaries = schools.filter((each) => each.phase === "Primary").length;
  const successor = succeed(school, {
    urn: String(900001 + schools.length),
    estab: pad(2001 + primaries, 4),
    opened: `01/09/${successorFrom - 1}`,
    phone: `01632960${pad(schools.length, 3)}`,
  });
  Object.assign(school, {
    type: "Community school",
    group: maintained,
    religion: "Does not apply",
    name: `${school.area} Junior and Infant School`,
    closed: `31/08/${successorFrom - 1}`,
  });
  schools.push(successor);
  return { school, successor: { school: successor, from: successorFrom } };
}

/** The invented authority: its Localities and schools. The same options give the same authority. */
export function makeAuthority({
  schools: count = 24,
  years = [2022, 2023, 2024, 2025, 2026],
  seed = 1,
}: AuthorityOptions = {}): Authority {
  checkOptions(count, years);
  const localities = allLocalities.slice(0, Math.min(6, Math.max(3, Math.round(count / 6))));
  const schools = makeSchools(count, seed, localities);
  const intakes = schools
    .filter((school) => school.places > 0)
    .map((school): Intake => (school === schools[closing] ? closeSchool(schools, school) : { school }));
  return { ...demoAuthority, seed, years, localities, schools, intakes };
}

/** The school that a place was in a year. */
export const schoolIn = ({ school, successor }: Intake, year: Year): School =>
  successor && year >= successor.from ? successor.school : school;
