import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import path from "node:path";
import postgres from "postgres";
import { migrate } from "@/ops/database";
import { readJson, root, writePrivateJson } from "@/ops/files";
import { startPostgres, stopPostgres } from "@/ops/postgres";
import { isRunning, type ProcessRef, refOf } from "@/ops/process";
import { roleSecrets } from "@/ops/secrets";

/** The tests' own server; runs at the same time share it, each with a database of its own. */
const home = path.join(root, ".keymark-test");
const runs = path.join(home, "runs");
const runFolder = (name: string) => path.join(runs, name);
const ownerFile = (name: string) => path.join(runFolder(name), "owner.json");

const addressOf = (adminUrl: string, name: string) => {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
};

/** Runs at the same time, by the names of their databases. */
const livingRuns = (): string[] =>
  readdirSync(runs).filter((name) => {
    const owner = readJson(ownerFile(name)) as ProcessRef | undefined;
    return owner !== undefined && isRunning(owner);
  });

/** Takes away what runs have left that were killed. */
async function dropDeadRuns(sql: postgres.Sql): Promise<void> {
  const living = livingRuns();
  const found = await sql<{ datname: string }[]>`select datname from pg_database where datname like 'run\\_%'`;
  for (const { datname } of found) {
    if (!living.includes(datname)) await sql`drop database if exists ${sql(datname)} with (force)`;
  }
  for (const name of readdirSync(runs)) {
    if (!living.includes(name)) rmSync(runFolder(name), { recursive: true, force: true });
  }
}

/** Ends the tests' server unless another run uses it. */
export const stopUnusedServer = (): Promise<void> =>
  existsSync(runs) ? stopPostgres(home, () => livingRuns().length > 0) : Promise.resolve();

/**
 * Before all database tests of a run: a fresh, migrated database on the tests' own server. KEYMARK_DATA leads `env()`
 * to it, TEST_ADMIN_URL is its administrator's address. Returns what takes it away again; the last run that ends stops
 * the server.
 */
export default async function setUp(): Promise<() => Promise<void>> {
  mkdirSync(runs, { recursive: true, mode: 0o700 });
  const name = `run_${process.pid}_${Date.now()}`;
  mkdirSync(runFolder(name));
  writePrivateJson(ownerFile(name), refOf(process.pid));
  const server = await startPostgres(home, { log: console.log });
  // Roles belong to the whole server: their passwords are those of all runs.
  const passwords = roleSecrets(home, { adminUrl: server.adminUrl, embedded: true }, {});
  const adminUrl = addressOf(server.adminUrl, name);
  const sql = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
  // One run migrates at a time: the roles are everyone's.
  await sql`select pg_advisory_lock(5082026)`;
  await dropDeadRuns(sql);
  await sql`create database ${sql(name)}`;
  writePrivateJson(path.join(runFolder(name), "secrets.json"), {
    ...(readJson(path.join(home, "secrets.json")) as object),
    database: name,
  });
  await migrate({ adminUrl, passwords, where: name, close: async () => {} }, () => {});
  await sql.end();
  Object.assign(process.env, { KEYMARK_DATA: runFolder(name), TEST_ADMIN_URL: adminUrl });
  return async () => {
    const last = postgres(server.adminUrl, { max: 1, onnotice: () => {} });
    await last`drop database if exists ${last(name)} with (force)`;
    await last.end();
    rmSync(runFolder(name), { recursive: true, force: true });
    await stopUnusedServer();
  };
}
