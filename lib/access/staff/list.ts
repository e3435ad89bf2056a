import { z } from "zod";
import { query } from "@/lib/access/door";
import type { Rights } from "../domains";

export interface StaffRow extends Rights {
  personId: string;
  name: string;
  email: string;
  /** Times as text of the database, with their zone. */
  since: string;
  lastUsed: string | null;
  removedAt: string | null;
  /** The reader's own entry, which others change. */
  own: boolean;
}

/** The authority's staff by name, those who have left last; or one of them, whoever left too. */
export const listStaff = query({
  name: "staff.list",
  needs: "administer",
  input: z.object({ person: z.uuid().optional() }),
  run: async ({ scope, sql }, { person }): Promise<StaffRow[]> => {
    const rows = await sql<StaffRow[]>`
      select person_id as "personId", name, email, see, edit, admin, since::text, last_used::text as "lastUsed",
        removed_at::text as "removedAt", person_id is not distinct from ${scope.actor}::uuid as own
      from app.staff where la_code = ${scope.laCode} ${person ? sql`and person_id = ${person}` : sql``}
      order by (removed_at is not null), name, person_id`;
    return [...rows];
  },
});
