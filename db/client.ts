import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

export interface Pool {
  client: postgres.Sql;
  db: PostgresJsDatabase;
}

/** One pool per log-in role and process. Only `scope.ts` and the event hub may have one. */
export function makePool(url: string, max: number): Pool {
  const client = postgres(url, {
    max,
    onnotice: () => {},
    idle_timeout: 60,
    connection: { application_name: "keymark" },
  });
  return { client, db: drizzle(client) };
}

/** A connection that only listens. */
export function makeListener(url: string) {
  return postgres(url, {
    max: 1,
    onnotice: () => {},
    idle_timeout: 0,
    connection: { application_name: "keymark events" },
  });
}
