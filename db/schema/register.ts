import { sql } from "drizzle-orm";
import { date, foreignKey, index, integer, jsonb, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { schools } from "./app";
import { app, at, id, laCode, now } from "./mixins";

/** What a school declared when it let a person in or raised them, by whom and when. Append only. */
export const declarations = app.table(
  "declarations",
  {
    laCode: laCode(),
    id: id(),
    urn: text("urn").notNull(),
    personId: uuid("person_id").notNull(),
    /** "safeguarding", "data-protection", "acceptable-use" or "dbs" */
    kind: text("kind").notNull(),
    /** The level that it was declared for. */
    level: integer("level").notNull(),
    /** The day on which the DBS check was seen. */
    seenOn: date("seen_on", { mode: "string" }),
    declaredBy: uuid("declared_by"),
    declaredByName: text("declared_by_name").notNull(),
    at: now("at"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    index("declarations_person").on(t.laCode, t.urn, t.personId),
  ],
);

/**
 * What needs both the authority and the school: somebody registered at another school ("elsewhere"), or a further
 * Level 1 ("level-1"). `side` asked, the other one answers.
 */
export const accessRequests = app.table(
  "access_requests",
  {
    laCode: laCode(),
    id: id(),
    urn: text("urn").notNull(),
    kind: text("kind").notNull(),
    side: text("side").notNull(),
    name: text("name").notNull(),
    email: text("email"),
    /** The school where the person is registered, as the asker wrote it. */
    registeredAt: text("registered_at"),
    purpose: text("purpose"),
    askedBy: uuid("asked_by"),
    askedByName: text("asked_by_name").notNull(),
    createdAt: now("created_at"),
    /** "waiting", "added", "declined" or "withdrawn" */
    state: text("state").notNull().default("waiting"),
    words: text("words"),
    personId: uuid("person_id"),
    answeredBy: uuid("answered_by"),
    answeredByName: text("answered_by_name"),
    answeredAt: at("answered_at"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    index("access_requests_state").on(t.laCode, t.state, t.createdAt),
  ],
);

/** A school's service level agreement with the authority: S2 to S5 open within one. */
export const sla = app.table(
  "sla",
  {
    laCode: laCode(),
    id: id(),
    urn: text("urn").notNull(),
    from: date("from", { mode: "string" }).notNull(),
    until: date("until", { mode: "string" }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    index("sla_school").on(t.laCode, t.urn, t.until),
  ],
);

/** A termly review of a school's register: by `due`, who is not confirmed is suspended. */
export const reviews = app.table(
  "reviews",
  {
    laCode: laCode(),
    id: id(),
    urn: text("urn").notNull(),
    /** The term, e.g. "2026-autumn". */
    term: text("term").notNull(),
    openedAt: now("opened_at"),
    due: at("due").notNull(),
    closedAt: at("closed_at"),
    suspended: integer("suspended"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    uniqueIndex("reviews_term").on(t.laCode, t.urn, t.term),
  ],
);

/** A reminder that was sent of an entry's end: one for each end and number of days, whoever sends it. */
export const reminders = app.table(
  "reminders",
  {
    laCode: laCode(),
    urn: text("urn").notNull(),
    personId: uuid("person_id").notNull(),
    until: at("until").notNull(),
    days: integer("days").notNull(),
    at: now("at"),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.urn, t.personId, t.until, t.days] })],
);

/** The outbox: what to say (a template and ids) to whom, queued with what it tells of. No address, no link, no text. */
export const mails = app.table(
  "mails",
  {
    laCode: laCode(),
    id: id(),
    template: text("template").notNull(),
    /** The addressee: a log-in, or (null) the school's own address in the register. */
    personId: uuid("person_id"),
    urn: text("urn"),
    ids: jsonb("ids").$type<Record<string, string>>().notNull().default({}),
    /** "waiting", "sent" or "failed" */
    state: text("state").notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    words: text("words"),
    createdAt: now("created_at"),
    sentAt: at("sent_at"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    index("mails_state").on(t.laCode, t.state, t.createdAt),
    index("mails_recent").on(t.laCode, sql`${t.createdAt} desc`),
  ],
);
