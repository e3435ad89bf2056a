import type { Tx } from "@/lib/database";
import { type NewMail, queueMail } from "@/lib/mail/queue";

/** Those who run a school's register; where nobody does, the school's own address. */
export async function level1Of({ sql }: Tx, laCode: string, urn: string): Promise<NewMail["to"][]> {
  const people = await sql<{ personId: string }[]>`
    select person_id as "personId" from app.access
    where la_code = ${laCode} and urn = ${urn} and level = 1 and removed_at is null and suspended_at is null
      and (until is null or until > now()) order by person_id`;
  return people.length > 0 ? [...people] : [{ urn }];
}

/** Tells each of the authority's administrators, whose ids alone a school learns. */
export async function tellAdministrators(tx: Tx, mail: Omit<NewMail, "to">): Promise<void> {
  const people = await tx.sql<{ personId: string }[]>`select p as "personId" from app.administrators() as p`;
  for (const to of people) await queueMail(tx, { ...mail, to });
}
