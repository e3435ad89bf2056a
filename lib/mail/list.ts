import { z } from "zod";
import { type Context, command, query } from "@/lib/access/door";
import { tokenOf } from "@/lib/access/links";
import { env } from "@/lib/env";
import { Conflict, NotFound } from "@/lib/errors";
import { enqueue } from "@/lib/queue";
import { templateOf } from "./templates";

export interface MailRow {
  id: string;
  /** What it is, in words. */
  title: string;
  /** The addressee by name: of the staff, of an Access Register, or the school; "" for who is in none of them any more. */
  to: string;
  /** ISO date-time. */
  createdAt: string;
  sentAt: string | null;
  state: "waiting" | "sent" | "failed";
  attempts: number;
  words: string | null;
  /** Where its link leads; in the demo alone, whose people have no mailbox. */
  link: string | null;
}

type Row = Omit<MailRow, "title" | "link"> & { template: string };

/** The page of a link to set a password, shown to nobody outside the demo. */
function demoLink({ id, template, state }: Row): string | null {
  const link = templateOf(template)?.link;
  return env().demo && state === "sent" && link && "mints" in link ? `/accept/${tokenOf(id)}` : null;
}

async function list({ sql, scope }: Context, { take }: { take: number }): Promise<MailRow[]> {
  const rows = await sql<Row[]>`
    select m.id, m.template, m.created_at as "createdAt", m.sent_at as "sentAt", m.state, m.attempts, m.words,
      coalesce((select t.name from app.staff t where t.la_code = m.la_code and t.person_id = m.person_id),
        (select e.name from app.access e where e.la_code = m.la_code and e.person_id = m.person_id order by e.since desc limit 1),
        (select r.name from ref.schools r where r.urn = m.urn), '') as "to"
    from app.mails m where m.la_code = ${scope.laCode} order by m.created_at desc, m.id limit ${take}`;
  return rows.map(({ template, ...row }) => ({
    ...row,
    title: templateOf(template)?.title ?? template,
    link: demoLink({ template, ...row }),
  }));
}

/** The authority's e-mails, newest first: how each stands, never what it says or where it went. */
export const listMails = query({
  name: "mail.list",
  needs: "administer",
  input: z.object({ take: z.number().int().min(1).max(500).default(200) }),
  run: list,
});

/** Sends an e-mail that failed once more. Throws NotFound; Conflict for one that has not failed. */
export const sendAgain = command({
  name: "mail.again",
  needs: "administer",
  input: z.object({ id: z.uuid() }),
  run: async (context, { id }) => {
    const { sql, scope } = context;
    const [row] = await sql<{ state: string }[]>`
      select state from app.mails where la_code = ${scope.laCode} and id = ${id} for update`;
    if (!row) throw new NotFound("There is no such e-mail.");
    if (row.state !== "failed") throw new Conflict("Only an e-mail that has failed can be sent again.");
    await sql`update app.mails set state = 'waiting', words = null where la_code = ${scope.laCode} and id = ${id}`;
    await enqueue(context, "mail", { laCode: scope.laCode, id, actor: null });
  },
  note: ({ id }) => ({ id }),
});
