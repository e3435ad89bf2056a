import type postgres from "postgres";
import { type Tx, withPublic } from "@/lib/database";
import { nearWords } from "./near-words";
import { postcodePattern } from "./norm";
import { type Place, placeOf } from "./postcodes";
import type { FilterName } from "./terms";
import { LONGEST, typedWords } from "./typed";

/** A school as a list of results shows it. */
export interface FoundSchool {
  urn: string;
  name: string;
  type: string | null;
  phase: string | null;
  status: string | null;
  closed: boolean;
  closeDate: string | null;
  locality: string | null;
  town: string | null;
  postcode: string | null;
  /** From the place that was searched, as the crow flies; null where there is none or the school's is not known. */
  metres: number | null;
  /** Every word that was typed is in its name or place as typed. */
  exact: boolean;
}

export interface FoundSchools {
  schools: FoundSchool[];
  total: number;
  /** Of these, how many match the words as typed. */
  exact: number;
  /** Closed schools that match too and are not shown. */
  closed: number;
  /** From 1; the last one where a later one was asked for. */
  page: number;
  pages: number;
  /** Where distances are from. */
  place: Place | null;
  /** Miles around the place; null where nothing limits them. */
  within: number | null;
}

export interface Search extends Partial<Record<FilterName, string>> {
  /** Words of a name or a town, or a postcode or the beginning of one, or a URN or DfE number. */
  q: string;
  page?: number;
  /** Miles around a postcode; without it the first of `widening` that has a school in it. */
  within?: number;
  /** Closed schools too. */
  closed?: boolean;
}

export const PAGE_SIZE = 20;
export const METRES_A_MILE = 1609.344;
/** Fewer schools than these by the words as typed, and similar words are tried. */
const LITTLE = 3;
const widening = [5, 20, null];

type Sql = postgres.PendingQuery<postgres.Row[]>;

