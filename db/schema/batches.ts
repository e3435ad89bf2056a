import { foreignKey, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { schools } from "./app";
import { app, at, data, id, laCode, now } from "./mixins";

/**
 * Reports for many schools, as one PDF file each. The row is the state machine (lib/batches/state.ts); `attempt` and
 * `lease_until` fence its effects. `level` is the reader's for whom it is made: 1 names pupils, 3 names none.
 */
export const batches = app.table(
  "batches",
  {
    laCode: laCode(),
    id: id(),
    domains: text("domains").array().notNull(),
    /** Ids in the order of the file, or the pack's alone. */
    reports: text("reports").array().notNull(),
    year: integer("year").notNull(),
    level: integer("level").notNull(),
    /** Which schools, in the words of the day it was asked for: "All schools", "Locality Harbour". */
    schoolsWords: text("schools_words").notNull(),
    state: text("state").notNull().default("queued"),
    attempt: integer("attempt").notNull().default(0),
    leaseUntil: at("lease_until"),
    words: text("words"),
    madeBy: uuid("made_by"),
    madeByName: text("made_by_name").notNull(),
    createdAt: now("created_at"),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.id] }), index("batches_state").on(t.laCode, t.state, t.createdAt)],
);

/** One school's file in a batch, with its own state; `attempt` fences the file. */
export const batchItems = app.table(
  "batch_items",
  {
    laCode: laCode(),
    id: id(),
    batchId: uuid("batch_id").notNull(),
    domains: text("domains").array().notNull(),
    position: integer("position").notNull(),
    urn: text("urn").notNull(),
    state: text("state").notNull().default("queued"),
    attempt: integer("attempt").notNull().default(0),
    /** How often a worker broke off while it made this. */
    broken: integer("broken").notNull().default(0),
    words: text("words"),
    stored: text("stored"),
    bytes: integer("bytes"),
    pages: integer("pages"),
    /** Pupils named in it. */
    pupils: integer("pupils"),
    /** What it was made from, as two hashes (lib/batches/marks.ts): of the school's own, and of what it is compared with. */
    ownMark: text("own_mark"),
    comparedMark: text("compared_mark"),
    dataAsAt: at("data_as_at"),
    madeAt: at("made_at"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    foreignKey({ columns: [t.laCode, t.batchId], foreignColumns: [batches.laCode, batches.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    index("batch_items_batch").on(t.laCode, t.batchId, t.position),
  ],
);

/** What a made file was drawn from, so that every form of it says the same, whatever has changed since. */
export const batchReports = data.table(
  "batch_reports",
  {
    laCode: laCode(),
    itemId: uuid("item_id").notNull(),
    urn: text("urn").notNull(),
    domains: text("domains").array().notNull(),
    level: integer("level").notNull(),
    report: jsonb("report").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.itemId] }),
    foreignKey({ columns: [t.laCode, t.itemId], foreignColumns: [batchItems.laCode, batchItems.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
  ],
);
