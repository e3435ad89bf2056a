import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import { PgBoss } from "pg-boss";
import postgres from "postgres";
import { keepActsInOrder } from "./act-order";
import type { DatasetGuard } from "./dataset-table";
import { datasetGuardSql, tableGuardSql, tableGuards } from "./guard";
import { published, seedPublished } from "./published";
import { queueAddress } from "./queue-address";

export interface Migration {
  /** Administrator of the database; used here only. */
  adminUrl: string;
  /** Passwords of the log-in roles, by the name after `app_`. */
  passwords: Record<"user" | "figures" | "public" | "register", string>;
  datasets: DatasetGuard[];
  /** Queues that handlers exist for. */
  queues: readonly { name: string; options: Record<string, unknown> }[];
  log(words: string): void;
}

const here = import.meta.dirname;
const always = (name: string) => readFileSync(path.join(here, "always", name), "utf8");
const oldest = 160000;

const roleSql = (name: string, password?: string) => {
  const can = password === undefined ? "nologin" : `login password '${password.replaceAll("'", "''")}'`;
  return `do $$ begin
    if not exists (select from pg_roles where rolname = '${name}') then create role ${name} ${can} noinherit nobypassrls; end if;
  end $$;
  ${password === undefined ? "" : `alter role ${name} with ${can};`}`;
};

/** Roles first; the administrator then works as `app_owner`, which no running process has. */
async function makeRoles(sql: postgres.Sql, m: Migration): Promise<void> {
  const [{ version } = { version: 0 }] = await sql<{ version: number }[]>`
    select current_setting('server_version_num')::int as version`;
  if (version < oldest) throw new Error(`PostgreSQL 16 or newer is needed; this server is ${version / 10000}.`);
  for (const name of ["app_owner", "app_backup"]) await sql.unsafe(roleSql(name));
  for (const [name, password] of Object.entries(m.passwords)) await sql.unsafe(roleSql(`app_${name}`, password));
  const [{ me, db } = { me: "", db: "" }] = await sql<{ me: string; db: string }[]>`
    select quote_ident(current_user) as me, quote_ident(current_database()) as db`;
  await sql.unsafe(`
    grant app_owner, app_backup to ${me};
    grant app_figures to app_user with inherit false, set true;
    revoke all on database ${db} from public;
    grant connect on database ${db} to app_user, app_figures, app_public, app_register;
    grant create, connect, temporary on database ${db} to app_owner;
    revoke all on schema public from public;
    create extension if not exists pg_trgm schema public;
    grant usage on schema public to app_owner, app_user, app_figures, app_public, app_register;`);
}

const zoneGrants = `
  grant usage on schema ref to app_user, app_figures, app_public, app_register;
  grant usage on schema app, data, audit to app_user, app_figures, app_register;
  grant usage on schema auth to app_public, app_user, app_register;
  grant usage on schema ref, auth, app, data, audit to app_backup;
  grant select on all tables in schema ref, auth, app, data, audit to app_backup;
  revoke all on schema ref, auth, app, data, audit from public;
  revoke all on all functions in schema ref, app, auth, data, audit from public;
  grant execute on all functions in schema app, audit to app_user, app_figures, app_register;
  grant execute on all functions in schema audit to app_backup;
  grant execute on function data.note_change(), data.refresh_statistics() to app_user;
  grant select on all tables in schema ref to app_user, app_figures, app_public, app_register;
  grant insert, update, delete on all tables in schema ref to app_register;
  revoke all on all tables in schema auth from public, app_user, app_figures, app_public, app_register;
  grant execute on function auth.person_for_sign_in(text), auth.count_tries(text), auth.note_try(text), auth.clear_tries(text),
    auth.open_session(text, uuid, int, boolean, text), auth.session(text, boolean), auth.person(uuid), auth.wear_hat(text, text, text),
    auth.close_session(text), auth.waiting_session(text), auth.pass_second(text, text), auth.await_second(text),
    auth.second_factor(uuid), auth.set_totp(uuid, text, bigint), auth.take_totp_step(uuid, bigint),
    auth.set_recovery_codes(uuid, text[]), auth.take_recovery_code(uuid, text), auth.sessions_of(uuid),
    auth.close_sessions(uuid, uuid, uuid), auth.link(text), auth.spend_link(text, text), ref.count_view(text) to app_public;
  grant execute on function auth.ensure_person(text, text), auth.person_by_email(text), auth.give_totp(text, text) to app_register;
  grant execute on function auth.mint_link(text, uuid, text), auth.let_in(text), auth.signs_in(uuid) to app_user;
  grant usage on schema pgboss to app_user;
  grant select, insert, update, delete on all tables in schema pgboss to app_user;
  grant execute on all functions in schema pgboss to app_user;`;

