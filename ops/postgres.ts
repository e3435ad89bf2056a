import { execFile } from "node:child_process";
import { chownSync, existsSync, readFileSync, renameSync, rmSync, statSync, unlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import postgres from "postgres";
import { makeDataDir, newSecret } from "@/ops/files";
import { whileLocked } from "@/ops/lock";
import { freePort, isFree } from "@/ops/port";
import { type PostgresHome, postgresHome, type RootMode, remember, remembered } from "@/ops/postgres-home";
import { type AdminFile, adminSecrets } from "@/ops/secrets";

const exec = promisify(execFile);
const database = "keymark";

/** Durability stays as it is by default. What people typed must not stand in the server's log: neither the statement
 *  nor the detail of an error is written, and errors as such are the caller's to report. */
const settings: Record<string, string> = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "''",
  max_connections: "200",
  shared_buffers: "256MB",
  work_mem: "16MB",
  maintenance_work_mem: "128MB",
  max_wal_size: "2GB",
  jit: "off",
  timezone: "UTC",
  log_timezone: "UTC",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
};

export interface Postgres {
  /** The administrator's address of the database `keymark`; holds the password: never to be logged. */
  adminUrl: string;
  /** False where a running server was found and is used. */
  started: boolean;
  /** Ends the server, unless `stillUsed` says, in the moment when no other process starts or stops it, that it is. */
  stop(stillUsed?: () => boolean): Promise<void>;
}

