import type { Tx } from "@/lib/database";
import type { Choice } from "./groups";
import { faithChoices, senChoices } from "./groups";

/** The filters of the finder; each is a kind of term, and a name in its address. */
export const filterNames = ["phase", "type", "faith", "gender", "sen", "la"] as const;
export type FilterName = (typeof filterNames)[number];
export type Choices = Record<FilterName, Choice[]>;

const openSchools = "ref.schools where coalesce(status, '') <> 'Closed' and coalesce(close_date > current_date, true)";

/** Where the terms of each kind come from: all that schools' words begin with, and what open schools are. */
const sources: Record<FilterName | "word", string> = {
  word: "select w as term, w as label from ref.schools, unnest(string_to_array(trim(find_text), ' ')) w where w <> ''",
  phase: `select phase as term, phase as label from ${openSchools}`,
  type: `select type_group as term, type_group as label from ${openSchools}`,
  faith: `select faith as term, faith as label from ${openSchools}`,
  gender: `select gender as term, gender as label from ${openSchools}`,
  sen: `select unnest(sen) as term, '' as label from ${openSchools}`,
  la: `select la_code as term, coalesce(la_name, la_code) as label from ${openSchools}`,
};

/** Writes anew which words schools are found by and which values the filters offer. */
export async function remakeTerms({ sql }: Tx): Promise<void> {
  await sql`delete from ref.search_terms`;
  const kinds = Object.entries(sources).map(([kind, source]) => `select '${kind}' as kind, t.* from (${source}) t`);
  await sql.unsafe(`insert into ref.search_terms (kind, term, label, schools)
    select kind, term, max(label), count(*) from (${kinds.join(" union all ")}) a where term is not null group by kind, term`);
}

const phaseOrder = [
  "Nursery",
  "Primary",
  "Middle deemed primary",
  "Middle deemed secondary",
  "Secondary",
  "All-through",
];
const nothing = new Set(["Not applicable", "Not recorded", ""]);

const byLabel = (found: Choice[]) => found.toSorted((a, b) => a.label.localeCompare(b.label, "en-GB"));
const inOrderOf = (order: string[]) => (found: Choice[]) =>
  found.toSorted((a, b) => (order.indexOf(a.value) + 1 || 99) - (order.indexOf(b.value) + 1 || 99));
const wordedBy = (all: Choice[]) => (found: Choice[]) => all.filter((c) => found.some((f) => f.value === c.value));

const arranged: Record<FilterName, (found: Choice[]) => Choice[]> = {
  phase: inOrderOf(phaseOrder),
  type: byLabel,
  faith: wordedBy(faithChoices),
  gender: byLabel,
  sen: wordedBy(senChoices),
  la: byLabel,
};

/** What each filter offers: only values that some open school has. */
export async function filterChoices({ sql }: Tx): Promise<Choices> {
  const rows = await sql<{ kind: FilterName; value: string; label: string }[]>`
    select kind, term as value, label from ref.search_terms where kind = any (${[...filterNames]}::text[])`;
  const of = (name: FilterName) =>
    arranged[name](
      rows.filter((r) => r.kind === name && !nothing.has(r.value)).map(({ value, label }) => ({ value, label })),
    );
  return Object.fromEntries(filterNames.map((name) => [name, of(name)])) as Choices;
}
