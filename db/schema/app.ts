import { sql } from "drizzle-orm";
import {
  boolean,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { app, at, id, laCode, now } from "./mixins";

/** What an authority decides about itself. */
export const settings = app.table("settings", {
  laCode: laCode().primaryKey(),
  /** Cohorts below this are withheld from readers without child-level rights; at least 6. */
  threshold: integer("threshold").notNull().default(6),
  queueLimit: integer("queue_limit").notNull().default(20),
  /** Who the authority's e-mails come from, and where answers go. */
  senderName: text("sender_name"),
  replyTo: text("reply_to"),
  /** Do S2 to S5 open for a school's own people only within an agreement (`sla`)? */
  needsAgreement: boolean("needs_agreement").notNull().default(false),
  /** The test authority 999 in a UPN is right only where the authority itself is 999; held here for the checks. */
  updatedAt: now("updated_at"),
});

/** Which schools are (or were) the authority's: the target of every URN in `app` and `data`. */
export const schools = app.table(
  "schools",
  {
    laCode: laCode(),
    urn: text("urn").notNull(),
    from: date("from", { mode: "string" }),
    until: date("until", { mode: "string" }),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.urn] })],
);

/** A Locality or (`kind` "area") an Area of the authority; past its last day `until` nothing is in it. */
export const localities = app.table(
  "localities",
  {
    laCode: laCode(),
    id: id(),
    kind: text("kind").notNull().default("locality"),
    name: text("name").notNull(),
    until: date("until", { mode: "string" }),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    uniqueIndex("localities_name").on(t.laCode, t.kind, t.name).where(sql`${t.until} is null`),
  ],
);

/** Which school is or was in which, from its first to its last day; without a day it has no beginning or end. */
export const localitySchools = app.table(
  "locality_schools",
  {
    laCode: laCode(),
    localityId: uuid("locality_id").notNull(),
    urn: text("urn").notNull(),
    kind: text("kind").notNull().default("locality"),
    from: date("from", { mode: "string" }),
    until: date("until", { mode: "string" }),
    id: id(),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    index("locality_schools_of").on(t.laCode, t.localityId, t.urn),
    /** A school is in one Locality and in one Area at a time. */
    uniqueIndex("locality_schools_one").on(t.laCode, t.kind, t.urn).where(sql`${t.until} is null`),
    foreignKey({ columns: [t.laCode, t.localityId], foreignColumns: [localities.laCode, localities.id] }).onDelete(
      "cascade",
    ),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
  ],
);

/** An authority's staff: what each sees and edits, by data domain. New staff start with none. */
export const staff = app.table(
  "staff",
  {
    laCode: laCode(),
    personId: uuid("person_id").notNull(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    see: text("see").array().notNull().default(sql`'{}'`),
    edit: text("edit").array().notNull().default(sql`'{}'`),
    admin: boolean("admin").notNull().default(false),
    since: now("since"),
    lastUsed: at("last_used"),
    removedAt: at("removed_at"),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.personId] }), index("staff_person").on(t.personId)],
);

/** The Access Register: who may see a school's data, at which level, until when, let in by whom. */
export const access = app.table(
  "access",
  {
    laCode: laCode(),
    urn: text("urn").notNull(),
    personId: uuid("person_id").notNull(),
    name: text("name").notNull(),
    email: text("email").notNull(),
    level: integer("level").notNull(),
    organisation: text("organisation"),
    purpose: text("purpose"),
    since: now("since"),
    until: at("until"),
    letInBy: uuid("let_in_by"),
    letInByName: text("let_in_by_name"),
    lastUsed: at("last_used"),
    /** When a Level 1 last confirmed in a review that the person still needs it. */
    confirmedAt: at("confirmed_at"),
    /** Out until somebody takes it back; nothing is lost. */
    suspendedAt: at("suspended_at"),
    removedAt: at("removed_at"),
    removedBy: uuid("removed_by"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.urn, t.personId] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    index("access_person").on(t.personId),
  ],
);

/** Who sees a dataset's year. No row: the authority and its schools. `audience` "la": the authority alone. */
export const releases = app.table(
  "releases",
  {
    laCode: laCode(),
    dataset: text("dataset").notNull(),
    year: integer("year").notNull(),
    audience: text("audience").notNull(),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.dataset, t.year] })],
);

/** One upload. The row is the state machine (lib/imports/state.ts); `attempt` and `lease_until` fence its effects. */
export const imports = app.table(
  "imports",
  {
    laCode: laCode(),
    id: id(),
    domain: text("domain"),
    fileName: text("file_name").notNull(),
    bytes: integer("bytes").notNull(),
    sha256: text("sha256").notNull(),
    stored: text("stored").notNull(),
    state: text("state").notNull().default("received"),
    /** What people said of it: school, year, "replace" or "retain"; `lib/imports/state.ts` has the shape. */
    wishes: jsonb("wishes").notNull().default({}),
    /** What is asked while it waits; `lib/imports/question.ts` has the shape. */
    question: jsonb("question"),
    attempt: integer("attempt").notNull().default(0),
    leaseUntil: at("lease_until"),
    /** Why it is where it is, in the user's words. */
    words: text("words"),
    progress: integer("progress").notNull().default(0),
    sentBy: uuid("sent_by"),
    sentByName: text("sent_by_name").notNull(),
    createdAt: now("created_at"),
    startedAt: at("started_at"),
    finishedAt: at("finished_at"),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.id] }), index("imports_state").on(t.laCode, t.state, t.createdAt)],
);

/** One school's dataset and year within an upload, with its own state. */
export const importSchools = app.table(
  "import_schools",
  {
    laCode: laCode(),
    id: id(),
    importId: uuid("import_id").notNull(),
    domain: text("domain"),
    position: integer("position").notNull(),
    fileName: text("file_name").notNull(),
    dataset: text("dataset"),
    year: integer("year"),
    urn: text("urn"),
    schoolName: text("school_name"),
    state: text("state").notNull().default("read"),
    words: text("words"),
    rows: integer("rows").notNull().default(0),
    boys: integer("boys").notNull().default(0),
    girls: integer("girls").notNull().default(0),
    added: integer("added").notNull().default(0),
    changed: integer("changed").notNull().default(0),
    gone: integer("gone").notNull().default(0),
    /** The later import that replaced this one's records. */
    replacedBy: uuid("replaced_by"),
    finishedAt: at("finished_at"),
  },
  (t) => [
    primaryKey({ columns: [t.laCode, t.id] }),
    foreignKey({ columns: [t.laCode, t.importId], foreignColumns: [imports.laCode, imports.id] }),
    foreignKey({ columns: [t.laCode, t.urn], foreignColumns: [schools.laCode, schools.urn] }),
    index("import_schools_import").on(t.laCode, t.importId, t.position),
    index("import_schools_live").on(t.laCode, t.dataset, t.year, t.urn),
  ],
);

/** What an authority's people said a column of a spreadsheet is; null: leave it out. The header is kept as it is compared. */
export const columnNames = app.table(
  "column_names",
  {
    laCode: laCode(),
    dataset: text("dataset").notNull(),
    headerNorm: text("header_norm").notNull(),
    column: text("column"),
  },
  (t) => [primaryKey({ columns: [t.laCode, t.dataset, t.headerNorm] })],
);
