import type { Tx } from "@/lib/database";

/** A school of the authority, as pages that deal with many of them need it. */
export interface OwnSchool {
  urn: string;
  name: string;
  /** "999/2001" */
  dfe: string;
  phase: string | null;
  /** No longer the authority's, or closed, by today. */
  closed: boolean;
}

/** The authority's schools by name, closed ones too. */
export async function ownSchools({ sql }: Tx, laCode: string): Promise<OwnSchool[]> {
  const rows = await sql<OwnSchool[]>`
    select s.urn, r.name, r.la_code || '/' || r.estab as dfe, r.phase,
      coalesce(least(s.until, r.close_date) <= (now() at time zone 'Europe/London')::date, false) as closed
    from app.schools s join ref.schools r on r.urn = s.urn where s.la_code = ${laCode} order by r.name, s.urn`;
  return [...rows];
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
const goesBy = ({ urn, dfe }: OwnSchool, given: string): boolean =>
  [urn, dfe, dfe.replace("/", ""), dfe.replace("/", "-"), dfe.split("/")[1]].includes(given);

/**
 * The school that a number in a list means: URN, DfE number with or without its stroke, or the last four digits of it.
 * Else what is wrong, and what would be right, in words.
 */
export function schoolMeant(schools: OwnSchool[], given: string): OwnSchool | string {
  const number = given.trim();
  if (number === "") return "A school’s number is missing: a URN like 100001, or a DfE number like 999/2001.";
  const found = schools.filter((school) => goesBy(school, number));
  const [only, other] = found;
  if (only && !other) return only;
  if (only && other)
    return `${number} may be ${only.name} (URN ${only.urn}) or ${other.name} (URN ${other.urn}). Give the URN.`;
  const named = schools.find(({ name }) => plain(name) === plain(number));
  if (named) return `Give the number of the school, not its name: ${named.urn} or ${named.dfe}.`;
  return `“${number.slice(0, 40)}” is no school of this authority. Give a URN like 100001, or a DfE number like 999/2001.`;
}
