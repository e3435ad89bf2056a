import { type Context, command } from "@/lib/access/door";
import { Conflict, Forbidden, Invalid } from "@/lib/errors";
import { tell } from "@/lib/events";
import { enqueue } from "@/lib/queue";
import { reportsOf, standardPack } from "@/lib/reports/index";
import type { Made } from "./marks";
import { type Asked, asked, atlasFor, selectionOf } from "./preview";
import { domainsOf } from "./select";
import { inQueue } from "./state";

/** So many of an authority's batches may wait or be made at a time. */
const mostWaiting = 10;

async function refuse({ sql, scope }: Context, of: Made & { urns: string[] }): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext(${`batches ${scope.laCode}`}))`;
  const waiting = await sql<{ same: boolean }[]>`
    select b.reports = ${of.reports} and b.year = ${of.year} and b.level = ${of.level}
      and (select array_agg(i.urn order by i.urn) from app.batch_items i where i.la_code = b.la_code and i.batch_id = b.id)
        = ${[...of.urns].sort()} as same
    from app.batches b where b.la_code = ${scope.laCode} and b.state = any (${inQueue})`;
  if (waiting.some((w) => w.same)) throw new Conflict("The same batch is already being made; it stands in the list.");
  if (waiting.length >= mostWaiting)
    throw new Invalid(`${waiting.length} batches are waiting, the most that may. Try again when one is made.`);
}

/** In the order of the file; the pack goes before all single ones. */
const inOrder = (ids: string[]): string[] =>
  ids.includes(standardPack.id) ? [standardPack.id] : reportsOf(...ids).map((r) => r.id);

async function start(context: Context, given: Asked): Promise<{ id: string; files: number }> {
  const { sql, scope } = context;
  const reports = inOrder(given.reports);
  const domains = domainsOf(reportsOf(...reports));
  if (!domains.every((d) => scope.see.includes(d)))
    throw new Forbidden("You need the right to see all data that these reports are made of.");
  const { chosen, words } = selectionOf(await atlasFor(context, given.pupils), given);
  if (chosen.length === 0)
    throw new Invalid("The report is for none of these schools. Choose others, or another report.", {
      schools: "none of them",
    });
  const level = given.pupils ? 1 : 3;
  const urns = chosen.map((c) => c.school.urn);
  const { year } = given;
  await refuse(context, { reports, year, level, urns });
  const [row] = await sql<{ id: string }[]>`
    insert into app.batches (la_code, domains, reports, year, level, schools_words, made_by, made_by_name)
    values (${scope.laCode}, ${domains}, ${reports}, ${year}, ${level}, ${words}, ${scope.actor}, ${scope.actorName})
    returning id`;
  if (!row) throw new Error("No batch was written.");
  await sql`
    insert into app.batch_items (la_code, batch_id, domains, position, urn)
    select ${scope.laCode}, ${row.id}, ${domains}::text[], u.position::int, u.urn
    from unnest(${urns}::text[]) with ordinality as u(urn, position)`;
  await enqueue(context, "batch", { laCode: scope.laCode, id: row.id, actor: scope.actor });
  await tell(context, { la: scope.laCode, kind: "batch", id: row.id });
  return { id: row.id, files: urns.length };
}

/** Enters a batch into the queue: a file per school, each made and failing by itself. Throws Invalid, Conflict in words. */
export const startBatch = command({
  name: "batch.start",
  needs: "browse",
  input: asked,
  run: start,
  note: ({ reports, year, pupils }, { id, files }) => ({ id, reports, year, files, level: pupils ? 1 : 3 }),
});
