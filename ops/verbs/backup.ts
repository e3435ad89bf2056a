import { dataDirOf } from "@/lib/env";
import { openBackup, readBackup, writeBackup } from "@/ops/backup";
import type { Manifest } from "@/ops/backup-folder";
import { type Database, isMigrated, migrate, openDatabase } from "@/ops/database";
import { type Given, pathOf, UsageError, type Verb } from "./verb";

function folderOf({ words: [word] }: Given): string {
  if (!word) throw new UsageError("Which folder? None is named.");
  return pathOf(word);
}

async function withDatabase<T>(work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(() => {});
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const facts = (folder: string, { tables, files }: Manifest) => ({
  folder,
  tables: tables.length,
  rows: tables.reduce((n, t) => n + t.rows, 0),
  files: files.count,
  bytes: files.bytes,
});

const shared = { options: {}, most: 1, offline: true } as const;

export const backup: Verb = {
  ...shared,
  name: "backup",
  usage: "backup DIR",
  about:
    "Copies the database and the files of the data folder into a new folder, while the product runs or not. Needs DATABASE_URL where the database is not the embedded one.",
  run: (given) => {
    const dir = folderOf(given);
    return withDatabase(async (database) => {
      if (!(await isMigrated(database)))
        throw new Error(
          "The database was last migrated by another version of Keymark. Make the backup with that version, or run `npm run migrate` first.",
        );
      return { facts: facts(dir, await writeBackup(dir, { adminUrl: database.adminUrl, dataDir: dataDirOf() })) };
    });
  },
};

export const restore: Verb = {
  ...shared,
  name: "restore",
  usage: "restore DIR",
  about:
    "Brings a backup back into an empty database and an empty data folder, whole or not at all. Web and worker must not run.",
  run: async (given) => {
    const dir = folderOf(given);
    const made = openBackup(dir);
    await withDatabase(async (database) => {
      await migrate(database, () => {});
      await readBackup(dir, made, { adminUrl: database.adminUrl, dataDir: dataDirOf() });
      // The acts have come from another server, whose numbers this one goes on from.
      await migrate(database, () => {});
    });
    return { facts: facts(dir, made) };
  },
};
