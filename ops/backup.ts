import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { knownMigrations } from "@/db/migrate";
import { readSecrets } from "@/lib/env";
import {
  type CopiedTable,
  copyFiles,
  keptFolders,
  type Manifest,
  makeBackupFolder,
  readManifest,
  readSecret,
  readTable,
  writeManifest,
  writeSecret,
  writeTable,
} from "@/ops/backup-folder";
import { copyIn, copyOut, type TableShape } from "@/ops/copy";
import { takeAuthSecret } from "@/ops/secrets";

interface Deployment {
  adminUrl: string;
  dataDir: string;
}

const sum = (files: Manifest["files"][]): Manifest["files"] => ({
  count: files.reduce((n, f) => n + f.count, 0),
  bytes: files.reduce((n, f) => n + f.bytes, 0),
});

async function copyKept(from: string, to: string): Promise<Manifest["files"]> {
  const copied: Manifest["files"][] = [];
  for (const name of keptFolders) copied.push(await copyFiles(path.join(from, name), path.join(to, name)));
  return sum(copied);
}

/**
 * Writes a whole copy of a deployment's data into a new folder (files 0600): every table as of one moment, and the files
 * that they speak of. The product may run meanwhile; the database must be of this version. The data folder's key is in it,
 * no password of the database is. Throws in words.
 */
export async function writeBackup(dir: string, { adminUrl, dataDir }: Deployment): Promise<Manifest> {
  makeBackupFolder(dir);
  const tables: CopiedTable[] = [];
  let files: Manifest["files"] = { count: 0, bytes: 0 };
  const began = async () => {
    files = await copyKept(dataDir, dir);
  };
  await copyOut(adminUrl, began, async ({ name, columns }, rows) => {
    tables.push({ name, columns, ...(await writeTable(dir, name, rows)) });
  });
  const secret = process.env.KEYMARK_SECRET ? undefined : readSecrets(dataDir)?.authSecret;
  if (secret) writeSecret(dir, secret);
  const made = { madeAt: new Date().toISOString(), migrations: knownMigrations(), tables, files };
  writeManifest(dir, made);
  return made;
}

/** What a folder holds. Throws in words where that is no whole backup, or one of another version than this. */
export function openBackup(dir: string): Manifest {
  const made = readManifest(dir);
  const { migrations } = made;
  const known = knownMigrations();
  if (migrations.length === known.length && migrations.every((hash, n) => hash === known[n])) return made;
  const older = migrations.every((hash, n) => hash === known[n]);
  throw new Error(
    older
      ? "The backup was made by an older version of Keymark. Restore it with that version, then upgrade."
      : "The backup was made by a newer version of Keymark, or another one. Restore it with the version that made it.",
  );
}

const shapeOf = (tables: TableShape[]) =>
  JSON.stringify(tables.map(({ name, columns }) => [name, [...columns].sort()]).sort());

function checkFolder(dataDir: string): void {
  const held = keptFolders.filter(
    (name) => existsSync(path.join(dataDir, name)) && readdirSync(path.join(dataDir, name)).length > 0,
  );
  if (held.length > 0)
    throw new Error(
      `The data folder ${dataDir} is not empty (${held.join(", ")}): a backup is restored into an empty one only. Give another KEYMARK_DATA.`,
    );
}

/** Puts the copied folders in their places, all or none. */
function putInPlace(from: string, dataDir: string): void {
  for (const name of keptFolders) {
    if (!existsSync(path.join(from, name))) continue;
    rmSync(path.join(dataDir, name), { recursive: true, force: true });
    renameSync(path.join(from, name), path.join(dataDir, name));
  }
}

/**
 * Brings a backup into an empty, migrated database and a data folder without files, whole or not at all; every table and
 * file is checked against what was written. Web and worker must not run. Throws in words.
 */
export async function readBackup(dir: string, made: Manifest, { adminUrl, dataDir }: Deployment): Promise<void> {
  checkFolder(dataDir);
  const half = path.join(dataDir, "restore.new");
  rmSync(half, { recursive: true, force: true });
  try {
    const files = await copyKept(dir, half);
    if (files.count !== made.files.count || files.bytes !== made.files.bytes)
      throw new Error(`${dir} is not whole: ${made.files.count} files were backed up, and ${files.count} are there.`);
    await copyIn(adminUrl, {
      check: (tables) => {
        if (shapeOf(tables) !== shapeOf(made.tables))
          throw new Error(
            "The tables of the backup are not those of this version. Restore it with the version that made it.",
          );
      },
      fill: async (table, rows) => {
        const copied = made.tables.find(({ name }) => name === table.name);
        if (copied) await readTable(dir, copied, rows);
      },
      last: async () => putInPlace(half, dataDir),
    });
    const secret = readSecret(dir);
    if (secret) takeAuthSecret(dataDir, secret, process.env);
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}
