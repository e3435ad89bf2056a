import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as runMigrations } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import { afterEach, describe, expect, it } from "vitest";
import { datasetGuards } from "@/lib/datasets";
import { readSecrets } from "@/lib/env";
import { queues } from "@/lib/queues";
import { makeDatabase } from "./make";
import { migrateDatabase } from "./migrate";

/** Databases as versions before and after this one have left them, on the tests' server. */
let drop: () => Promise<void> = async () => {};
afterEach(() => drop());

const migrate = (adminUrl: string) => {
  const passwords = readSecrets(process.env.KEYMARK_DATA ?? "")?.roles;
  if (!passwords) throw new Error("KEYMARK_DATA has no secrets.json.");
  return migrateDatabase({ adminUrl, passwords, datasets: datasetGuards, queues, log: () => {} });
};

/** Runs the first `count` migrations alone, as a version that had no more of them. */
async function runFirst(adminUrl: string, count: number): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "keymark-older-"));
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    cpSync(path.join(import.meta.dirname, "migrations"), folder, { recursive: true });
    const file = path.join(folder, "meta", "_journal.json");
    const journal = JSON.parse(readFileSync(file, "utf8"));
    writeFileSync(file, JSON.stringify({ ...journal, entries: journal.entries.slice(0, count) }));
    const [{ db } = { db: "" }] = await sql<{ db: string }[]>`select quote_ident(current_database()) as db`;
    await sql.unsafe(`create extension if not exists pg_trgm schema public; grant create on database ${db} to app_owner;
      grant usage on schema public to app_owner; set role app_owner`);
    await runMigrations(drizzle(sql), { migrationsFolder: folder });
  } finally {
    await sql.end();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function asked<T>(adminUrl: string, question: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {} });
  try {
    return await question(sql);
  } finally {
    await sql.end();
  }
}

const shape = (adminUrl: string) =>
  asked(adminUrl, async (sql) => [
    ...(await sql`
      select concat_ws(' ', table_schema, table_name, column_name, data_type, is_nullable, column_default) as line
      from information_schema.columns where table_schema in ('ref', 'auth', 'app', 'data', 'audit')
      union all select indexdef from pg_indexes where schemaname in ('ref', 'auth', 'app', 'data', 'audit')
      union all select concat_ws(' ', tablename, policyname, roles, cmd, qual, with_check) from pg_policies order by 1`),
  ]);

const held = `
  insert into ref.authorities (code, name) values ('801', 'Anywhere');
  insert into ref.schools (urn, la_code, estab, name, name_norm, status) values ('100001', '801', '2001', 'First', 'first', 'Open');
  insert into app.settings (la_code) values ('801');
  insert into app.schools (la_code, urn) values ('801', '100001');
  insert into auth.people (email) values ('a@example.test');
  insert into app.staff (la_code, person_id, name, email) select '801', id, 'Jo', email from auth.people;
  insert into app.imports (la_code, file_name, bytes, sha256, stored, sent_by_name) values ('801', 'a.xml', 1, 'x', '801/x', 'Jo');
  insert into data.pupils (la_code, upn) values ('801', 'A801200024001');
  insert into data.phonics (la_code, urn, year, pupil_id) select '801', '100001', 2025, pupil_id from data.pupils;
  insert into audit.acts (la_code, hat, door) values ('801', 'job', 'older')`;
const counts = (adminUrl: string) =>
  asked(adminUrl, async (sql) => [
    ...(await sql`
      select (select count(*) from ref.schools)::int as schools, (select count(*) from app.staff)::int as staff,
        (select count(*) from app.imports)::int as imports, (select count(*) from data.phonics)::int as records,
        (select count(*) from data.changes)::int as changes, (select count(*) from audit.acts)::int as acts`),
  ]);

describe("an upgrade", () => {
  it("brings the tables of the first version to what a new database has, and keeps every row", async () => {
    const older = await makeDatabase("older", async (adminUrl) => {
      await runFirst(adminUrl, 1);
      await asked(adminUrl, (sql) => sql.unsafe(held));
      const before = await counts(adminUrl);
      expect(before).toEqual([{ schools: 1, staff: 1, imports: 1, records: 1, changes: 0, acts: 1 }]);
      await migrate(adminUrl);
      expect(await counts(adminUrl)).toEqual(before);
    });
    const upgraded = await shape(older.adminUrl);
    await older.drop();
    const fresh = await makeDatabase("fresh", migrate);
    drop = fresh.drop;
    expect(upgraded.length).toBeGreaterThan(300);
    expect(upgraded).toEqual(await shape(fresh.adminUrl));
  });
});

describe("a database that this version cannot bring on is left as it is, and the words say what to do", () => {
  const refused = async (spoil: string, words: RegExp) => {
    const made = await makeDatabase("refused", async (adminUrl) => {
      await migrate(adminUrl);
      await asked(adminUrl, (sql) => sql.unsafe(`${spoil}; comment on schema ref is 'another version'`));
      await expect(migrate(adminUrl)).rejects.toThrow(words);
    });
    drop = made.drop;
    const [row] = await asked(
      made.adminUrl,
      (sql) => sql`select obj_description(oid, 'pg_namespace') as version from pg_namespace where nspname = 'ref'`,
    );
    expect(row?.version).toBe("another version");
  };

  it("of a newer version: that version, or the backup from before", () =>
    refused(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('of tomorrow', 9e12)",
      /newer version .* restore the backup/,
    ));

  it("of something else: an empty one", () =>
    refused("drop table drizzle.__drizzle_migrations", /schema "\w+" that is not Keymark's. Give an empty one/));

  it("from before the first release: another folder or database", () =>
    refused(
      "update drizzle.__drizzle_migrations set hash = 'of yesterday' where id = (select min(id) from drizzle.__drizzle_migrations)",
      /before its first release.*KEYMARK_DATA/,
    ));
});
