import { index, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
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
  },
  (t) => [uniqueIndex("people_email").on(t.email)],
);

/** A session wears one hat at a time: an authority's staff (`hat_la`), or one school (`hat_la` and `hat_urn`). */
export const sessions = auth.table(
  "sessions",
  {
    tokenHash: text("token_hash").primaryKey(),
    personId: uuid("person_id")
      .notNull()
      .references(() => people.id, { onDelete: "cascade" }),
    createdAt: now("created_at"),
    seenAt: now("seen_at"),
    expires: at("expires").notNull(),
    hatLa: text("hat_la"),
    hatUrn: text("hat_urn"),
  },
  (t) => [index("sessions_person").on(t.personId)],
);

/** Wrong tries by a hash of the address, to slow guessing without locking the owner out. */
export const tries = auth.table("tries", { id: id().primaryKey(), key: text("key").notNull(), at: now("at") }, (t) => [
  index("tries_key").on(t.key, t.at),
]);
