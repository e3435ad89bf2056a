import type { Tx } from "@/lib/database";
import { type Membership, type Move, planMove } from "./plan";

/** "locality" or "area": a school is in one of each at a time. */
export const kinds = ["locality", "area"] as const;
export type Kind = (typeof kinds)[number];

export const kindWords: Record<Kind, { one: string; many: string }> = {
  locality: { one: "Locality", many: "Localities" },
  area: { one: "Area", many: "Areas" },
};

export interface MembershipOf extends Membership {
  urn: string;
  kind: Kind;
}

/** Every membership of the authority's schools, past and to come. */
export async function memberships({ sql }: Tx, laCode: string): Promise<MembershipOf[]> {
  const rows = await sql<MembershipOf[]>`
    select id, locality_id as "localityId", urn, kind, "from"::text as from, until::text as until
    from app.locality_schools where la_code = ${laCode} order by "from" nulls first`;
  return [...rows];
}

/** Changes of an authority's Localities one after another: what overlaps is decided by looking. */
export async function inTurn({ sql }: Tx, laCode: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`localities ${laCode}`}, 0))`;
}

async function cutAndDrop({ sql }: Tx, laCode: string, moves: Pick<Move, "gone" | "cut">[]): Promise<void> {
  const gone = moves.flatMap((m) => m.gone);
  const cut = moves.flatMap((m) => m.cut);
  await sql`delete from app.locality_schools where la_code = ${laCode} and id = any (${gone}::uuid[])`;
  await sql`
    update app.locality_schools s set until = c.until::date
    from unnest(${cut.map((c) => c.id)}::uuid[], ${cut.map((c) => c.until)}::text[]) as c(id, until)
    where s.la_code = ${laCode} and s.id = c.id`;
}

export interface Wanted {
  urn: string;
  /** Into which; null: into none. */
  into: string | null;
}

/**
 * Moves schools between the Localities (or Areas) of a kind from a day on. `always` lets those in that have never been in
 * one without a first day. Returns the schools that moved, with where they were on that day.
 */
export async function moveSchools(
  tx: Tx,
  laCode: string,
  of: { kind: Kind; day: string; wanted: Wanted[]; always?: boolean },
): Promise<{ urn: string; from: string | null; to: string | null }[]> {
  const all = Map.groupBy(
    (await memberships(tx, laCode)).filter((m) => m.kind === of.kind),
    (m) => m.urn,
  );
  const moves = of.wanted.flatMap(({ urn, into }) => {
    const own = all.get(urn) ?? [];
    const move = planMove(own, of.day, into);
    const was = own.find((m) => move?.cut.some((c) => c.id === m.id))?.localityId ?? null;
    return move ? [{ urn, was, move, from: of.always && own.length === 0 ? null : of.day }] : [];
  });
  await cutAndDrop(
    tx,
    laCode,
    moves.map((m) => m.move),
  );
  const added = moves.filter((m) => m.move.into !== null);
  await tx.sql`
    insert into app.locality_schools (la_code, kind, locality_id, urn, "from")
    select ${laCode}, ${of.kind}, n.target, n.urn, n.first::date
    from unnest(${added.map((m) => m.move.into)}::uuid[], ${added.map((m) => m.urn)}::text[], ${added.map((m) => m.from)}::text[])
      as n(target, urn, first)`;
  return moves.map(({ urn, was, move }) => ({ urn, from: was, to: move.into }));
}

/** Ends a Locality on a last day: its schools are in none from the next day on, and none comes in later. */
export async function endLocality(tx: Tx, laCode: string, of: { id: string; last: string }): Promise<void> {
  const { sql } = tx;
  await sql`delete from app.locality_schools where la_code = ${laCode} and locality_id = ${of.id} and "from" > ${of.last}`;
  await sql`
    update app.locality_schools set until = ${of.last}
    where la_code = ${laCode} and locality_id = ${of.id} and (until is null or until > ${of.last})`;
  await sql`update app.localities set until = ${of.last} where la_code = ${laCode} and id = ${of.id}`;
}
