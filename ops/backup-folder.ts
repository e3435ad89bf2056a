import { createHash } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, mkdirSync, readdirSync } from "node:fs";
import { chmod, copyFile, mkdir, readdir, stat } from "node:fs/promises";
import path from "node:path";
import { type Readable, Transform, type Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import { readJson, writePrivateJson } from "@/ops/files";

const table = z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number(), sha256: z.string() });
const manifest = z.object({
  madeAt: z.string(),
  /** Hashes of the migrations that the tables had been through. */
  migrations: z.array(z.string()),
  tables: z.array(table),
  files: z.object({ count: z.number(), bytes: z.number() }),
});
export type Manifest = z.infer<typeof manifest>;
export type CopiedTable = z.infer<typeof table>;

/** What of a data folder belongs to the deployment's data; passwords and the embedded server do not. */
export const keptFolders = ["uploads", "demo"];

const manifestFile = (dir: string) => path.join(dir, "backup.json");
const tableFile = (dir: string, name: string) => path.join(dir, "tables", `${name}.gz`);

/** Makes the folder of a new backup, for its owner alone. Throws in words where something is there. */
export function makeBackupFolder(dir: string): void {
  if (existsSync(dir) && readdirSync(dir).length > 0)
    throw new Error(`${dir} is not empty. Name a folder that does not exist yet; each backup has one of its own.`);
  mkdirSync(path.join(dir, "tables"), { recursive: true, mode: 0o700 });
}

const secretFile = (dir: string) => path.join(dir, "secret.json");
const secret = z.object({ authSecret: z.string() });

/** The key under which second factors are sealed; only where the data folder keeps it, and the operator does not. */
export const writeSecret = (dir: string, authSecret: string): void => writePrivateJson(secretFile(dir), { authSecret });
export const readSecret = (dir: string): string | undefined =>
  secret.optional().parse(readJson(secretFile(dir)))?.authSecret;

/** Written last: a folder without it is no whole backup. */
export const writeManifest = (dir: string, made: Manifest): void => writePrivateJson(manifestFile(dir), made);

/** Throws in words where the folder holds no whole backup. */
export function readManifest(dir: string): Manifest {
  const found = manifest.safeParse(readJson(manifestFile(dir)));
  if (found.success) return found.data;
  throw new Error(`${dir} holds no whole backup: its backup.json is missing or is not what \`backup\` writes.`);
}

interface Measured {
  rows: number;
  sha256: string;
}

const newline = 10;

/** Counts and hashes what passes; a row of PostgreSQL's text form is a line. */
function meter(): { through: Transform; result(): Measured } {
  const hash = createHash("sha256");
  let rows = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) rows += 1;
      done(null, chunk);
    },
  });
  return { through, result: () => ({ rows, sha256: hash.digest("hex") }) };
}

export async function writeTable(dir: string, name: string, rows: Readable): Promise<Measured> {
  const { through, result } = meter();
  await pipeline(rows, through, createGzip({ level: 3 }), createWriteStream(tableFile(dir, name), { mode: 0o600 }));
  return result();
}

/** Throws in words where the file is not what was written. */
export async function readTable(dir: string, { name, rows, sha256 }: CopiedTable, into: Writable): Promise<void> {
  const { through, result } = meter();
  const spoilt = () => new Error(`${tableFile(dir, name)} is not what was backed up: it is cut short or altered.`);
  await pipeline(createReadStream(tableFile(dir, name)), createGunzip(), through, into).catch((error) => {
    throw String(error.code).startsWith("Z_") || error.code === "ENOENT" ? spoilt() : error;
  });
  const read = result();
  if (read.rows !== rows || read.sha256 !== sha256) throw spoilt();
}

/** Copies one file; its size in bytes, or undefined where it is gone. */
async function copyOne(from: string, to: string): Promise<number | undefined> {
  try {
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    await copyFile(from, to);
    await chmod(to, 0o600);
    return (await stat(to)).size;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

/**
 * Copies every file below a folder, for the owner alone. Stored files never change, and are taken away when their time is
 * over: one that goes while we copy is left out.
 */
export async function copyFiles(from: string, to: string): Promise<Manifest["files"]> {
  const copied = { count: 0, bytes: 0 };
  if (!existsSync(from)) return copied;
  for (const entry of await readdir(from, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name);
    const bytes = entry.isFile() ? await copyOne(file, path.join(to, path.relative(from, file))) : undefined;
    if (bytes === undefined) continue;
    copied.count += 1;
    copied.bytes += bytes;
  }
  return copied;
}
