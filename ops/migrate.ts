import { dataDirOf } from "@/lib/env";
import { elsewhere, migrate, openDatabase, placeOf } from "@/ops/database";
import { runningPostgres } from "@/ops/postgres";

const help = `npm run migrate

Makes the database roles and the schema, or brings them up to date, and writes the roles' passwords to
secrets.json (mode 0600) in the data folder, where web and worker find them.

  DATABASE_URL   an administrator of a PostgreSQL 16 or later: postgres://user:password@host:5432/database
                 Without it, the embedded database of the data folder is migrated if it is running.
  KEYMARK_DATA   the data folder (default .keymark)
  DATABASE_URL_USER, _FIGURES, _PUBLIC, _REGISTER
                 addresses of the roles with the passwords that they are to have; random ones where not given`;

const log = (line: string) => console.log(line);

async function main(): Promise<void> {
  if (process.argv.includes("--help")) return log(help);
  const dataDir = dataDirOf();
  if (!process.env.DATABASE_URL && !elsewhere() && !(await runningPostgres(dataDir))) {
    throw new Error(
      `Which database? DATABASE_URL is not set, and no embedded one runs in ${dataDir}. Set DATABASE_URL to an administrator ` +
        "(postgres://user:password@host:5432/database), or run `npm start`, which keeps a database of its own.",
    );
  }
  const database = await openDatabase(log);
  log(`Migrating ${database.where}`);
  try {
    await migrate(database, log);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The migration of ${placeOf(database.adminUrl)} failed and changed nothing it had not finished: ${words}`,
      { cause: error },
    );
  } finally {
    await database.close();
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
