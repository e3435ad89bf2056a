import type { Tx } from "@/lib/database";
import type { Cells } from "@/lib/datasets/define";

const letters = (text: string | null | undefined) =>
  (text ?? "")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z]/g, "");

/** Surname and forename without case, accents and punctuation; null when either is missing. */
export const nameKey = (cells: Cells): string | null => {
  const [surname, forename] = [letters(cells.surname), letters(cells.forename)];
  return surname && forename ? `${surname} ${forename}` : null;
};

/** Name and date of birth, for when there is no UPN to go by. */
export const personKey = (cells: Cells): string | null => {
  const name = nameKey(cells);
  return name && cells.born ? `${name} ${cells.born}` : null;
};

/** Values that occur exactly once. */
export function unique(values: (string | null | undefined)[]): Set<string> {
  const seen = new Map<string, number>();
  for (const v of values) if (v) seen.set(v, (seen.get(v) ?? 0) + 1);
  return new Set([...seen].filter(([, n]) => n === 1).map(([v]) => v));
}

interface Known {
  pupil_id: string;
  upn: string | null;
  name_key: string | null;
  born: string | null;
}

/**
 * The pupil behind each record: by UPN, where only one record of these has it, else by name and date of birth; new otherwise.
 * Call with the authority's lock held (lockSet). Order as given.
 */
export async function matchPupils({ sql }: Tx, laCode: string, records: Cells[]): Promise<string[]> {
  const upns = unique(records.map((r) => r.upn));
  const names = records.map(nameKey).filter((n): n is string => n !== null);
  const known = await sql<Known[]>`
    select pupil_id, upn, name_key, born from data.pupils where la_code = ${laCode} and upn = any (${[...upns]})
    union select pupil_id, upn, name_key, born from data.pupils where la_code = ${laCode} and name_key = any (${names})`;
  const byUpn = new Map(known.filter((k) => k.upn).map((k) => [k.upn, k.pupil_id]));
  const byPerson = new Map(
    known.filter((k) => k.name_key && k.born).map((k) => [`${k.name_key} ${k.born}`, k.pupil_id]),
  );
  const persons = unique(records.map(personKey));
  const matched = records.map((r) => {
    const upn = r.upn && upns.has(r.upn) ? byUpn.get(r.upn) : undefined;
    const key = personKey(r);
    return upn ?? (key && persons.has(key) ? byPerson.get(key) : undefined);
  });
  const fresh = records.filter((_, i) => !matched[i]);
  if (fresh.length === 0) return matched as string[];
  const made = await sql<{ pupil_id: string; n: number }[]>`
    with new as (select gen_random_uuid() as pupil_id, t.* from unnest(${fresh.map((_, i) => i)}::int[],
        ${fresh.map((r) => (r.upn && upns.has(r.upn) ? r.upn : null))}::text[], ${fresh.map(nameKey)}::text[],
        ${fresh.map((r) => r.born ?? null)}::text[]) as t(n, upn, name_key, born)),
      put as (insert into data.pupils (la_code, pupil_id, upn, name_key, born)
        select ${laCode}, pupil_id, upn, name_key, born from new returning pupil_id)
    select new.pupil_id, new.n from new join put using (pupil_id)`;
  const ids = new Map(made.map((m) => [m.n, m.pupil_id]));
  let next = 0;
  return matched.map((id) => id ?? (ids.get(next++) as string));
}
