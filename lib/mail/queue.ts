import { randomUUID } from "node:crypto";
import type { Tx } from "@/lib/database";
import { enqueue } from "@/lib/queue";
import type { TemplateId } from "./templates";

export interface NewMail {
  laCode: string;
  template: TemplateId;
  /** A log-in, or the address that the register holds of a school. */
  to: { personId: string } | { urn: string };
  /** What the template tells of, by ids and numbers: `urn`, `days`. Never a name, an address or a link. */
  ids?: Record<string, string>;
}

/** Puts an e-mail into the outbox, in the transaction of what it tells of. Returns its id. */
export async function writeMail({ sql }: Tx, { laCode, template, to, ids = {} }: NewMail): Promise<string> {
  const id = randomUUID();
  const addressee = { person_id: "personId" in to ? to.personId : null, urn: "urn" in to ? to.urn : null };
  await sql`insert into app.mails ${sql({ la_code: laCode, id, template, ...addressee, ids: sql.json(ids) as never })}`;
  return id;
}

/**
 * Queues an e-mail: outbox and job in the transaction of what it tells of, so that neither is there without the other.
 * The caller's scope must be an administrator's, a Level 1's or a job's. Returns its id.
 */
export async function queueMail(tx: Tx, mail: NewMail): Promise<string> {
  const id = await writeMail(tx, mail);
  await enqueue(tx, "mail", { laCode: mail.laCode, id, actor: null });
  return id;
}