async function command(home: PostgresHome, program: string, args: string[]): Promise<{ code: number; words: string }> {
  const [file = "", ...rest] = [...home.prefix, path.join(home.native, "bin", program), ...args];
  const env = { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C" };
  return exec(file, rest, { ...home.ids, cwd: home.base, env }).then(
    ({ stdout, stderr }) => ({ code: 0, words: stdout + stderr }),
    (error: { code?: number; stdout?: string; stderr?: string; message: string }) => ({
      code: typeof error.code === "number" ? error.code : 1,
      words: `${error.stdout ?? ""}${error.stderr ?? ""}`.trim() || error.message,
    }),
  );
}

async function init(home: PostgresHome, admin: AdminFile): Promise<void> {
  const half = `${home.data}.new`;
  rmSync(half, { recursive: true, force: true });
  const passwordFile = path.join(home.base, `.${newSecret().slice(0, 8)}`);
  writeFileSync(passwordFile, admin.password, { mode: 0o600 });
  if (home.ids.uid !== undefined) chownSync(passwordFile, home.ids.uid, home.ids.gid ?? home.ids.uid);
  const result = await command(home, "initdb", [
    ...["-D", half, "-U", admin.user, `--pwfile=${passwordFile}`, "--auth=scram-sha-256", "--encoding=UTF8"],
    ...["--locale-provider=icu", "--icu-locale=en-GB", "--locale=C.UTF-8", "--no-instructions"],
  ]).finally(() => unlinkSync(passwordFile));
  if (result.code !== 0) throw new Error(`The database could not be made in ${home.data}:\n${result.words}`);
  renameSync(half, home.data);
}

/** Process id and port as the server itself wrote them. */
function pidFile(home: PostgresHome): { pid: number; port: number } | undefined {
  const file = path.join(home.data, "postmaster.pid");
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n");
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

/** Whether the process with that id is this data folder's server: after a crash the id may be another's. */
function isOurs(home: PostgresHome, pid: number): boolean {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0");
    return path.basename(words[0] ?? "") === "postgres" && words.includes(home.data);
  } catch {
    return false;
  }
}

async function runningPort(home: PostgresHome): Promise<number | undefined> {
  const file = pidFile(home);
  if (!file) return undefined;
  if (!isOurs(home, file.pid)) {
    unlinkSync(path.join(home.data, "postmaster.pid"));
    return undefined;
  }
  const status = await command(home, "pg_ctl", ["status", "-D", home.data]);
  return status.code === 0 ? pidFile(home)?.port : undefined;
}

function rotateLog(file: string): void {
  if (existsSync(file) && statSync(file).size > 10 * 2 ** 20) renameSync(file, `${file}.1`);
}

async function portFor(dataDir: string): Promise<number> {
  const known = remembered(dataDir).port;
  const port = known && (await isFree(known)) ? known : await freePort();
  remember(dataDir, { port });
  return port;
}

const lastLines = (file: string) =>
  existsSync(file) ? readFileSync(file, "utf8").trim().split("\n").slice(-8).join("\n") : "";

/** What passes by itself: the remains of a killed server, or a port that was taken in the same moment. */
const passing = /shared memory block|[Aa]ddress already in use|lock file/;

/** Starts the server as a daemon; tried again for a while, since the remains of a killed one take a moment to go. */
async function launch(dataDir: string, home: PostgresHome): Promise<number> {
  const log = path.join(home.base, "postgres.log");
  rotateLog(log);
  let words = "";
  for (let attempt = 0; attempt < 5; attempt++) {
    const port = await portFor(dataDir);
    const options = [`-p ${port}`, ...Object.entries(settings).map(([name, value]) => `-c ${name}=${value}`)].join(" ");
    const result = await command(home, "pg_ctl", [
      "start",
      "-D",
      home.data,
      "-l",
      log,
      "-w",
      "-t",
      "120",
      "-o",
      options,
    ]);
    if (result.code === 0) return port;
    words = `${result.words}\n${lastLines(log)}`;
    if (!passing.test(words)) break;
    await wait(1000 * (attempt + 1));
  }
  throw new Error(`PostgreSQL does not start from ${home.data}:\n${words}`);
}

async function halt(home: PostgresHome): Promise<void> {
  const file = pidFile(home);
  if (!file || !isOurs(home, file.pid)) return;
  const fast = await command(home, "pg_ctl", ["stop", "-D", home.data, "-m", "fast", "-w", "-t", "4"]);
  if (fast.code !== 0) await command(home, "pg_ctl", ["stop", "-D", home.data, "-m", "immediate", "-w", "-t", "2"]);
}

const addressOf = (admin: AdminFile, port: number, name: string) => {
  const url = new URL(`postgres://127.0.0.1:${port}/${name}`);
  url.username = admin.user;
  url.password = admin.password;
  return url.href;
};

async function makeDatabase(admin: AdminFile, port: number): Promise<void> {
  const sql = postgres(addressOf(admin, port, "postgres"), { max: 1, onnotice: () => {} });
  try {
    const found = await sql`select 1 from pg_database where datname = ${database}`;
    if (found.length === 0) await sql`create database ${sql(database)}`;
  } finally {
    await sql.end();
  }
}

/** Held while a server is started or stopped: two processes may want it in the same moment. */
const lockOf = (folder: string) => path.join(folder, "postgres.lock");

/**
 * Starts the embedded PostgreSQL of a data folder, or finds it running and uses it. Scram, loopback only, no socket.
 * Makes what is missing: passwords, cluster, database `keymark`. Throws in words where the server does not start.
 */
export async function startPostgres(
  dataDir: string,
  options: { log?: (line: string) => void; rootMode?: RootMode } = {},
): Promise<Postgres> {
  const folder = path.resolve(dataDir);
  makeDataDir(folder);
  const { home, note } = await postgresHome(folder, options.rootMode);
  if (note) options.log?.(note);
  if (existsSync(home.data) && !existsSync(path.join(folder, "admin.json"))) {
    throw new Error(
      `${folder}/admin.json is missing, and with it the administrator's password of the database beside it. Put it back.`,
    );
  }
  const admin = adminSecrets(folder);
  return whileLocked(lockOf(folder), async () => {
    if (!existsSync(home.data)) await init(home, admin);
    const found = await runningPort(home);
    const port = found ?? (await launch(folder, home));
    await makeDatabase(admin, port);
    return {
      adminUrl: addressOf(admin, port, database),
      started: found === undefined,
      stop: (stillUsed?: () => boolean) => stopPostgres(folder, stillUsed),
    };
  });
}

/** The administrator's address where the embedded server of the data folder runs now. */
export async function runningPostgres(dataDir: string): Promise<string | undefined> {
  const folder = path.resolve(dataDir);
  if (!existsSync(path.join(folder, "admin.json"))) return undefined;
  const { home } = await postgresHome(folder);
  const port = await runningPort(home);
  return port === undefined ? undefined : addressOf(adminSecrets(folder), port, database);
}

/** Ends the embedded server of a data folder where it runs, unless `stillUsed` says that it is. */
export async function stopPostgres(dataDir: string, stillUsed = () => false): Promise<void> {
  const folder = path.resolve(dataDir);
  if (!existsSync(path.join(folder, "admin.json"))) return;
  const { home } = await postgresHome(folder);
  await whileLocked(lockOf(folder), async () => {
    if (!stillUsed()) await halt(home);
  });
}

/** Ends the embedded server of a data folder and removes the folder whole, with a copy that lies elsewhere. */
export async function wipeDataDir(dataDir: string): Promise<void> {
  const folder = path.resolve(dataDir);
  if (!existsSync(folder)) return;
  await stopPostgres(folder);
  const { copy } = remembered(folder);
  if (copy) rmSync(copy, { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
