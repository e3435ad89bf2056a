import { makeUpn } from "@/lib/upn";
import type { Year } from "@/lib/year";
import { type Authority, schoolIn } from "./authority";
import { anyHeritage, familyName, type Heritage, type Sex } from "./names";
import type { Term } from "./national";
import { postcode } from "./places";
import { between, normal, pick, type Random, stream } from "./random";

/** Days since 1970. */
type Day = number;

interface Family {
  surname: string;
  postcode: string;
  heritage: Heritage;
  youngest: Day;
  forenames: string[];
}

export interface Child {
  upn: string;
  surname: string;
  forename: string;
  sex: Sex;
  /** YYYY-MM-DD. */
  born: string;
  term: Term;
  /** Months older than the youngest of the cohort, 0 to 11. */
  months: number;
  postcode: string;
  /** Place in the authority's intakes that the child attends now. */
  intake: number;
  /** Mean about 0, deviation about 1; the school's effect is in it. */
  ability: number;
  /** Met the phonics standard so far. */
  met: boolean;
}

const msPerDay = 86_400_000;
/** A brother or sister in another school year is born at least this many days later. */
const siblingGap = 300;
const deferredShare = 0.006;
const siblingShare = 0.32;
const twinShare = 0.012;

const iso = (day: Day): string => new Date(day * msPerDay).toISOString().slice(0, 10);
const monthOf = (day: Day): number => new Date(day * msPerDay).getUTCMonth();
const terms: Term[] = ["autumn", "spring", "summer"];

/** Birthdays of a cohort begin on 1 September; a few summer-born children started a year later than they could have. */
function birthday(random: Random, year: Year): Day {
  const first = Date.UTC(year - 6, 8, 1) / msPerDay;
  if (random() >= deferredShare) return first + between(random, 0, 364);
  return Date.UTC(year - 6, 3, 1) / msPerDay + between(random, 0, 152);
}

/** Families, and the next serial of each issuer's UPNs, as the years go by. */
export interface Nursery {
  families: Family[][];
  serials: Map<string, number>;
}
export const makeNursery = (authority: Authority): Nursery => ({
  families: authority.intakes.map(() => []),
  serials: new Map(),
});

function newUpn(nursery: Nursery, estab: string, year: Year): string {
  const allocated = String(year - 1).slice(2);
  const serial = (nursery.serials.get(estab + allocated) ?? 0) + 1;
  nursery.serials.set(estab + allocated, serial);
  return makeUpn("999", estab, allocated, String(serial).padStart(3, "0"));
}

interface Birth {
  authority: Authority;
  nursery: Nursery;
  random: Random;
  /** Year of reception. */
  year: Year;
  intake: number;
  /** Number of the school that gave the UPN. */
  issuer: string;
}

function familyFor({ authority, nursery, random, year, intake }: Birth, born: Day): Family {
  const known = nursery.families[intake]?.filter((family) => born - family.youngest >= siblingGap) ?? [];
  if (known.length > 0 && random() < siblingShare) return pick(random, known);
  const place = authority.intakes[intake];
  if (!place) throw new RangeError(`There is no intake ${intake}.`);
  const heritage = anyHeritage(random);
  return {
    surname: familyName(random, heritage),
    postcode: postcode(random, schoolIn(place, year).locality),
    heritage,
    youngest: born,
    forenames: [],
  };
}

function childOf(birth: Birth, family: Family, born: Day): Child {
  const { random, authority, nursery, year, intake, issuer } = birth;
  const sex: Sex = random() < 0.512 ? "M" : "F";
  const free = family.heritage[sex].filter((name) => !family.forenames.includes(name));
  const forename = pick(random, free);
  const months = (7 - monthOf(born) + 12) % 12;
  const place = authority.intakes[intake];
  const effect = place ? schoolIn(place, year).effect : 0;
  family.youngest = born;
  family.forenames.push(forename);
  return {
    upn: newUpn(nursery, issuer, year),
    surname: family.surname,
    forename,
    sex,
    born: iso(born),
    term: terms[2 - Math.floor(months / 4)] ?? "summer",
    months,
    postcode: family.postcode,
    intake,
    ability: effect + 0.94 * normal(random),
    met: false,
  };
}

function bear(birth: Birth): Child[] {
  const born = birthday(birth.random, birth.year);
  const family = familyFor(birth, born);
  const families = birth.nursery.families[birth.intake];
  if (families && !families.includes(family)) families.push(family);
  const children = [childOf(birth, family, born)];
  if (birth.random() < twinShare) children.push(childOf(birth, family, born));
  return children;
}

/** The children who enter reception of one place: four in five of its places to all of them, never fewer than 12. */
export function newCohort(authority: Authority, nursery: Nursery, at: { year: Year; intake: number }): Child[] {
  const random = stream(authority.seed, "cohort", at.year, at.intake);
  const place = authority.intakes[at.intake];
  if (!place) return [];
  const { places, estab } = schoolIn(place, at.year);
  const size = Math.max(12, Math.round(places * (0.82 + 0.18 * random())));
  const children: Child[] = [];
  while (children.length < size) children.push(...bear({ authority, nursery, random, ...at, issuer: estab }));
  const families = nursery.families[at.intake];
  families?.splice(0, families.length - 4 * places);
  return children.slice(0, size);
}

/** A child of that reception year who comes from outside the authority's schools, with a UPN of a school not in them. */
export function newcomer(
  authority: Authority,
  nursery: Nursery,
  at: { year: Year; intake: number; random: Random },
): Child {
  const issuer = String(8000 + at.intake);
  const [child] = bear({ authority, nursery, ...at, issuer });
  if (!child) throw new RangeError("No child was born.");
  return child;
}
