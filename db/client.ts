import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";

export interface Pool {
  client: postgres.Sql;
  db: PostgresJsDatabase;
}

const json = ["114", "3802"];
const times = ["1082", "1083", "1114", "1184"];

/**
 * Drizzle makes the client it is given pass JSON and times through as they are, since it has made text of them before.
 * The same client speaks plain SQL here, so objects and dates are made text after all; text stays as it is.
 */
function mendSerializers(client: postgres.Sql): void {
  const { serializers } = client.options as unknown as { serializers: Record<string, (value: unknown) => unknown> };
  for (const type of json) serializers[type] = (value) => (typeof value === "string" ? value : JSON.stringify(value));
  for (const type of times) serializers[type] = (value) => (value instanceof Date ? value.toISOString() : value);
}

/** One pool per log-in role and process. Only `scope.ts` and the event hub may have one. */
export function makePool(url: string, max: number): Pool {
  const client = postgres(url, {
    max,
    onnotice: () => {},
    idle_timeout: 60,
    connection: { application_name: "keymark" },
  });
  const db = drizzle(client);
  mendSerializers(client);
  return { client, db };
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
