import { type Tx, withPublic } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import type { Year } from "@/lib/year";
import { normalise, postcodePattern } from "./norm";

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
}

export interface FoundSchools {
  schools: FoundSchool[];
  total: number;
  /** From 1; the last one where a later one was asked for. */
  page: number;
  pages: number;
}

export interface Search {
  /** Words of a name or a town, or a postcode or the beginning of one. */
  q: string;
  page?: number;
  /** Three digits. */
  la?: string;
  /** As the register writes it: "Primary". */
  phase?: string;
}

export const PAGE_SIZE = 20;
const MOST_WORDS = 8;
const LONGEST = 100;

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, "\\$&");

/** The part of a statement that says which schools match: one `LIKE` per word, or one for a postcode; each uses an index. */
function matching({ sql }: Tx, { q, la, phase }: Search) {
  const text = q.slice(0, LONGEST);
  const postcode = postcodePattern(text);
  const words = normalise(text).split(" ").filter(Boolean).slice(0, MOST_WORDS);
  const byWords = words.reduce((all, word) => sql`${all} and find_text like ${`% ${escapeLike(word)}%`}`, sql`true`);
  const byText = postcode ? sql`postcode_norm like ${postcode}` : byWords;
  return {
    words,
    where: sql`${byText} ${la ? sql`and la_code = ${la}` : sql``} ${phase ? sql`and phase = ${phase}` : sql``}`,
  };
}

const isClosed = (sql: Tx["sql"]) =>
  sql`(coalesce(status, '') = 'Closed' or coalesce(close_date <= current_date, false))`;

/**
 * Schools of all England by name, town or postcode: every word must begin a word of the school's name or place. Open
 * ones first; then names that start so, names with all the words, towns, the rest. Nothing is searched for nothing.
 */
export function findSchools(search: Search): Promise<FoundSchools> {
  return withPublic(async (tx) => {
    const { words, where } = matching(tx, search);
    if (words.length === 0) return { schools: [], total: 0, page: 1, pages: 0 };
    const { sql } = tx;
    const [{ total } = { total: 0 }] = await sql<{ total: number }[]>`
      select count(*)::int as total from ref.schools where ${where}`;
    const pages = Math.ceil(total / PAGE_SIZE);
    const page = Math.max(1, Math.min(pages, Math.trunc(search.page ?? 1) || 1));
    const start = `${escapeLike(words.join(" "))}%`;
    const inName = words.map((word) => `% ${escapeLike(word)}%`);
    const schools = await sql<FoundSchool[]>`
      select urn, name, type, phase, status, ${isClosed(sql)} as closed, close_date::text as "closeDate", locality, town, postcode
      from ref.schools where ${where}
      order by closed, case when name_norm like ${start} then 0 when ' ' || name_norm like all (${inName}::text[]) then 1
        when town_norm like ${start} then 2 else 3 end, name_norm, urn
      limit ${PAGE_SIZE} offset ${(page - 1) * PAGE_SIZE}`;
    return { schools: [...schools], total, page, pages };
  });
}

/** Whom a school followed, or who followed it; `known` says whether it has a page here. */
export interface SchoolLink {
  urn: string;
  name: string | null;
  type: string;
  date: string | null;
  known: boolean;
}

/** What the register tells the public of a school; null where it tells nothing. Dates are yyyy-mm-dd. */
export interface SchoolPage extends FoundSchool {
  laCode: string;
  laName: string | null;
  estab: string | null;
  openDate: string | null;
  lowAge: number | null;
  highAge: number | null;
  gender: string | null;
  religiousCharacter: string | null;
  capacity: number | null;
  street: string | null;
  address3: string | null;
  county: string | null;
  website: string | null;
  telephone: string | null;
  email: string | null;
  head: string | null;
  headJobTitle: string | null;
  predecessors: SchoolLink[];
  successors: SchoolLink[];
}

const linksOf = ({ sql }: Tx, urn: string) => sql<SchoolLink[]>`
  select l.link_urn as urn, coalesce(s.name, l.link_name) as name, l.link_type as type, l.established::text as date,
    s.urn is not null as known
  from ref.school_links l left join ref.schools s on s.urn = l.link_urn
  where l.urn = ${urn} and (l.link_type like 'Predecessor%' or l.link_type like 'Successor%')
  order by l.established desc nulls last, l.link_urn`;

/** A school's page in the register. Throws `NotFound` for a URN that is not in it. */
export async function schoolPage(urn: string): Promise<SchoolPage> {
  const unknown = new NotFound("The register knows no school with this URN.");
  if (!/^\d{1,7}$/.test(urn)) throw unknown;
  return withPublic(async (tx) => {
    const { sql } = tx;
    const [school] = await sql<Omit<SchoolPage, "predecessors" | "successors">[]>`
      select urn, name, type, phase, status, ${isClosed(sql)} as closed, close_date::text as "closeDate", locality, town, postcode,
        la_code as "laCode", la_name as "laName", estab, open_date::text as "openDate", low_age as "lowAge", high_age as "highAge",
        gender, religious_character as "religiousCharacter", capacity, street, address3, county, website, telephone,
        extra ->> 'MainEmail' as email, nullif(concat_ws(' ', head_title, head_first_name, head_last_name), '') as head,
        head_job_title as "headJobTitle"
      from ref.schools where urn = ${urn}`;
    if (!school) throw unknown;
    const links = await linksOf(tx, urn);
    return {
      ...school,
      predecessors: links.filter((link) => link.type.startsWith("Predecessor")),
      successors: links.filter((link) => link.type.startsWith("Successor")),
    };
  });
}

/**
 * The school that held an authority's number on 1 July of the year: of several the one that is open today, then the one
 * opened last. Null where the register knows none. `estab` is the four-digit number.
 */
export async function schoolOf(
  { sql }: Tx,
  { laCode, estab, year }: { laCode: string; estab: string; year: Year },
): Promise<{ urn: string; name: string } | null> {
  const day = `${year}-07-01`;
  const [school] = await sql<{ urn: string; name: string }[]>`
    select urn, name from ref.schools
    where la_code = ${laCode} and estab = ${estab}
      and (open_date <= ${day} or (open_date is null and status is distinct from 'Proposed to open'))
      and (close_date is null or close_date > ${day})
    order by ${isClosed(sql)}, open_date desc nulls last, urn
    limit 1`;
  return school ?? null;
}
