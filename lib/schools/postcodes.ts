import type { Tx } from "@/lib/database";
import { normalisePostcode, postcodeParts } from "./norm";
import type { RegisterRow } from "./rows";
import type { Counts } from "./upsert";

/** Where a postcode lies, in metres of the National Grid. `middleOf` says of which wider place it is only the middle. */
export interface Place {
  easting: number;
  northing: number;
  middleOf: string | null;
}

interface Step {
  middleOf: string | null;
  /** What its postcodes begin with, and all of their form as a regular expression; an index serves each. */
  begin: string;
  form: string;
}

/** A postcode's school, then ever wider places around it. "W1" is what lies in W1 itself and in W1A to W1W. */
function stepsOf({ outward, inward }: { outward: string; inward: string }): Step[] {
  const area = /^[A-Z]+/.exec(outward)?.[0] ?? outward;
  const sector = inward.slice(0, 1);
  /** "SW1A" lies within what people call SW1. */
  const district = /^[A-Z]+[0-9](?=[A-Z]$)/.exec(outward)?.[0];
  const steps: ([middleOf: string | null, begin: string, rest: string] | false)[] = [
    inward.length === 3 && [null, outward + inward, ""],
    sector !== "" && [`${outward} ${sector}`, outward + sector, "[A-Z]{2}"],
    [outward, outward, /[0-9]$/.test(outward) ? "[A-Z]?[0-9][A-Z]{2}" : "[0-9][A-Z]{2}"],
    district !== undefined && [district, district, "[A-Z]?[0-9][A-Z]{2}"],
    [area, area, "[0-9][A-Z]?[0-9]?[0-9][A-Z]{2}"],
  ];
  return steps.flatMap((step) => {
    if (!step) return [];
    const [middleOf, begin, rest] = step;
    return [{ middleOf, begin, form: `^${begin}${rest}$` }];
  });
}

/** Of the postcodes that were loaded there, else of the schools. Letters after the beginning sort up to Z in any language. */
async function middle({ sql }: Tx, { begin, form, middleOf }: Step): Promise<Place | null> {
  const [row] = await sql<{ easting: number | null; northing: number | null }[]>`
    select round(coalesce(p.easting, s.easting))::int as easting, round(coalesce(p.northing, s.northing))::int as northing
    from (select avg(easting) as easting, avg(northing) as northing from ref.postcodes
        where postcode between ${begin} and ${`${begin}ZZZZ`} and postcode ~ ${form}) p,
      (select avg(easting) as easting, avg(northing) as northing from ref.schools
        where postcode_norm ~ ${form} and easting > 0 and northing > 0) s`;
  return row?.easting && row.northing ? { easting: row.easting, northing: row.northing, middleOf } : null;
}

/**
 * The place of a postcode or the beginning of one: of the postcode itself where the postcode files were loaded, else of
 * the schools at it, else the middle of its sector, district or area. Null where the text is no postcode or
 * no school with a place is anywhere near.
 */
export async function placeOf(tx: Tx, text: string): Promise<Place | null> {
  const parts = postcodeParts(text);
  if (!parts) return null;
  const [known] = await tx.sql<Omit<Place, "middleOf">[]>`
    select easting, northing from ref.postcodes where postcode = ${parts.outward + parts.inward}`;
  if (known) return { ...known, middleOf: null };
  for (const step of stepsOf(parts)) {
    const found = await middle(tx, step);
    if (found) return found;
  }
  return null;
}

/** Adds or moves postcodes. Those without a place or no longer in use are passed over. */
export async function upsertPostcodes({ sql }: Tx, rows: RegisterRow[]): Promise<Counts> {
  const placed = rows
    .map(({ values }) => values)
    .filter((v) => !v.ended && Number(v.easting) > 0 && Number(v.northing) > 0);
  const [counts] = await sql<Counts[]>`
    with n as (
      select distinct on (postcode) postcode, easting::int, northing::int from unnest(
        ${placed.map((v) => normalisePostcode(v.postcode ?? ""))}::text[], ${placed.map((v) => v.easting ?? "")}::text[],
        ${placed.map((v) => v.northing ?? "")}::text[]) as g(postcode, easting, northing)),
    done as (
      insert into ref.postcodes as p (postcode, easting, northing) select postcode, easting, northing from n
      on conflict (postcode) do update set easting = excluded.easting, northing = excluded.northing
      where (p.easting, p.northing) is distinct from (excluded.easting, excluded.northing)
      returning (xmax = 0) as added)
    select count(*) filter (where added)::int as added, count(*) filter (where not added)::int as changed, 0 as closed from done`;
  return counts ?? { added: 0, changed: 0, closed: 0 };
}
