import { z } from "zod";
import { can } from "@/lib/access/capabilities";
import { type Context, query } from "@/lib/access/door";
import { Conflict, Forbidden, NotFound } from "@/lib/errors";
import type { BuiltReport } from "@/lib/reports/block";
import { titleOf } from "@/lib/reports/index";
import { distinct, fileTitle } from "./name";

/** `pdf`: one file of all schools, or a school's own. `zip`: a file per school. `xlsx`: a school's own, as it was made. */
const input = z.object({ id: z.uuid(), item: z.uuid().optional(), form: z.enum(["pdf", "zip", "xlsx"]) });

export interface BatchFile {
  /** Without an ending. */
  name: string;
  schoolName: string;
  stored: string;
}

export interface BatchFiles {
  /** Of the whole, without an ending. */
  name: string;
  title: string;
  laName: string;
  year: number;
  madeAt: string;
  level: number;
  pupils: number;
  /** In the order of the list. */
  files: BatchFile[];
  /** What the one file was drawn from; only for `xlsx`. */
  report: BuiltReport | null;
}

interface Made {
  id: string;
  urn: string;
  schoolName: string;
  dfe: string | null;
  stored: string;
  pupils: number;
}

interface Head {
  reports: string[];
  year: number;
  level: number;
  laName: string;
  madeAt: string;
}

async function headOf({ sql, scope }: Context, id: string): Promise<Head> {
  const [head] = await sql<Head[]>`
    select b.reports, b.year, b.level, a.name as "laName", coalesce(b.finished_at, b.created_at) as "madeAt"
    from app.batches b join ref.authorities a on a.code = b.la_code
    where b.la_code = ${scope.laCode} and b.id = ${id}`;
  if (!head) throw new NotFound("There is no such batch.");
  if (head.level < 3 && !can(scope, "pupils"))
    throw new Forbidden("You need the right to see pupils by name for this.");
  return head;
}

async function reportOf({ sql, scope }: Context, item: string): Promise<BuiltReport | null> {
  const [row] = await sql<{ report: BuiltReport }[]>`
    select report from data.batch_reports where la_code = ${scope.laCode} and item_id = ${item}`;
  return row?.report ?? null;
}

async function filesOf(context: Context, { id, item, form }: z.output<typeof input>): Promise<BatchFiles> {
  const { sql, scope } = context;
  const head = await headOf(context, id);
  const made = await sql<Made[]>`
    select i.id, i.urn, coalesce(r.name, i.urn) as "schoolName", r.la_code || '/' || r.estab as dfe, i.stored, coalesce(i.pupils, 0) as pupils
    from app.batch_items i left join ref.schools r on r.urn = i.urn
    where i.la_code = ${scope.laCode} and i.batch_id = ${id} and i.state = 'made' and i.stored is not null order by i.position`;
  const wanted = item ? made.filter((m) => m.id === item) : made;
  if (item && wanted.length === 0) throw new NotFound("There is no such file in this batch.");
  if (wanted.length === 0) throw new Conflict("No file of this batch is there. It has been deleted, or none was made.");
  if (form === "xlsx" && !item) throw new NotFound("There is an Excel file for each school, not one for the batch.");
  const title = titleOf(head.reports);
  const about = { title, year: head.year, level: head.level };
  const names = distinct(wanted.map((m) => fileTitle({ name: m.schoolName, dfe: m.dfe, ...about })));
  return {
    ...head,
    title,
    name: item ? (names[0] ?? title) : fileTitle({ name: head.laName, ...about }),
    pupils: wanted.reduce((all, m) => all + m.pupils, 0),
    files: wanted.map((m, n) => ({ name: names[n] ?? m.urn, schoolName: m.schoolName, stored: m.stored })),
    report: form === "xlsx" && item ? await reportOf(context, item) : null,
  };
}

/** Where a batch's files lie and how they are called, noted with how many pupils they name. Throws NotFound, Conflict. */
export const batchFiles = query({
  name: "batch.download",
  needs: "browse",
  input,
  run: filesOf,
  sees: ({ id, item, form }, { files, pupils, level }) => ({ id, item, form, files: files.length, pupils, level }),
});
