import { z } from "zod";
import { query } from "@/lib/access/door";
import { findRecord } from "./find-one";

export interface RecordHistory {
  changes: {
    /** By the dataset's key. */
    column: string;
    old: string | null;
    new: string | null;
    because: string | null;
    byName: string | null;
    at: string;
  }[];
  marks: { checkId: string; because: string; byName: string; at: string }[];
  /** The import that wrote the record last. */
  file: { fileName: string; sentBy: string; at: string } | null;
}

/** What people did to a record, newest first, and the file it came in. Throws NotFound. */
export const recordHistory = query({
  name: "record.history",
  needs: "browse",
  input: z.object({ dataset: z.string(), id: z.uuid() }),
  run: async (context, ref): Promise<RecordHistory> => {
    const { sql, scope } = context;
    const record = await findRecord(context, ref);
    const changes = await sql<RecordHistory["changes"]>`
      select "column", old, new, because, by_name as "byName", at from data.changes
      where la_code = ${scope.laCode} and record_id = ${ref.id} order by id desc limit 500`;
    const marks = await sql<RecordHistory["marks"]>`
      select check_id as "checkId", because, by_name as "byName", at from data.marks
      where la_code = ${scope.laCode} and record_id = ${ref.id} order by at desc`;
    const [file] = await sql<NonNullable<RecordHistory["file"]>[]>`
      select file_name as "fileName", sent_by_name as "sentBy", created_at as at from app.imports
      where la_code = ${scope.laCode} and id = ${record.importId}`;
    const keys = new Map(Object.entries(record.dataset.columns).map(([key, { column }]) => [column, key]));
    const named = changes.map((c) => ({ ...c, column: keys.get(c.column) ?? c.column }));
    return { changes: named, marks: [...marks], file: file ?? null };
  },
  sees: ({ dataset, id }) => ({ dataset, id }),
});
