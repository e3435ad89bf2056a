import { sql } from "drizzle-orm";
import { bigint, customType, pgSchema, text, timestamp, uuid } from "drizzle-orm/pg-core";

/** The zones of the one database; see ARCHITECTURE.md. */
export const ref = pgSchema("ref");
export const auth = pgSchema("auth");
export const app = pgSchema("app");
export const data = pgSchema("data");
export const audit = pgSchema("audit");

/** A transaction number that never wraps; as text in TypeScript. */
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

export const laCode = () => text("la_code").notNull();
export const id = () => uuid("id").notNull().default(sql`gen_random_uuid()`);
export const serial = () => bigint("id", { mode: "number" }).notNull().generatedAlwaysAsIdentity();
export const at = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
export const now = (name: string) => at(name).notNull().defaultNow();