/** What a statement asks of `ref.schools`: which match, by what they are ordered, how far they are. */
interface Asked {
  where: Sql;
  exact: Sql;
  rank: Sql;
  metres: Sql;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");
const begins = (word: string): string => `% ${escapeLike(word)}%`;

export const isClosed = (sql: Tx["sql"]) =>
  sql`(coalesce(status, '') = 'Closed' or coalesce(close_date <= current_date, false))`;

const columnOf: Record<FilterName, string> = {
  phase: "phase",
  type: "type_group",
  faith: "faith",
  gender: "gender",
  sen: "sen",
  la: "la_code",
};

function filtered({ sql }: Tx, search: Search): Sql {
  return Object.entries(columnOf).reduce((all, [name, column]) => {
    const value = search[name as FilterName];
    if (value === undefined) return all;
    return name === "sen" ? sql`${all} and sen @> array[${value}]` : sql`${all} and ${sql(column)} = ${value}`;
  }, sql`true`);
}

/** "107189", "380/2001" or "3802001" as what it names, beside being words. */
function byNumber({ sql }: Tx, q: string): Sql {
  const text = q.trim();
  const byUrn = /^\d{5,7}$/.test(text) ? sql`urn = ${text}` : sql`false`;
  const [, laCode, estab] = /^(\d{3})\/?(\d{4})$/.exec(text) ?? [];
  return laCode && estab ? sql`(${byUrn} or (la_code = ${laCode} and estab = ${estab}))` : byUrn;
}

/**
 * Every word begins a word of the school's name, phase or place. First the names meant, then those that start with them,
 * the schools of a town that was named, names with all the words; then the same for words of which only the beginning was typed.
 */
function byWords(tx: Tx, q: string): Asked {
  const { sql } = tx;
  const { needed, names } = typedWords(q);
  const all = needed.reduce((sofar, word) => sql`${sofar} and find_text like ${begins(word)}`, sql`true`);
  const like = names.map(escapeLike);
  const started = (end: string) => sql`any (${like.map((name) => name + end)}::text[])`;
  const towns = [...names, ...needed.filter((word) => word.length > 2)].map((town) => `% ${escapeLike(town)} %`);
  const inTown = sql`' ' || town_norm || ' ' like any (${towns}::text[])`;
  const inName = sql`' ' || name_norm || ' ' like all (${needed.map((word) => `% ${escapeLike(word)} %`)}::text[])`;
  return {
    where: sql`(${all} or ${byNumber(tx, q)})`,
    exact: sql`true`,
    rank: sql`case when name_norm = any (${names}::text[]) then 0 when name_norm like ${started(" %")} then 1
      when ${inTown} and ${inName} then 2 when ${inTown} then 3 when ${inName} then 4
      when name_norm like ${started("%")} then 5 when ' ' || name_norm like all (${needed.map(begins)}::text[]) then 6 else 7 end`,
    metres: sql`null::float8`,
  };
}

/** The same with words of which one or more may be slips: those with most words as typed first, then the most alike. */
function bySimilar({ sql }: Tx, words: string[], near: Map<string, string[]>): Asked {
  const like = (word: string) => sql`find_text like ${begins(word)}`;
  const one = (word: string) =>
    (near.get(word) ?? []).reduce((any, each) => sql`${any} or ${like(each)}`, like(word) as Sql);
  const typed = words.reduce((sum, word) => sql`${sum} + (${like(word)})::int`, sql`0`);
  return {
    where: sql`(${words.reduce((all, word) => sql`${all} and (${one(word)})`, sql`true`)})`,
    exact: sql`(${typed}) = ${words.length}`,
    rank: sql`-(${typed}) - similarity(name_norm, ${words.join(" ")})`,
    metres: sql`null::float8`,
  };
}

/** Schools around a place, nearest first; those at the postcode itself whose place is not known come last. */
function around({ sql }: Tx, place: Place, rest: { miles: number | null; pattern: string }): Asked {
  const here = sql`point(${place.easting}, ${place.northing})`;
  const placed =
    rest.miles === null
      ? sql`easting is not null`
      : sql`point(easting, northing) <@ circle(${here}, ${rest.miles * METRES_A_MILE})`;
  const metres = sql`(point(easting, northing) <-> ${here})`;
  return {
    where: sql`(${placed} or (easting is null and postcode_norm like ${rest.pattern}))`,
    exact: sql`true`,
    rank: sql`coalesce(${metres}, 'infinity')`,
    metres,
  };
}

interface Counted {
  total: number;
  exact: number;
  closed: number;
}

const orderBy = (sql: Tx["sql"]) => sql`order by x.closed, x.rank, x.name_norm collate "C", x.urn`;

const matches = (tx: Tx, search: Search, asked: Asked): Sql => tx.sql`
  select urn, name_norm, ${isClosed(tx.sql)} as closed, ${asked.rank} as rank, ${asked.metres} as metres, ${asked.exact} as exact
  from ref.schools where ${asked.where} and ${filtered(tx, search)}`;

type Row = FoundSchool & { total: number; allExact: number; allClosed: number; urn: string | null };

/** One statement: all that match are counted, and a page of them is read. */
async function ask(tx: Tx, search: Search, asked: Asked): Promise<Counted & { page: number; schools: FoundSchool[] }> {
  const { sql } = tx;
  const shown = search.closed ? sql`true` : sql`not closed`;
  const page = Math.max(1, Math.trunc(search.page ?? 1) || 1);
  const rows = await sql<Row[]>`
    with m as materialized (${matches(tx, search, asked)}),
    n as (
      select (count(*) filter (where ${shown}))::int as total, (count(*) filter (where exact and ${shown}))::int as "allExact",
        (count(*) filter (where not (${shown})))::int as "allClosed" from m),
    p as (
      select * from m as x where ${shown} ${orderBy(sql)} limit ${PAGE_SIZE}
      offset (select greatest(0, least(${page}, (total + ${PAGE_SIZE} - 1) / ${PAGE_SIZE}) - 1) * ${PAGE_SIZE} from n))
    select n.*, x.closed, x.metres, x.exact, s.urn, s.name, s.type, s.phase, s.status, s.close_date::text as "closeDate",
      s.locality, s.town, s.postcode
    from n left join p as x on true left join ref.schools s on s.urn = x.urn ${orderBy(sql)}`;
  const [{ total, allExact, allClosed } = { total: 0, allExact: 0, allClosed: 0 }] = rows;
  const schools = rows.flatMap(({ total: _t, allExact: _e, allClosed: _c, ...row }) => (row.urn === null ? [] : [row]));
  return { total, exact: allExact, closed: allClosed, schools, page };
}

interface Chosen {
  asked: Asked;
  found: Awaited<ReturnType<typeof ask>>;
  place: Place | null;
  within: number | null;
}

async function searchAround(tx: Tx, search: Search, place: Place): Promise<Chosen> {
  const pattern = postcodePattern(search.q.slice(0, LONGEST)) ?? "";
  let chosen: Chosen | undefined;
  for (const miles of search.within ? [search.within] : widening) {
    const asked = around(tx, place, { miles, pattern });
    chosen = { asked, found: await ask(tx, search, asked), place, within: miles };
    if (chosen.found.total > 0) break;
  }
  if (!chosen) throw new Error("a search around a place tries at least one distance");
  return chosen;
}

/** Where a postcode has no place, the schools that have it. */
const byPattern = (tx: Tx, pattern: string): Asked => ({
  ...byWords(tx, ""),
  where: tx.sql`postcode_norm like ${pattern}`,
});

async function searchWords(tx: Tx, search: Search): Promise<Chosen> {
  const pattern = postcodePattern(search.q.slice(0, LONGEST));
  const asked = pattern ? byPattern(tx, pattern) : byWords(tx, search.q);
  const found = await ask(tx, search, asked);
  const plain = { asked, found, place: null, within: null };
  const words = typedWords(search.q).needed;
  if (pattern || words.length === 0 || found.total + found.closed >= LITTLE) return plain;
  const near = await nearWords(tx, words);
  if (near.size === 0) return plain;
  const similar = bySimilar(tx, words, near);
  const wider = await ask(tx, search, similar);
  return wider.total + wider.closed > found.total + found.closed
    ? { asked: similar, found: wider, place: null, within: null }
    : plain;
}

/** Whether anything was asked for: words, or a filter. */
export const isAsked = (search: Search): boolean =>
  typedWords(search.q).needed.length > 0 ||
  Object.keys(columnOf).some((name) => search[name as FilterName] !== undefined);

async function choose(tx: Tx, search: Search): Promise<Chosen> {
  const place = await placeOf(tx, search.q.slice(0, LONGEST));
  return place ? searchAround(tx, search, place) : searchWords(tx, search);
}

/**
 * Schools of all England. A postcode or the beginning of one finds the schools around it, nearest first. Otherwise every
 * telling word must begin a word of the school's name, phase or place, in the order of `byWords`; where that finds little,
 * words that differ by a slip or two count as well. Closed schools are left out unless they are asked for. Nothing is
 * searched for nothing.
 */
export function findSchools(search: Search): Promise<FoundSchools> {
  const none = { schools: [], total: 0, exact: 0, closed: 0, page: 1, pages: 0, place: null, within: null };
  if (!isAsked(search)) return Promise.resolve(none);
  return withPublic(async (tx) => {
    const { found, place, within } = await choose(tx, search);
    const pages = Math.ceil(found.total / PAGE_SIZE);
    return { ...found, page: Math.max(1, Math.min(pages, found.page)), pages, place, within };
  });
}

/** The URNs of the whole list, in its order, with the distance of each. */
export function findAll(search: Search): Promise<{ urn: string; metres: number | null }[]> {
  if (!isAsked(search)) return Promise.resolve([]);
  return withPublic(async (tx) => {
    const { asked } = await choose(tx, { ...search, page: 1 });
    const { sql } = tx;
    return [
      ...(await sql<{ urn: string; metres: number | null }[]>`
        select urn, metres from (${matches(tx, search, asked)}) x where ${search.closed ? sql`true` : sql`not closed`} ${orderBy(sql)}`),
    ];
  });
}
