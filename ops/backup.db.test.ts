import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { closeMake, type MadeSchool, makeAuthority, makeDatabase, makeSchool } from "@/db/make";
import { asStaff } from "@/lib/access/make";
import { addAccess, addStaff } from "@/lib/access/operate";
import { sealAuthority, verifyAuthority } from "@/lib/access/seal";
import { closeDatabase, type Scope } from "@/lib/database";
import { readSecrets, type SecretsFile } from "@/lib/env";
import { child, ctf, take } from "@/lib/imports/make";
import { closeQueue } from "@/lib/queue";
import { editCell } from "@/lib/records/edit";
import { listRecords } from "@/lib/records/list";
import { buildReport } from "@/lib/reports/build";
import { openBackup, readBackup, writeBackup } from "./backup";
import { migrate } from "./database";

/** Two deployments, each with a database and a data folder of its own: what is made in one is brought into the other. */
const folder = mkdtempSync(path.join(os.tmpdir(), "keymark-backup-"));
const kept = path.join(folder, "backup");
const password = "A long enough word 7";
const year = 2025;

interface Deployment {
  adminUrl: string;
  dataDir: string;
  sql: postgres.Sql;
  drop(): Promise<void>;
}
let secrets: SecretsFile;
let from: Deployment;
let to: Deployment;
let school: MadeSchool;
let officer: Scope;
let figures: unknown;

const migrated = (adminUrl: string) =>
  migrate({ adminUrl, passwords: secrets.roles, where: "", close: async () => {} }, () => {});

async function deployment(name: string): Promise<Deployment> {
  const dataDir = path.join(folder, name);
  mkdirSync(dataDir);
  const made = await makeDatabase(name, migrated);
  const own = { ...secrets, database: made.name, authSecret: `${name} `.repeat(9) };
  writeFileSync(path.join(dataDir, "secrets.json"), JSON.stringify(own));
  const sql = postgres(made.adminUrl, { max: 1, onnotice: () => {} });
  const drop = async () => {
    await sql.end();
    await made.drop();
  };
  return { adminUrl: made.adminUrl, dataDir, sql, drop };
}

