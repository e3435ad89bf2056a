import { bigint, boolean, index, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { at, auth, id, now } from "./mixins";

/** A log-in. Names stand where an authority or a school wrote them, not here. Reached only through always/gates.sql. */
export const people = auth.table(
  "people",
  {
    id: id().primaryKey(),
    email: text("email").notNull(),
    passwordHash: text("password_hash"),
    createdAt: now("created_at"),
    disabledAt: at("disabled_at"),
    /** The second factor's secret, sealed with the deployment's own key; null: none enrolled. */
    totpSealed: text("totp_sealed"),
    totpSince: at("totp_since"),
    /** The last time step whose code was taken: a code counts once. */
    totpStep: bigint("totp_step", { mode: "number" }),
  },
  (t) => [uniqueIndex("people_email").on(t.email)],
);

/** A session wears one hat at a time: an authority's staff (`hat_la`), or one school (`hat_la` and `hat_urn`). */
export const sessions = auth.table(
  "sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    /** Names the session in its owner's list; the token opens it, this does not. */
    id: id(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    createdAt: now("created_at"),
    seenAt: now("seen_at"),
    expires: at("expires").notNull(),
    /** The browser in words, for the owner's list. */
    agent: text("agent"),
    /** When the second factor was given; null: the password alone (or none is needed). */
    secondAt: at("second_at"),
    /** Until the second factor is given, a session lets nobody in. */
    waitsForSecond: boolean("waits_for_second").notNull().default(false),
    hatLa: text("hat_la"),
    hatUrn: text("hat_urn"),
  },
  (t) => [index("sessions_person").on(t.personId), uniqueIndex("sessions_id").on(t.id)],
);

/** Wrong tries by a hash of the address, to slow guessing without locking the owner out. */
export const tries = auth.table("tries", { id: id().primaryKey(), key: text("key").notNull(), at: now("at") }, (t) => [
  index("tries_key").on(t.key, t.at),
]);

/** Codes for the day the second factor is lost; each counts once, and only hashes are kept. */
export const recoveryCodes = auth.table(
  "recovery_codes",
  {
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    codeHash: text("code_hash").notNull(),
    usedAt: at("used_at"),
  },
  (t) => [primaryKey({ columns: [t.personId, t.codeHash] })],
);

/** Links that let a person set a password: single use, at most 72 hours, only hashes are kept. */
export const invitations = auth.table(
  "invitations",
  {
    tokenHash: text("token_hash").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    /** "invite" or "reset" */
    purpose: text("purpose").notNull(),
    createdAt: now("created_at"),
    expires: at("expires").notNull(),
    usedAt: at("used_at"),
  },
  (t) => [index("invitations_person").on(t.personId)],
);

/** Who a person is to an outside provider of sign-in: keyed on its `sub`, never on the address. */
export const identities = auth.table(
  "identities",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    createdAt: now("created_at"),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] }), index("identities_person").on(t.personId)],
);