async function guardTables(sql: postgres.Sql | postgres.TransactionSql, m: Migration): Promise<void> {
  for (const g of tableGuards) for (const statement of tableGuardSql(g)) await sql.unsafe(statement);
  for (const g of m.datasets) {
    const columns = await sql<{ column_name: string }[]>`
      select column_name from information_schema.columns where table_schema = 'data' and table_name = ${g.name} order by ordinal_position`;
    for (const statement of datasetGuardSql(
      g,
      columns.map((c) => c.column_name),
    ))
      await sql.unsafe(statement);
  }
}

async function installQueue(m: Migration): Promise<void> {
  const url = new URL(queueAddress(m.adminUrl));
  url.searchParams.set("options", "-c role=app_owner");
  const boss = new PgBoss({ connectionString: url.href, supervise: false, schedule: false });
  boss.on("error", (e) => m.log(`queue: ${e.message}`));
  await boss.start();
  for (const q of m.queues) {
    await boss.createQueue(q.name, q.options);
    await boss.updateQueue(q.name, Object.fromEntries(Object.entries(q.options).filter(([k]) => k !== "policy")));
  }
  await boss.stop({ graceful: false });
}

const migrationsFolder = path.join(here, "migrations");

/** Every migration of this version by its hash, oldest first. */
export const knownMigrations = (): string[] => readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash);

/** Throws in words where this version does not know how the database came about. */
async function checkPast(sql: postgres.Sql): Promise<void> {
  const known = knownMigrations();
  const [{ held } = { held: false }] = await sql<{ held: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as held`;
  const applied = held
    ? await sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by created_at`
    : [];
  if (applied.length === 0) {
    const [taken] = await sql<{ name: string }[]>`
      select nspname as name from pg_namespace where nspname in ('ref', 'auth', 'app', 'data', 'audit') limit 1`;
    if (taken)
      throw new Error(`This database holds a schema "${taken.name}" that is not Keymark's. Give an empty one.`);
    return;
  }
  if (applied[0]?.hash !== known[0])
    throw new Error(
      "This database was made by a version of Keymark from before its first release, and cannot be brought on. " +
        "Give an empty database, or another data folder by KEYMARK_DATA.",
    );
  if (applied.some(({ hash }) => !known.includes(hash)))
    throw new Error(
      "This database has been used by a newer version of Keymark than this one. Run that version, or restore the backup " +
        "that was made before the upgrade into an empty database.",
    );
}

/** Everything that this version would bring about, as one hash; it stands in the comment on schema `ref` once it has. */
function versionOf(m: Migration): string {
  const hash = createHash("sha256");
  const files = readdirSync(migrationsFolder, { withFileTypes: true }).filter((f) => f.isFile());
  for (const f of files.sort((a, b) => (a.name < b.name ? -1 : 1)))
    hash.update(readFileSync(path.join(migrationsFolder, f.name)));
  hash.update(always("scope.sql")).update(always("gates.sql")).update(zoneGrants).update(JSON.stringify(published));
  for (const g of tableGuards) hash.update(tableGuardSql(g).join(";"));
  for (const g of m.datasets) hash.update(datasetGuardSql(g, []).join(";"));
  return `keymark ${hash.update(JSON.stringify(m.queues)).digest("hex")}`;
}

async function isCurrent(sql: postgres.Sql, version: string): Promise<boolean> {
  const [row] = await sql<{ version: string | null }[]>`
    select obj_description(oid, 'pg_namespace') as version from pg_namespace where nspname = 'ref'`;
  return row?.version === version;
}

/** Tables, then what is written anew each time: words, gates, policies, grants, published figures. */
async function bringUpToDate(sql: postgres.Sql, m: Migration, version: string): Promise<void> {
  await sql`set role app_owner`;
  await runMigrations(drizzle(sql), { migrationsFolder });
  await installQueue(m);
  await sql.begin(async (tx) => {
    await tx.unsafe(always("scope.sql"));
    await tx.unsafe(always("gates.sql"));
    await guardTables(tx, m);
    await tx.unsafe(zoneGrants);
    await seedPublished(tx);
    await tx.unsafe(`comment on schema ref is '${version}'`);
  });
}

/** Whether the database is of this very version. Throws where it cannot be reached. */
export async function isMigrated(m: Migration): Promise<boolean> {
  const sql = postgres(m.adminUrl, { max: 1, onnotice: () => {} });
  try {
    return await isCurrent(sql, versionOf(m));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/**
 * Brings a database from any earlier state to this version: roles, tables, the words and gates of `always/`, policies,
 * grants, queues. Idempotent; a database that is of this version already keeps its policies undisturbed, so that it may
 * be in use. Needs PostgreSQL 16 or newer and an administrator who may create roles.
 */
export async function migrateDatabase(m: Migration): Promise<void> {
  const sql = postgres(m.adminUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(723001)`;
    await makeRoles(sql, m);
    await checkPast(sql);
    const version = versionOf(m);
    if (!(await isCurrent(sql, version))) await bringUpToDate(sql, m, version);
    await keepActsInOrder(sql);
    m.log("database is up to date");
  } finally {
    await sql.end({ timeout: 5 });
  }
}
