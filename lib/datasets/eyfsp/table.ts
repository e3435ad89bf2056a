import { boolean, integer } from "drizzle-orm/pg-core";
import { datasetTable } from "@/db/dataset-table";
import { eyfspColumns } from "./columns";

export const eyfsp = datasetTable({
  name: "eyfsp",
  domain: "assessment",
  cells: eyfspColumns,
  derived: {
    /** Every goal is marked A: out of every denominator and counted beside it. */
    exempt: boolean("exempt").notNull().default(false),
    /** All 17 goals hold a mark of the year's framework. */
    complete: boolean("complete").notNull().default(false),
    /** Goals at least at the expected level, 0..17. */
    expectedGoals: integer("expected_goals").notNull().default(0),
    /** Good level of development: at least expected in every goal of the first five areas. */
    gld: boolean("gld").notNull().default(false),
    /** Until 2019: the sum of all 17 marks, 17..51; null where one is none, and for every later year. */
    points: integer("points"),
  },
});
export const { records: eyfspRecords, figures: eyfspFigures, guard: eyfspGuard } = eyfsp;
