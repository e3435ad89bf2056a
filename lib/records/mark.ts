import { z } from "zod";
import { type Context, command } from "@/lib/access/door";
import { Invalid, NotFound } from "@/lib/errors";
import { tell } from "@/lib/events";
import { findRecord, type OneRecord } from "./find-one";
import { issuesOf, noNul, type RecordIssue } from "./list";

const target = { dataset: z.string(), id: z.uuid(), checkId: z.string().max(10) };

interface Marked {
  urn: string;
  issues: RecordIssue[];
}

async function told(context: Context, record: OneRecord): Promise<Marked> {
  await tell(context, { la: context.scope.laCode, kind: "records", id: `${record.dataset.id} ${record.year}` });
  return { urn: record.urn, issues: (await issuesOf(context, [record.id])).get(record.id) ?? [] };
}

/** Marks a query correct, with the reason; it holds while the values it rests on stay. Throws NotFound; Invalid for an error. */
export const markCorrect = command({
  name: "record.mark-correct",
  needs: "clean",
  input: z.object({
    ...target,
    because: z
      .string()
      .trim()
      .min(3, "Say in a few words why it is correct, so that others can follow.")
      .max(500)
      .regex(noNul, "has a character that cannot be kept"),
  }),
  run: async (context, { dataset, id, checkId, because }) => {
    const { sql, scope } = context;
    const record = await findRecord(context, { dataset, id });
    const [issue] = await sql<{ severity: string; seen: string }[]>`
      select severity, seen from data.issues where la_code = ${scope.laCode} and record_id = ${id} and check_id = ${checkId}`;
    if (!issue) throw new NotFound("There is no such query on this record any more.");
    if (issue.severity !== "query") throw new Invalid("An error cannot be marked correct: it has to be put right.");
    await sql`
      insert into data.marks (la_code, domain, dataset, year, urn, record_id, check_id, seen, because, by, by_name)
      values (${scope.laCode}, ${record.dataset.domain}, ${dataset}, ${record.year}, ${record.urn}, ${id}, ${checkId}, ${issue.seen},
        ${because}, ${scope.actor}, ${scope.actorName})
      on conflict (la_code, record_id, check_id) do update
        set seen = excluded.seen, because = excluded.because, by = excluded.by, by_name = excluded.by_name, at = now()`;
    return told(context, record);
  },
  note: ({ dataset, id, checkId }, { urn }) => ({ dataset, id, checkId, urn }),
});

/** Takes a mark back: the query is open again. Throws NotFound. */
export const unmark = command({
  name: "record.unmark",
  needs: "clean",
  input: z.object(target),
  run: async (context, { dataset, id, checkId }) => {
    const { sql, scope } = context;
    const record = await findRecord(context, { dataset, id });
    await sql`delete from data.marks where la_code = ${scope.laCode} and record_id = ${id} and check_id = ${checkId}`;
    return told(context, record);
  },
  note: ({ dataset, id, checkId }, { urn }) => ({ dataset, id, checkId, urn }),
});
