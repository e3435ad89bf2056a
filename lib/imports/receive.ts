import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { Conflict, Invalid } from "@/lib/errors";
import { tell } from "@/lib/events";
import { enqueue } from "@/lib/queue";
import { inQueue } from "./state";

const input = z.object({
  fileName: z.string().min(1).max(300),
  stored: z.string(),
  bytes: z.number().int().positive(),
  sha256: z.string().length(64),
  urn: z
    .string()
    .regex(/^\d{5,7}$/, "must be a URN of 5 to 7 digits")
    .optional(),
  year: z.number().int().min(2000).max(2100).optional(),
  existing: z.enum(["ask", "replace", "retain"]).default("ask"),
});

/** The same bytes again are refused while they wait, run, or are what every one of their schools now holds. */
async function refuseRepeat({ sql, scope }: Context, sha256: string): Promise<void> {
  const [same] = await sql<{ file_name: string; created: string; over: boolean }[]>`
    select i.file_name, to_char(i.created_at at time zone 'Europe/London', 'DD Mon YYYY HH24:MI') as created, i.state = 'done' as over
    from app.imports i
    where i.la_code = ${scope.laCode} and i.sha256 = ${sha256} and (i.state = any (${inQueue})
      or (i.state = 'done' and exists (select 1 from app.import_schools s where s.la_code = i.la_code and s.import_id = i.id and s.state = 'done')
        and not exists (select 1 from app.import_schools s where s.la_code = i.la_code and s.import_id = i.id
          and (s.replaced_by is not null or s.state <> 'done'))))
    order by i.created_at desc limit 1`;
  if (!same) return;
  const what = same.over ? "its data are what is held now" : "it is in the queue";
  throw new Conflict(`Already received: the same file came in on ${same.created} as “${same.file_name}”, and ${what}.`);
}

/** An authority's limit: one upload, one place, however many schools a ZIP holds. */
async function refuseOverLimit({ sql, scope }: Context): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`queue ${scope.laCode}`}))`;
  const [count] = await sql<{ waiting: number; limit: number }[]>`
    select (select count(*)::int from app.imports where la_code = ${scope.laCode} and state = any (${inQueue})) as waiting,
      (select queue_limit from app.settings where la_code = ${scope.laCode}) as limit`;
  if (count && count.waiting >= count.limit) {
    throw new Invalid(
      `The queue is full: ${count.waiting} of ${count.limit} uploads are waiting. Try again when one is through, or send several files as one ZIP.`,
    );
  }
}

async function receive(context: Context, file: z.output<typeof input>): Promise<{ id: string }> {
  const { sql, scope } = context;
  await refuseOverLimit(context);
  await refuseRepeat(context, file.sha256);
  const wishes = { urn: file.urn, year: file.year, existing: file.existing };
  const [row] = await sql<{ id: string }[]>`
    insert into app.imports (la_code, file_name, bytes, sha256, stored, wishes, sent_by, sent_by_name)
    values (${scope.laCode}, ${file.fileName}, ${file.bytes}, ${file.sha256}, ${file.stored}, ${sql.json(wishes)}, ${scope.actor}, ${scope.actorName})
    returning id`;
  if (!row) throw new Conflict("The file could not be entered. Try again.");
  await enqueue(context, "import", { laCode: scope.laCode, id: row.id, actor: scope.actor });
  await tell(context, { la: scope.laCode, kind: "import", id: row.id });
  return row;
}

/** Enters a stored upload into the authority's queue: row and job in one transaction. Throws Conflict, Invalid in words. */
export const receiveImport = command({
  name: "import.receive",
  needs: "import",
  input,
  run: receive,
  note: (file, { id }) => ({ id, bytes: file.bytes, sha256: file.sha256 }),
});
