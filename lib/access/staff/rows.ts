import type { Tx } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import type { Rights } from "../domains";

interface Entry extends Rights {
  personId: string;
  name: string;
  email: string;
}

/** Enters a person among the staff with exactly these rights, or takes one back who had left. */
export async function putStaff({ sql }: Tx, laCode: string, of: Entry): Promise<void> {
  await sql`
    insert into app.staff as s (la_code, person_id, name, email, see, edit, admin)
    values (${laCode}, ${of.personId}, ${of.name}, ${of.email}, ${of.see}, ${of.edit}, ${of.admin})
    on conflict (la_code, person_id) do update
      set name = excluded.name, see = excluded.see, edit = excluded.edit, admin = excluded.admin,
        since = case when s.removed_at is null then s.since else now() end, removed_at = null`;
}

/** Takes a person out of the staff; their next request finds nothing. */
export async function takeOutStaff({ sql }: Tx, laCode: string, personId: string): Promise<void> {
  await sql`update app.staff set removed_at = now(), see = '{}', edit = '{}', admin = false
    where la_code = ${laCode} and person_id = ${personId} and removed_at is null`;
}

/** The entry of a member of staff as it is. Throws NotFound, for one who has left too. */
export async function staffEntry({ sql }: Tx, laCode: string, personId: string): Promise<Entry> {
  const [entry] = await sql<Entry[]>`
    select person_id as "personId", name, email, see, edit, admin from app.staff
    where la_code = ${laCode} and person_id = ${personId} and removed_at is null`;
  if (!entry) throw new NotFound("This person is not among the authority's staff.");
  return entry;
}
