import type { Tx } from "@/lib/database";
import type { Layout } from "./columns";
import { faithOf, senOf, tellsOfSen } from "./groups";
import { findTextOf, normalise, normalisePostcode } from "./norm";
import type { RegisterRow } from "./rows";

/** How many rows of a file did what. `closed` counts schools known as open until now, and links that are no more. */
export interface Counts {
  added: number;
  changed: number;
  closed: number;
}

interface Column {
  name: string;
  cast?: string;
}

/** Columns whose words a search looks in, beside the name. */
const searched = ["phase", "locality", "address3", "town", "postcode"] as const;
type Searched = Partial<Record<(typeof searched)[number], string | null>>;

const isClosed = (of: string) =>
  `(coalesce(${of}.status, '') = 'Closed' or coalesce(${of}.close_date <= current_date, false))`;

/** What is known of these schools' words, for a file that lacks some of the columns a search looks in. */
async function knownWords(tx: Tx, layout: Layout, urns: string[]): Promise<Map<string, Searched>> {
  const given = new Set(layout.known.map((k) => k.column.column));
  if (searched.every((column) => given.has(column))) return new Map();
  const rows = await tx.sql<(Searched & { urn: string })[]>`
    select urn, phase, locality, address3, town, postcode from ref.schools where urn = any (${urns}::text[])`;
  return new Map(rows.map((row) => [row.urn, row]));
}

function withDerived(row: RegisterRow, known: Searched): Record<string, string | null> {
  const { values } = row;
  const name = values.name ?? "";
  const all: Searched = { ...known, ...values };
  const { phase = null, locality = null, address3 = null, town = null, postcode = null } = all;
  return {
    ...values,
    name_norm: normalise(name),
    town_norm: town && normalise(town),
    postcode_norm: postcode && normalisePostcode(postcode),
    find_text: findTextOf({ name, phase, places: [locality, address3, town], postcode }),
    faith: faithOf(values.religious_character ?? null),
    sen: `{${senOf(row.extra).join(",")}}`,
    extra: JSON.stringify(row.extra),
  };
}

const always: Column[] = [
  { name: "name_norm" },
  { name: "town_norm" },
  { name: "postcode_norm" },
  { name: "find_text" },
  { name: "extra", cast: "jsonb" },
];

/** Columns made of others: what a file says nothing of is not made anew from it. */
const derivedFor = (layout: Layout): Column[] => [
  ...always,
  ...(layout.known.some((k) => k.column.column === "religious_character") ? [{ name: "faith" }] : []),
  ...(tellsOfSen(layout.others.map((o) => o.header)) ? [{ name: "sen", cast: "text[]" }] : []),
];

function schoolsSql(columns: Column[]): string {
  const names = columns.map((c) => c.name);
  const given = columns.map((_, i) => `$${i + 1}::text[]`).join(", ");
  const typed = columns.map((c) => (c.cast ? `g.${c.name}::${c.cast} as ${c.name}` : `g.${c.name}`)).join(", ");
  const rest = names.filter((name) => name !== "urn");
  const next = rest.map((name) =>
    name === "extra" ? `(s.extra - $${columns.length + 1}::text[]) || excluded.extra` : `excluded.${name}`,
  );
  return `
    with n as (select ${typed} from unnest(${given}) as g(${names.join(", ")})),
    was as (select s.urn, ${isClosed("s")} as closed from ref.schools s join n on n.urn = s.urn),
    done as (
      insert into ref.schools as s (${names.join(", ")}) select ${names.join(", ")} from n
      on conflict (urn) do update set ${rest.map((name, i) => `${name} = ${next[i]}`).join(", ")}, loaded_at = now()
      where (${rest.map((name) => `s.${name}`).join(", ")}) is distinct from (${next.join(", ")})
      returning s.urn, ${isClosed("s")} as closed)
    select count(*) filter (where was.urn is null)::int as added,
      count(*) filter (where was.urn is not null and not (done.closed and not was.closed))::int as changed,
      count(*) filter (where done.closed and not was.closed)::int as closed
    from done left join was on was.urn = done.urn`;
}

const arraysOf = (columns: Column[], rows: Record<string, string | null>[]) =>
  columns.map((c) => rows.map((row) => row[c.name] ?? null));

/** Adds or changes schools: only columns that the file has are compared and written. */
export async function upsertSchools(tx: Tx, layout: Layout, rows: RegisterRow[]): Promise<Counts> {
  const columns: Column[] = [
    ...layout.known.map(({ column }) => ({ name: column.column, cast: column.cast })),
    ...derivedFor(layout),
  ];
  const known = await knownWords(
    tx,
    layout,
    rows.map((row) => row.values.urn ?? ""),
  );
  const full = rows.map((row) => withDerived(row, known.get(row.values.urn ?? "") ?? {}));
  const headers = layout.others.map((o) => o.header);
  const [counts] = await tx.sql.unsafe<Counts[]>(schoolsSql(columns), [...arraysOf(columns, full), headers]);
  return counts ?? { added: 0, changed: 0, closed: 0 };
}

/** Makes the links of every URN in the file those of the file. */
export async function replaceLinks(tx: Tx, rows: RegisterRow[]): Promise<Counts> {
  const names = ["urn", "link_urn", "link_type", "link_name", "established"];
  const given = arraysOf(
    names.map((name) => ({ name })),
    rows.map((row) => row.values),
  );
  const [counts] = await tx.sql.unsafe<Counts[]>(
    `with n as (
      select g.urn, g.link_urn, g.link_type, g.link_name, g.established::date as established
      from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as g(${names.join(", ")})),
    gone as (
      delete from ref.school_links l where l.urn in (select urn from n)
        and not exists (select from n where n.urn = l.urn and n.link_urn = l.link_urn and n.link_type = l.link_type)
      returning 1),
    done as (
      insert into ref.school_links as l (${names.join(", ")}) select ${names.join(", ")} from n
      on conflict (urn, link_urn, link_type) do update set link_name = excluded.link_name, established = excluded.established
      where (l.link_name, l.established) is distinct from (excluded.link_name, excluded.established)
      returning (xmax = 0) as added)
    select (select count(*) from done where added)::int as added, (select count(*) from done where not added)::int as changed,
      (select count(*) from gone)::int as closed`,
    given,
  );
  return counts ?? { added: 0, changed: 0, closed: 0 };
}
