import { type Form, formAt, junior, type Kind, kinds, maintained, primary, receptionPlaces, secondary } from "./kinds";
import { anyHeritage, type Sex } from "./names";
import { type Locality, newArea, postcode, saints, street } from "./places";
import { between, normal, pick, pickWeighted, type Random, stream } from "./random";

export interface School {
  urn: string;
  estab: string;
  name: string;
  /** GIAS names of type, group and religious character. */
  type: string;
  group: string;
  religion: string;
  phase: "Primary" | "Secondary";
  low: number;
  high: number;
  /** dd/mm/yyyy, or empty where GIAS has none. */
  opened: string;
  closed: string;
  locality: Locality;
  area: string;
  street: string;
  postcode: string;
  easting: number;
  northing: number;
  phone: string;
  website: string;
  head: { title: string; forename: string; surname: string };
  capacity: number;
  boys: number;
  girls: number;
  /** Pupils eligible for free school meals. */
  fsm: number;
  /** Places in reception; 0 where the school has no such children. */
  places: number;
  /** How far its children lie above the authority's, in deviations of ability. */
  effect: number;
}

/** What one place is over the years: one school, or one followed by its successor. */
export interface Intake {
  school: School;
  /** Successor, with the first year that is its own. */
  successor?: { school: School; from: number };
}

const pad = (value: number): string => String(value).padStart(2, "0");
const day = (random: Random, from: number, to: number): string =>
  `${pad(between(random, 1, 28))}/${pad(between(random, 1, 12))}/${between(random, from, to)}`;

const slug = (name: string): string =>
  name
    .toLowerCase()
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

const website = (name: string): string => `www.${slug(name)}.example`;

/** Names that Windows-1252, the register's code page, can write. */
const writable = (names: string[]): string[] => names.filter((name) => [...name].every((char) => char <= "ÿ"));

function makeHead(random: Random): School["head"] {
  const heritage = anyHeritage(random);
  const sex: Sex = random() < 0.7 ? "F" : "M";
  const title = sex === "M" ? "Mr" : pick(random, ["Mrs", "Miss", "Ms"]);
  return { title, forename: pick(random, writable(heritage[sex])), surname: pick(random, writable(heritage.surnames)) };
}

function counts(random: Random, places: number, ages: number, effect: number) {
  const capacity = places * ages;
  const pupils = Math.round(capacity * (0.88 + 0.12 * random()));
  const girls = Math.round(pupils * (0.47 + 0.04 * random()));
  const fsm = Math.min(60, Math.max(4, 24 - 26 * effect + 6 * normal(random))) / 100;
  return { capacity, girls, boys: pupils - girls, fsm: Math.round(pupils * fsm) };
}

export interface Names {
  areas: Set<string>;
  schools: Set<string>;
}

interface Order {
  seed: number;
  /** Place among the authority's schools, from 0. */
  index: number;
  estab: string;
  locality: Locality;
  taken: Names;
  /** The school listed before it. */
  before?: School;
}

function nameOf(random: Random, order: Order & { kind: Kind; form: Form; area: string }): string {
  const { kind, form, area, locality, taken } = order;
  const name = form.name?.(area) ?? kind.name({ area, town: locality.town, saint: pick(random, saints) });
  const free = taken.schools.has(name) ? `${name}, ${area}` : name;
  taken.schools.add(free);
  return free;
}

/** Maintained schools mostly have no date in GIAS; academies and free schools open in a September. */
function openDate(random: Random, group: string): string {
  if (group !== maintained) return `01/09/${between(random, 2011, 2019)}`;
  return random() < 0.3 ? day(random, 1955, 1999) : "";
}

/** Places in each year group; the first school, which the sign-ins belong to, has two classes. */
function placesOf(random: Random, form: Form, index: number): number {
  const drawn = form.ages[1] === 7 ? 60 : pickWeighted(random, receptionPlaces).places;
  if (form === secondary) return 180;
  return index === 0 ? 60 : drawn;
}

/** One school of the register, the same for the same order. */
export function makeSchool(order: Order): School {
  const random = stream(order.seed, "school", order.index);
  const form = formAt(order.index);
  const kind = order.index === 0 || form.name ? (kinds[0] as Kind) : pickWeighted(random, kinds);
  const area = form === junior && order.before ? order.before.area : newArea(random, order.taken.areas);
  const name = nameOf(random, { ...order, kind, form, area });
  const effect = 0.35 * normal(random);
  const yearPlaces = placesOf(random, form, order.index);
  const low = form === primary && random() < 0.6 ? 3 : form.ages[0];
  return {
    urn: String(900001 + order.index),
    estab: order.estab,
    name,
    type: kind.type,
    group: kind.group,
    religion: kind.religion,
    phase: form.phase,
    low,
    high: form.ages[1],
    opened: openDate(random, kind.group),
    closed: "",
    locality: order.locality,
    area,
    street: street(random),
    postcode: postcode(random, order.locality),
    easting: order.locality.easting + Math.round(1900 * normal(random)),
    northing: order.locality.northing + Math.round(1900 * normal(random)),
    phone: `01632960${String(order.index).padStart(3, "0")}`,
    website: website(name),
    head: makeHead(random),
    ...counts(random, yearPlaces, form.ages[1] - form.ages[0], effect),
    places: form.takesReception ? yearPlaces : 0,
    effect,
  };
}

/** The sponsored academy that took over a school's children when it closed: its own numbers, the same place and head. */
export function succeed(school: School, own: { urn: string; estab: string; opened: string; phone: string }): School {
  const name = `${school.area} Academy`;
  return {
    ...school,
    ...own,
    name,
    type: "Academy sponsor led",
    group: "Academies",
    religion: "Does not apply",
    closed: "",
    website: website(name),
    effect: school.effect + 0.2,
  };
}
