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
  /** A regular expression's beginning over normalised postcodes; an index serves it. */
  starts: string;
}

/** A postcode's school, then ever wider places around it. */
function stepsOf({ outward, inward }: { outward: string; inward: string }): Step[] {
  const area = /^[A-Z]+/.exec(outward)?.[0] ?? outward;
  const sector = inward.slice(0, 1);
  /** "SW1A" lies within what people call SW1. */
  const district = /^[A-Z]+[0-9](?=[A-Z]$)/.exec(outward)?.[0];
  const steps: (Step | false)[] = [
    inward.length === 3 && { middleOf: null, starts: `^${outward}${inward}$` },
    sector !== "" && { middleOf: `${outward} ${sector}`, starts: `^${outward}${sector}[A-Z]{2}$` },
    { middleOf: outward, starts: `^${outward}[0-9][A-Z]{2}$` },
    district !== undefined && { middleOf: district, starts: `^${district}[A-Z]?[0-9][A-Z]{2}$` },
    { middleOf: area, starts: `^${area}[0-9]` },
  ];
  return steps.filter((step) => step !== false);
}

async function middle({ sql }: Tx, { starts, middleOf }: Step): Promise<Place | null> {
  const [row] = await sql<{ easting: number | null; northing: number | null }[]>`
    select round(avg(easting))::int as easting, round(avg(northing))::int as northing from ref.schools
    where postcode_norm ~ ${starts} and easting > 0 and northing > 0`;
  return row?.easting && row.northing ? { easting: row.easting, northing: row.northing, middleOf } : null;
}

/**
 * The place of a postcode or the beginning of one: of the postcode itself where the postcode files were loaded, else of
 * the schools at it, else the middle of its sector's, district's or area's schools. Null where the text is no postcode or
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
