import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { audit, laCode, now, serial, xid8 } from "./mixins";

/** What doors did, for whom, in the same transaction (reads of pupils: before the first row leaves). Append only. */
export const acts = audit.table(
  "acts",
  {
    laCode: laCode(),
    id: serial(),
    xact: xid8("xact").notNull().default(sql`audit.numbered(pg_current_xact_id())`),
    at: now("at"),
    actor: uuid("actor"),
    hat: text("hat").notNull(),
    door: text("door").notNull(),
    urn: text("urn"),
    note: jsonb("note").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    index("acts_order").on(t.laCode, t.xact, t.id),
    index("acts_urn").on(t.laCode, t.urn, t.at),
    index("acts_door").on(t.laCode, t.door, t.id),
  ],
);

/** A hash chain over an authority's committed acts, up to (not including) transaction `upto`. */
export const seals = audit.table(
  "seals",
  {
    laCode: laCode(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    upto: xid8("upto").notNull(),
    count: integer("count").notNull(),
    previous: text("previous").notNull(),
    hash: text("hash").notNull(),
    at: now("at"),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.seq] })],
);
