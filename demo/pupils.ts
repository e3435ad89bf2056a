import type { Year } from "@/lib/year";
import { type Authority, schoolIn } from "./authority";
import { type Child, makeNursery, type Nursery, newCohort, newcomer } from "./families";
import { between, type Random, stream } from "./random";
import { profilesOf, sharesOf, year1Of, year2Of } from "./results";
import type { PupilRow, ResultRow, SchoolRows, YearOfRows } from "./rows";

const leaveShare = 0.03;
const moveShare = 0.025;
const joinShare = 0.03;

function otherIntake(random: Random, count: number, own: number): number {
  const drawn = between(random, 0, count - 2);
  return drawn < own ? drawn : drawn + 1;
}

interface Summer {
  authority: Authority;
  nursery: Nursery;
  year: Year;
}

/** Who is in a cohort a year later: some have left, some changed school, some came from outside. */
function moved({ authority, nursery, year }: Summer, cohort: Child[], reception: Year): Child[] {
  const random = stream(authority.seed, "moves", year, reception);
  const count = authority.intakes.length;
  const stay = cohort.filter(() => random() >= leaveShare);
  for (const child of stay)
    if (count > 1 && random() < moveShare) child.intake = otherIntake(random, count, child.intake);
  const joined = Array.from({ length: Math.round(cohort.length * joinShare) }, () => {
    const child = newcomer(authority, nursery, { year: reception, intake: between(random, 0, count - 1), random });
    child.met = year > reception + 1 && random() < sharesOf(authority.seed, year - 1).year1;
    return child;
  });
  return [...stay, ...joined];
}

function reception({ authority, nursery, year }: Summer): Child[] {
  return authority.intakes.flatMap((_, intake) => newCohort(authority, nursery, { year, intake }));
}

const rowOf = (child: Child, yearGroup: string, results: ResultRow[]): PupilRow => ({
  upn: child.upn,
  surname: child.surname,
  forename: child.forename,
  born: child.born,
  sex: child.sex,
  yearGroup,
  postcode: yearGroup === "R" ? child.postcode : null,
  results,
});

const fileOrder = (a: PupilRow, b: PupilRow): number => {
  const left = `${a.yearGroup} ${a.surname} ${a.forename} ${a.upn}`;
  const right = `${b.yearGroup} ${b.surname} ${b.forename} ${b.upn}`;
  return left < right ? -1 : left > right ? 1 : 0;
};

const hasLeft = (results: ResultRow[] | undefined): boolean => results?.[0]?.result === "L";

interface Group {
  yearGroup: string;
  results: Map<Child, ResultRow[]>;
}

/** The rows of each school that has any, each school's in the order of its file. */
function bySchool({ authority, year }: Summer, groups: Group[]): SchoolRows[] {
  const rows: PupilRow[][] = authority.intakes.map(() => []);
  for (const { yearGroup, results } of groups)
    for (const [child, own] of results) rows[child.intake]?.push(rowOf(child, yearGroup, own));
  return authority.intakes
    .map((intake, at) => ({ school: schoolIn(intake, year), rows: (rows[at] ?? []).sort(fileOrder) }))
    .filter((each) => each.rows.length > 0);
}

/** The children alive in one summer, by what school year they are in. */
interface Cohorts {
  r: Child[];
  y1: Child[];
  y2: Child[];
}

/** Everyone is a year older; who met the standard in year 1 stays in the cohort and is not checked again. */
function nextCohorts(summer: Summer, { r, y1 }: Cohorts): Cohorts {
  return {
    r: reception(summer),
    y1: moved(summer, r, summer.year - 1),
    y2: moved(summer, y1, summer.year - 2),
  };
}

/**
 * What the authority's schools would truly have to send, year by year, oldest first; two years of life come before the
 * first, so that its year 1 and 2 children have a past. Only one year's rows are held at a time.
 */
export function* yearsOfRows(authority: Authority): Generator<YearOfRows> {
  const nursery = makeNursery(authority);
  const [first = 0] = authority.years;
  let cohorts: Cohorts = { r: [], y1: [], y2: [] };
  for (let year = first - 2; year < first + authority.years.length; year++) {
    const summer = { authority, nursery, year };
    cohorts = nextCohorts(summer, cohorts);
    const { seed } = authority;
    const checked = [
      { yearGroup: "1", results: year1Of({ seed, year, children: cohorts.y1 }) },
      { yearGroup: "2", results: year2Of({ seed, year, children: cohorts.y2.filter((child) => !child.met) }) },
    ];
    cohorts.y1 = cohorts.y1.filter((child) => !hasLeft(checked[0]?.results.get(child)));
    if (year < first) continue;
    const profiles = [{ yearGroup: "R", results: profilesOf({ seed, year, children: cohorts.r }) }];
    yield { year, eyfsp: bySchool(summer, profiles), phonics: bySchool(summer, checked) };
  }
}
