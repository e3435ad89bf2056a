import path from "node:path";
import postgres from "postgres";
import { isMigrated as isMigratedDatabase, type Migration, migrateDatabase } from "@/db/migrate";
import { datasetGuards } from "@/lib/datasets";
import { dataDirOf, loginRoles, readSecrets } from "@/lib/env";
import { queues } from "@/lib/queues";
import { lockHolder } from "@/ops/lock";
import { startPostgres } from "@/ops/postgres";
import { addressName, type RolePasswords, roleSecrets } from "@/ops/secrets";

/** A database with an administrator, ready to be migrated. */
export interface Database {
  /** Holds the administrator's password: never to be logged. */
  adminUrl: string;
  passwords: RolePasswords;
  /** For people, without the password. */
  where: string;
  close(): Promise<void>;
}

type Log = (line: string) => void;

/** The lock that a running start holds on its data folder. */
export const startLock = (dataDir: string): string => path.join(dataDir, "start.lock");

/** Host, port and name of a database address, without user and password. */
export function placeOf(address: string): string {
  const url = new URL(address);
  return `${decodeURIComponent(url.pathname.slice(1)) || "postgres"} on ${url.hostname}:${url.port || 5432}`;
}

function parseAddress(given: string): string {
  const scheme = URL.canParse(given) ? new URL(given).protocol : "";
  if (scheme === "postgres:" || scheme === "postgresql:") return given;
  throw new Error("DATABASE_URL is not an address of the form postgres://user:password@host:5432/database.");
}

/** Words for what goes wrong most often when connecting, by the code of the driver or of PostgreSQL. */
const connectFaults: Record<string, string> = {
  ECONNREFUSED: "nothing listens there. Is PostgreSQL running, and are host and port right?",
  ENOTFOUND: "there is no host of that name.",
  CONNECT_TIMEOUT: "it does not answer. Is it reachable from here?",
  "28P01": "the password is not accepted.",
  "28000": "this user may not log in from here (pg_hba.conf).",
  "3D000": "there is no database of that name. Make it with `create database`, or correct the name.",
};

export const isConnectFault = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && String(error.code) in connectFaults;

export function explainConnect(error: unknown, where: string): Error {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const words = connectFaults[code] ?? (error instanceof Error ? error.message : String(error));
  return new Error(`The database ${where} cannot be used: ${words}`);
}

/** Throws in words where the address does not lead to an administrator of a PostgreSQL >= 16. */
async function checkAdministrator(adminUrl: string): Promise<string> {
  const where = placeOf(adminUrl);
  const sql = postgres(adminUrl, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [row] = await sql<{ version: number; text: string; maker: boolean }[]>`
      select current_setting('server_version_num')::int as version, current_setting('server_version') as text,
             rolsuper or rolcreaterole as maker from pg_roles where rolname = current_user`.catch((error) => {
      throw explainConnect(error, where);
    });
    if (!row || row.version < 160000)
      throw new Error(`The database ${where} is PostgreSQL ${row?.text}; Keymark needs 16 or later.`);
    if (!row.maker) throw new Error(`The user of DATABASE_URL may not make roles in ${where}. Give an administrator.`);
    return `${where} (PostgreSQL ${row.text})`;
  } finally {
    await sql.end();
  }
}

/**
 * Where the database is, in words, when it is known and not the data folder's own: by DATABASE_URL_USER etc. or by a
 * secrets.json that `migrate` wrote. The roles can use it, but without DATABASE_URL nobody can migrate it.
 */
export function elsewhere(source: NodeJS.ProcessEnv = process.env): string | undefined {
  if (source.DATABASE_URL) return undefined;
  const given = loginRoles.map(addressName).filter((name) => source[name]);
  if (given.length > 0) return `${given.join(", ")} in the environment`;
  const dataDir = dataDirOf(source);
  const secrets = readSecrets(dataDir);
  return secrets && !secrets.embedded
    ? `${secrets.database} on ${secrets.host}:${secrets.port} (${path.join(dataDir, "secrets.json")})`
    : undefined;
}

async function embedded(dataDir: string, log: Log): Promise<Database> {
  const server = await startPostgres(dataDir, { log });
  const isMine = () => lockHolder(startLock(dataDir))?.pid === process.pid;
  const isAnothers = () => lockHolder(startLock(dataDir)) !== undefined && !isMine();
  const close = async () => {
    if (server.started || isMine()) await server.stop(isAnothers);
  };
  const where = `embedded, ${placeOf(server.adminUrl)}${server.started ? "" : ", was running"}`;
  const passwords = roleSecrets(dataDir, { adminUrl: server.adminUrl, embedded: true }, {});
  return { adminUrl: server.adminUrl, passwords, where, close };
}

/**
 * The database of this deployment: that of DATABASE_URL, else the embedded server of the data folder, which is started
 * if it does not run. `close` ends an embedded server only if this process started it and no other start uses it.
 * Writes secrets.json, so that `env()` of `lib` finds the roles afterwards. Throws in words, also where the roles'
 * database is known and is another: an embedded one beside it would take its place.
 */
export async function openDatabase(log: Log, source: NodeJS.ProcessEnv = process.env): Promise<Database> {
  const dataDir = dataDirOf(source);
  const other = elsewhere(source);
  if (other) {
    throw new Error(
      `The database is known by ${other}, but not its administrator. Set DATABASE_URL to the administrator's address; ` +
        "or for a trial with a database of its own, give another KEYMARK_DATA and no addresses of roles.",
    );
  }
  if (!source.DATABASE_URL) return embedded(dataDir, log);
  const adminUrl = parseAddress(source.DATABASE_URL);
  const where = await checkAdministrator(adminUrl);
  return {
    adminUrl,
    passwords: roleSecrets(dataDir, { adminUrl, embedded: false }, source),
    where,
    close: async () => {},
  };
}

const migrationOf = ({ adminUrl, passwords }: Database, log: Log): Migration => ({
  adminUrl,
  passwords,
  datasets: datasetGuards,
  queues,
  log,
});

/** Makes roles, schema and queues, or brings them up to date. */
export const migrate = (database: Database, log: Log): Promise<void> => migrateDatabase(migrationOf(database, log));

/** Whether the database is as this version's `migrate` leaves it. */
export const isMigrated = (database: Database): Promise<boolean> => isMigratedDatabase(migrationOf(database, () => {}));
