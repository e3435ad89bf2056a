import { z } from "zod";
import { query } from "@/lib/access/door";
import type { Tx } from "@/lib/database";
import { type OwnSchool, ownSchools } from "@/lib/schools/own";
import { type Kind, memberships } from "./rows";

export interface Member {
  urn: string;
  name: string;
  from: string | null;
  until: string | null;
}

export interface LocalityRow {
  id: string;
  kind: Kind;
  name: string;
  /** Its last day; null: it goes on. */
  until: string | null;
  ended: boolean;
  now: Member[];
  later: Member[];
  earlier: Member[];
}

export interface Localities {
  localities: LocalityRow[];
  schools: OwnSchool[];
  /** Open schools that are in none today, by kind. */
  without: Record<Kind, OwnSchool[]>;
  /** Today in Britain by the database's clock. */
  today: string;
}

type Named = Pick<LocalityRow, "id" | "kind" | "name" | "until">;

/** The authority's Localities and Areas by name, ended ones last, within the caller's transaction. */
export async function readLocalities({ sql }: Tx, laCode: string): Promise<Named[]> {
  const rows = await sql<Named[]>`
    select id, kind, name, until::text as until from app.localities where la_code = ${laCode}
    order by until nulls first, name`;
  return [...rows];
}

export async function today({ sql }: Tx): Promise<string> {
  const [row] = await sql<{ day: string }[]>`select (now() at time zone 'Europe/London')::date::text as day`;
  return row?.day ?? "";
}

const when = ({ from, until }: Pick<Member, "from" | "until">, day: string): "now" | "later" | "earlier" => {
  if (from !== null && from > day) return "later";
  return until !== null && until < day ? "earlier" : "now";
};

/** Localities and Areas with their schools now, later and earlier. */
export const listLocalities = query({
  name: "localities.list",
  needs: "administer",
  input: z.object({}),
  run: async ({ scope, ...tx }): Promise<Localities> => {
    const day = await today(tx);
    const schools = await ownSchools(tx, scope.laCode);
    const names = new Map(schools.map((s) => [s.urn, s.name]));
    const all = await memberships(tx, scope.laCode);
    const byLocality = Map.groupBy(all, (m) => m.localityId);
    const rows = (await readLocalities(tx, scope.laCode)).map((l): LocalityRow => {
      const members = (byLocality.get(l.id) ?? [])
        .map(({ urn, from, until }) => ({ urn, name: names.get(urn) ?? urn, from, until }))
        .sort((a, b) => a.name.localeCompare(b.name, "en-GB"));
      const at = (time: ReturnType<typeof when>) => members.filter((m) => when(m, day) === time);
      const ended = l.until !== null && l.until < day;
      return { ...l, ended, now: at("now"), later: at("later"), earlier: at("earlier") };
    });
    const inOne = (kind: Kind) =>
      new Set(all.filter((m) => m.kind === kind && when(m, day) === "now").map((m) => m.urn));
    const withoutOf = (kind: Kind) => {
      const members = inOne(kind);
      return schools.filter((s) => !s.closed && !members.has(s.urn));
    };
    return {
      localities: rows,
      schools,
      without: { locality: withoutOf("locality"), area: withoutOf("area") },
      today: day,
    };
  },
});
