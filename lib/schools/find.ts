import { type Tx, withPublic } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import type { Year } from "@/lib/year";
import { type FoundSchool, isClosed } from "./search";

/** Whom a school followed, or who followed it; `known` says whether it has a page here. */
export interface SchoolLink {
  urn: string;
  name: string | null;
  type: string;
  date: string | null;
  known: boolean;
}

/**
 * What the register tells the public of a school, and its authority where the register is silent; null where nobody tells
 * anything. Dates are yyyy-mm-dd.
 */
export interface SchoolPage extends Omit<FoundSchool, "metres" | "exact"> {
  laCode: string;
  laName: string | null;
  estab: string | null;
  openDate: string | null;
  lowAge: number | null;
  highAge: number | null;
  gender: string | null;
  religiousCharacter: string | null;
  capacity: number | null;
  pupils: number | null;
  admissionsPolicy: string | null;
  /** Codes as in `senChoices`. */
  sen: string[];
  street: string | null;
  address3: string | null;
  county: string | null;
  website: string | null;
  telephone: string | null;
  email: string | null;
  head: string | null;
  headJobTitle: string | null;
  openDays: string | null;
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
      select s.urn, name, type, phase, status, ${isClosed(sql)} as closed, close_date::text as "closeDate", locality, town, postcode,
        s.la_code as "laCode", la_name as "laName", estab, open_date::text as "openDate", low_age as "lowAge", high_age as "highAge",
        gender, religious_character as "religiousCharacter", capacity, pupils,
        admissions_policy as "admissionsPolicy", sen, street, address3, county, website, telephone,
        coalesce(d.email, extra ->> 'MainEmail') as email, d.open_days as "openDays", nullif(concat_ws(' ', head_title, head_first_name, head_last_name), '') as head,
        head_job_title as "headJobTitle"
      from ref.schools s left join ref.school_details d on d.urn = s.urn and d.la_code = s.la_code where s.urn = ${urn}`;
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
