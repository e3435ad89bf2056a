import { integer, text } from "drizzle-orm/pg-core";
import { datasetTable } from "@/db/dataset-table";
import { phonicsColumns } from "./columns";

export const phonics = datasetTable({
  name: "phonics",
  domain: "assessment",
  cells: phonicsColumns,
  derived: {
    /** 0..40, or null when the mark is missing or is none. */
    markValue: integer("mark_value"),
    /** The outcome that counts: as sent for A, D, L and Q, worked out from the mark otherwise; null when neither is sound. */
    result: text("result"),
    /** 1 or 2; null when the file says something else. */
    ncYear: integer("nc_year"),
  },
});
export const { records: phonicsRecords, figures: phonicsFigures, guard: phonicsGuard } = phonics;