/** Seals until nothing is left over: a transaction open anywhere on the server puts it off. */
async function sealed(laCode: string, of = { sealAuthority, verifyAuthority }): Promise<void> {
  for (let tries = 0; tries < 400; tries++) {
    await of.sealAuthority(laCode);
    if ((await of.verifyAuthority(laCode)).unsealed === 0) return;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error("Acts stay unsealed.");
}

async function correctOne(): Promise<void> {
  const asked = { dataset: "phonics", year, limit: 5, sort: { column: "surname", down: false } };
  const [row] = (await listRecords(officer, asked)).rows;
  if (!row) throw new Error("No record is there.");
  await editCell(officer, { dataset: "phonics", id: row.id, column: "mark", from: row.cells.mark ?? null, to: "20" });
}

beforeAll(async () => {
  const known = readSecrets(process.env.KEYMARK_DATA ?? "");
  if (!known) throw new Error("KEYMARK_DATA has no secrets.json.");
  secrets = known;
  [from, to] = [await deployment("kept"), await deployment("brought")];
  Object.assign(process.env, { KEYMARK_DATA: from.dataDir, TEST_ADMIN_URL: from.adminUrl });
  // As on a server whose transactions are numbered far above those of the one that it is brought to.
  await from.sql.unsafe(
    "create or replace function audit.moved_by() returns bigint language sql immutable as 'select 9000000000::bigint'",
  );
  const { code } = await makeAuthority();
  school = await makeSchool(code);
  officer = await asStaff(code);
  await take(officer, ctf({ school, year, children: [1, 2, 3, 4, 5, 6, 7, 8].map((n) => child(n)) }));
  await take(officer, ctf({ school, year: 2024, children: [11, 12].map((n) => child(n, { born: "2018-05-05" })) }));
  await correctOne();
  await addAccess(code, { email: "head@example.test", name: "Sam\tHead\n", password, urn: school.urn, level: 1 });
  // More than any buffer between server and file holds.
  await from.sql`insert into data.pupils (la_code, upn, name_key)
    select ${code}, 'A' || n, repeat(md5(n::text), 4) from generate_series(1, 12000) as n`;
  figures = (await buildReport(officer, { report: "standard-pack", urn: school.urn, year })).blocks;
  await sealed(code);
  await addStaff(code, { email: "la@example.test", name: "Jo", password, see: [], edit: [], admin: true });
  await writeBackup(kept, from);
});
afterAll(async () => {
  await closeQueue();
  await Promise.all([closeDatabase(), closeMake()]);
  await Promise.all([from.drop(), to.drop()]);
  rmSync(folder, { recursive: true, force: true });
});

const contents = async ({ sql }: Deployment): Promise<Record<string, string>> => {
  const tables = await sql<{ name: string }[]>`
    select schemaname || '.' || tablename as name from pg_tables
    where schemaname in ('ref', 'auth', 'app', 'data', 'audit') and tablename not in ('sessions', 'tries')`;
  const found: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as all from ${name} t`,
    );
    found[name] = String(row?.all);
  }
  return found;
};
const filesBelow = (dir: string) =>
  readdirSync(dir, { withFileTypes: true, recursive: true })
    .filter((f) => f.isFile())
    .map((f) => path.join(f.parentPath, f.name));
const restore = (dir = kept) => readBackup(dir, openBackup(dir), to);

describe("a backup", () => {
  it("is for its owner alone, and holds no password of the database", () => {
    const files = filesBelow(kept);
    expect(files.length).toBeGreaterThan(20);
    expect(files.filter((f) => (statSync(f).mode & 0o777) !== 0o600)).toEqual([]);
    expect(statSync(kept).mode & 0o777).toBe(0o700);
    const text = files.map((f) => readFileSync(f, "latin1")).join("");
    for (const word of Object.values(secrets.roles)) expect(text.includes(word)).toBe(false);
  });

  it("does not go into a folder that holds something", async () => {
    await expect(writeBackup(kept, from)).rejects.toThrow(/is not empty/);
  });

  it("that is cut short or altered brings back nothing, and says so", async () => {
    const spoilt = path.join(folder, "spoilt");
    mkdirSync(path.join(spoilt, "tables"), { recursive: true });
    for (const file of filesBelow(kept)) {
      const target = path.join(spoilt, path.relative(kept, file));
      mkdirSync(path.dirname(target), { recursive: true });
      const bytes = readFileSync(file);
      writeFileSync(target, file.endsWith("data.phonics.gz") ? bytes.subarray(0, bytes.length - 40) : bytes);
    }
    const empty = await contents(to);
    await expect(restore(spoilt)).rejects.toThrow(/data\.phonics\.gz is not what was backed up/);
    rmSync(path.join(spoilt, "tables", "data.phonics.gz"));
    await expect(restore(spoilt)).rejects.toThrow(/data\.phonics\.gz is not what was backed up/);
    expect(await contents(to)).toEqual(empty);
    expect(readdirSync(to.dataDir)).toEqual(["secrets.json"]);
    rmSync(path.join(spoilt, "backup.json"));
    expect(() => openBackup(spoilt)).toThrow(/holds no whole backup/);
  });

  it("of other tables is refused with the version that fits", () => {
    const made = openBackup(kept);
    const other = path.join(folder, "other");
    mkdirSync(other);
    const write = (migrations: string[]) =>
      writeFileSync(path.join(other, "backup.json"), JSON.stringify({ ...made, migrations }));
    write(made.migrations.slice(0, -1));
    expect(() => openBackup(other)).toThrow(/older version/);
    write([...made.migrations, "another"]);
    expect(() => openBackup(other)).toThrow(/newer version/);
  });
});

describe("a restore", () => {
  beforeAll(async () => {
    await restore();
    await migrated(to.adminUrl);
  });

  it("brings back every row of every table and every file", async () => {
    const made = await contents(from);
    expect(Number(made["data.phonics"]?.split(" ")[0])).toBe(10);
    expect(Number(made["data.changes"]?.split(" ")[0])).toBe(1);
    expect(await contents(to)).toEqual(made);
    const uploads = ({ dataDir }: Deployment) =>
      filesBelow(path.join(dataDir, "uploads")).map((f) => [path.relative(dataDir, f), readFileSync(f, "utf8")]);
    expect(uploads(from)).toHaveLength(2);
    expect(uploads(to).sort()).toEqual(uploads(from).sort());
  });

  it("brings back the key of second factors, and leaves the passwords of the database as they are", () => {
    expect(readSecrets(to.dataDir)).toEqual({
      ...readSecrets(from.dataDir),
      database: expect.stringContaining("brought"),
    });
  });

  it("leaves policies forced and triggers awake", async () => {
    const open = await to.sql`
      select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname in ('app', 'data', 'audit') and c.relkind = 'r' and not (c.relrowsecurity and c.relforcerowsecurity)`;
    const asleep = await to.sql`select tgname from pg_trigger where tgenabled <> 'O'`;
    expect([[...open], [...asleep]]).toEqual([[], []]);
  });

  it("goes into nothing that holds data already", async () => {
    await expect(restore()).rejects.toThrow(/data folder .* is not empty/);
    const fresh = path.join(folder, "fresh");
    mkdirSync(fresh);
    await expect(readBackup(kept, openBackup(kept), { ...to, dataDir: fresh })).rejects.toThrow(
      /database is not empty/,
    );
  });

  it("people sign in, reports say the same, and the seals hold, also over what is done from then on", async () => {
    await closeQueue();
    await closeDatabase();
    vi.resetModules();
    process.env.KEYMARK_DATA = to.dataDir;
    const [seal, signIn, reports, edit, list, database, queue] = await Promise.all([
      import("@/lib/access/seal"),
      import("@/lib/access/check-password"),
      import("@/lib/reports/build"),
      import("@/lib/records/edit"),
      import("@/lib/records/list"),
      import("@/lib/database"),
      import("@/lib/queue"),
    ]);
    expect(await signIn.checkPassword("head@example.test", password, "here")).toMatchObject({ id: expect.any(String) });
    const before = await seal.verifyAuthority(officer.laCode);
    expect(before).toMatchObject({ unsealed: 1, faults: [] });
    expect(before.acts).toBeGreaterThan(3);
    const { blocks } = await reports.buildReport(officer, { report: "standard-pack", urn: school.urn, year });
    expect(blocks).toEqual(figures);
    const asked = { dataset: "phonics", year, limit: 5, sort: { column: "surname", down: true } };
    const [row] = (await list.listRecords(officer, asked)).rows;
    await edit.editCell(officer, {
      ...{ dataset: "phonics", id: row?.id ?? "", column: "mark" },
      ...{ from: row?.cells.mark ?? null, to: "21" },
    });
    const changes = await to.sql`select id::int from data.changes order by id`;
    expect([...changes]).toEqual([{ id: 1 }, { id: 2 }]);
    await sealed(officer.laCode, seal);
    const after = await seal.verifyAuthority(officer.laCode);
    expect(after).toMatchObject({ unsealed: 0, faults: [], seals: before.seals + 1 });
    expect(after.acts).toBeGreaterThan(before.acts + 1);
    await queue.closeQueue();
    await database.closeDatabase();
  });
});
