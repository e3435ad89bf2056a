import { foreignKey, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { imports, schools } from "./app";
import { data, id, laCode, now, serial } from "./mixins";

/**
 * A meaningless number per authority for each matched pupil, with the identity it was matched by (UPN, else name and
 * date of birth). Only the authority's staff and its jobs read the identity.
 */
export const pupils = data.table(
  "pupils",
  {
    laCode: laCode(),
    pupilId: uuid("pupil_id").notNull().defaultRandom(),
    upn: text("upn"),
    nameKey: text("name_key"),
    born: text("born"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.pupilId] }),
    index("pupils_upn").on(t.laCode, t.upn),
    index("pupils_name").on(t.laCode, t.nameKey, t.born),
  ],
);

/** Rows of a file between reading and applying; gone once the school is in. */
export const stagedRows = data.table(
  "staged_rows",
  {
    laCode: laCode(),
    importId: uuid("import_id").notNull(),
    partId: uuid("part_id").notNull(),
    rowNo: integer("row_no").notNull(),
    domain: text("domain").notNull(),
    cells: jsonb("cells").$type<Record<string, string | null>>().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.importId, t.partId, t.rowNo] }),
    foreignKey({ columns: [t.laCode, t.importId], foreignColumns: [imports.laCode, imports.id] }),
  ],
);

/** What the checks found, remade with every change of the record; `words` may hold a pupil's values. */
export const issues = data.table(
  "issues",
  {
    laCode: laCode(),
    id: id(),
    domain: text("domain").notNull(),
    dataset: text("dataset").notNull(),
    year: integer("year").notNull(),
    urn: text("urn").notNull(),
    recordId: uuid("record_id").notNull(),
    checkId: text("check_id").notNull(),
    severity: text("severity").notNull(),
    columns: text("columns").array().notNull(),
    words: text("words").notNull(),
    /** The values it rests on: a mark holds while they are the same. */
    seen: text("seen").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    index("issues_record").on(t.laCode, t.recordId),
    index("issues_set").on(t.laCode, t.dataset, t.year, t.urn),
  ],
);

/** A query that a person marked correct, and why. */
export const marks = data.table(
  "marks",
  {
    laCode: laCode(),
    domain: text("domain").notNull(),
    dataset: text("dataset").notNull(),
    year: integer("year").notNull(),
    urn: text("urn").notNull(),
    recordId: uuid("record_id").notNull(),
    checkId: text("check_id").notNull(),
    seen: text("seen").notNull(),
    because: text("because").notNull(),
    by: uuid("by"),
    byName: text("by_name").notNull(),
    at: now("at"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.recordId, t.checkId] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
  ],
);

/** What people changed, cell by cell, written by trigger; imports are acts and leave no rows here. */
export const changes = data.table(
  "changes",
  {
    laCode: laCode(),
    id: serial(),
    domain: text("domain").notNull(),
    dataset: text("dataset").notNull(),
    year: integer("year").notNull(),
    urn: text("urn").notNull(),
    recordId: uuid("record_id").notNull(),
    column: text("column").notNull(),
    old: text("old"),
    new: text("new"),
    because: text("because"),
    by: uuid("by"),
    byName: text("by_name"),
    at: now("at"),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.id] }), index("changes_record").on(t.laCode, t.recordId, t.id)],
);

/** A school's newest change or import per dataset and year: the "data as at" of every report. */
export const freshness = data.table(
  "freshness",
  {
    laCode: laCode(),
    dataset: text("dataset").notNull(),
    year: integer("year").notNull(),
    urn: text("urn").notNull(),
    domain: text("domain").notNull(),
    at: now("at"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.dataset, t.year, t.urn] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
  ],
);
