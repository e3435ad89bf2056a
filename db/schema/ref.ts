import { sql } from "drizzle-orm";
import { bigint, date, doublePrecision, index, integer, jsonb, primaryKey, text } from "drizzle-orm/pg-core";
import { now, ref } from "./mixins";

/** The authorities that use this deployment, by DfE's three-digit code. Public: name only. */
export const authorities = ref.table("authorities", {
  code: text("code").primaryKey(),
  name: text("name").notNull(),
});

/**
 * The national register of schools (Get Information about Schools), one row per URN, open and closed.
 * Columns that only the school's page shows stay in `extra`, keyed by GIAS's own header.
 */
export const schools = ref.table(
  "schools",
  {
    urn: text("urn").primaryKey(),
    laCode: text("la_code").notNull(),
    laName: text("la_name"),
    estab: text("estab"),
    name: text("name").notNull(),
    nameNorm: text("name_norm").notNull(),
    type: text("type"),
    typeGroup: text("type_group"),
    status: text("status"),
    openDate: date("open_date", { mode: "string" }),
    closeDate: date("close_date", { mode: "string" }),
    phase: text("phase"),
    lowAge: integer("low_age"),
    highAge: integer("high_age"),
    gender: text("gender"),
    religiousCharacter: text("religious_character"),
    admissionsPolicy: text("admissions_policy"),
    capacity: integer("capacity"),
    pupils: integer("pupils"),
    boys: integer("boys"),
    girls: integer("girls"),
    percentFsm: doublePrecision("percent_fsm"),
    street: text("street"),
    locality: text("locality"),
    address3: text("address3"),
    town: text("town"),
    townNorm: text("town_norm"),
    county: text("county"),
    postcode: text("postcode"),
    postcodeNorm: text("postcode_norm"),
    website: text("website"),
    telephone: text("telephone"),
    headTitle: text("head_title"),
    headFirstName: text("head_first_name"),
    headLastName: text("head_last_name"),
    headJobTitle: text("head_job_title"),
    region: text("region"),
    district: text("district"),
    ward: text("ward"),
    easting: integer("easting"),
    northing: integer("northing"),
    lastChanged: date("last_changed", { mode: "string" }),
    /** What the School Finder looks in: " word word …" of name, town, locality and postcode, as `lib/schools/norm` writes them. */
    findText: text("find_text").notNull().default(""),
    /** Religious character in the few groups that people choose among, as `lib/schools/groups` makes them. */
    faith: text("faith"),
    /** Codes of the special educational needs provided for ("ASD"), and RP, UNIT for resourced provision and SEN unit. */
    sen: text("sen").array().notNull().default([]),
    extra: jsonb("extra").$type<Record<string, string>>().notNull().default({}),
    loadedAt: now("loaded_at"),
  },
  (t) => [
    index("schools_la").on(t.laCode, t.estab),
    index("schools_find").using("gin", t.findText.op("gin_trgm_ops")),
    index("schools_postcode").on(t.postcodeNorm.op("text_pattern_ops")),
    index("schools_place").using("gist", sql`point(easting, northing)`),
  ],
);

/** What the register lacks and an authority tells of its schools. */
export const schoolDetails = ref.table("school_details", {
  urn: text("urn").primaryKey(),
  laCode: text("la_code").notNull(),
  email: text("email"),
  openDays: text("open_days"),
});

/** Words of schools' names and places, and the values that the finder's filters offer; remade when the register is loaded. */
export const searchTerms = ref.table(
  "search_terms",
  {
    kind: text("kind").notNull(),
    term: text("term").notNull(),
    label: text("label").notNull(),
    schools: integer("schools").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.kind, t.term] }),
    index("search_terms_like").using("gin", t.term.op("gin_trgm_ops")),
  ],
);

/** Places of postcodes in metres of the National Grid, from ONSPD or Code-Point Open; letters and digits alone. */
export const postcodes = ref.table("postcodes", {
  postcode: text("postcode").primaryKey(),
  easting: integer("easting").notNull(),
  northing: integer("northing").notNull(),
});

/** How often each information page was opened; nothing is known of who did. */
export const pageViews = ref.table("page_views", {
  page: text("page").primaryKey(),
  views: bigint("views", { mode: "number" }).notNull(),
});

/** GIAS's links between establishments: "Predecessor", "Successor" and their kinds, as written. */
export const schoolLinks = ref.table(
  "school_links",
  {
    urn: text("urn").notNull(),
    linkUrn: text("link_urn").notNull(),
    linkName: text("link_name"),
    linkType: text("link_type").notNull(),
    established: date("established", { mode: "string" }),
  },
  (t) => [primaryKey({ columns: [t.urn, t.linkUrn, t.linkType] }), index("school_links_to").on(t.linkUrn)],
);

/** Figures that others publish: value or reason, with where it was read and whether that was verified. */
export const publishedFigures = ref.table(
  "published_figures",
  {
    measure: text("measure").notNull(),
    place: text("place").notNull(),
    year: integer("year").notNull(),
    group: text("group").notNull(),
    value: doublePrecision("value"),
    reason: text("reason"),
    source: text("source").notNull(),
    confirmed: text("confirmed").notNull(),
  },
  (t) => [primaryKey({ columns: [t.measure, t.place, t.year, t.group] })],
);
