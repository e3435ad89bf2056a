import type { Readable, Writable } from "node:stream";
import postgres from "postgres";

/** A table by name with the columns that are copied; those that PostgreSQL generates are left out. */
export interface TableShape {
  name: string;
  columns: string[];
}

interface Catalogue extends TableShape {
  /** Tables that its keys lead to. */
  needs: string[];
  forced: boolean;
  /** Columns numbered by a sequence. */
  numbered: string[];
}

const zones = ["ref", "auth", "app", "data", "audit"];
/** Of the moment: who is signed in, and who mistyped. After a restore people sign in anew. */
const passing = ["auth.sessions", "auth.tries"];
/** What the register, the operator and migrate write: a database that holds nothing else counts as empty. */
const seeded = (name: string) => name.startsWith("ref.") && !["ref.authorities", "ref.schools"].includes(name);

async function catalogue(sql: postgres.Sql | postgres.TransactionSql): Promise<Catalogue[]> {
  const found = await sql<Catalogue[]>`
    select n.nspname || '.' || c.relname as name, c.relforcerowsecurity as forced,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' order by a.attnum) as columns,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as numbered,
      array(select distinct rn.nspname || '.' || r.relname from pg_constraint k join pg_class r on r.oid = k.confrelid
        join pg_namespace rn on rn.oid = r.relnamespace where k.conrelid = c.oid and k.contype = 'f') as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any (${zones}) and c.relkind = 'r' order by 1`;
  return inOrder(found.filter(({ name }) => !passing.includes(name)));
}

/** Every table after those that its keys lead to. */
export function inOrder<T extends { name: string; needs: string[] }>(tables: T[]): T[] {
  const done: T[] = [];
  const left = new Set(tables);
  while (left.size > 0) {
    const waiting = new Set([...left].map(({ name }) => name));
    const next = [...left].filter((t) => t.needs.every((need) => need === t.name || !waiting.has(need)));
    if (next.length === 0) throw new Error(`Keys of ${[...waiting].join(", ")} lead in a circle.`);
    for (const table of next) left.delete(table);
    done.push(...next);
  }
  return done;
}

const quoted = (name: string) =>
  name
    .split(".")
    .map((part) => `"${part}"`)
    .join(".");
const columnsOf = ({ columns }: TableShape) => columns.map((c) => `"${c}"`).join(", ");

async function connected<T>(adminUrl: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, connection: { application_name: "keymark copy" } });
  try {
    return await work(sql);
  } finally {
    // A copy that was broken off would be waited for.
    await sql.end({ timeout: 1 });
  }
}

/**
 * Hands out every table's rows in PostgreSQL's text form, all as of one moment, beside a product that runs. `began` is
 * called once that moment is fixed; what the rows speak of is there from then on.
 */
export function copyOut(
  adminUrl: string,
  began: () => Promise<void>,
  take: (table: TableShape, rows: Readable) => Promise<void>,
): Promise<void> {
  return connected(adminUrl, (sql) =>
    sql.begin("isolation level repeatable read read only", async (tx) => {
      await tx`set local role app_backup`;
      const tables = await catalogue(tx);
      await began();
      for (const table of tables) {
        const rows = await tx.unsafe(`copy ${quoted(table.name)} (${columnsOf(table)}) to stdout`).readable();
        await take(table, rows);
        // The driver rests its socket when we are slower than it, and does not wake it for what follows the last row.
        rows._read(0);
      }
    }),
  );
}

async function notEmpty(tx: postgres.TransactionSql, tables: Catalogue[]): Promise<string[]> {
  const held: string[] = [];
  for (const { name } of tables.filter((t) => !seeded(t.name))) {
    const rows = await tx.unsafe(`select from ${quoted(name)} limit 1`);
    if (rows.length > 0) held.push(name);
  }
  return held;
}

/** Numbers go on after the highest that was brought in. */
async function continueNumbers(tx: postgres.TransactionSql, { name, numbered }: Catalogue): Promise<void> {
  for (const column of numbered)
    await tx.unsafe(`select setval(pg_get_serial_sequence('${quoted(name)}', '${column}'),
      (select coalesce(max("${column}"), 0) + 1 from ${quoted(name)}), false)`);
}

const alterEach = async (tx: postgres.TransactionSql, tables: Catalogue[], what: string) => {
  for (const { name } of tables) await tx.unsafe(`alter table ${quoted(name)} ${what}`);
};

interface Filling {
  /** Throws in words where the tables are not those of the backup. */
  check(tables: TableShape[]): void;
  fill(table: TableShape, rows: Writable): Promise<void>;
  /** The last thing before all of it is committed. */
  last(): Promise<void>;
}

/**
 * Fills an empty, migrated database, whole or not at all. Policies and triggers rest in the same transaction: nobody else
 * ever sees the tables without them. Throws in words where the database holds anything already.
 */
export function copyIn(adminUrl: string, { check, fill, last }: Filling): Promise<void> {
  return connected(adminUrl, async (sql) => {
    await sql.begin(async (tx) => {
      await tx`set local role app_owner`;
      await tx`set local lock_timeout = '10s'`;
      const tables = await catalogue(tx);
      check(tables);
      const forced = tables.filter((t) => t.forced);
      await alterEach(tx, forced, "no force row level security");
      const held = await notEmpty(tx, tables);
      if (held.length > 0)
        throw new Error(`The database is not empty (${held.join(", ")}): a backup is restored into an empty one only.`);
      await alterEach(tx, tables, "disable trigger user");
      await tx.unsafe(`truncate ${[...tables.map((t) => t.name), ...passing].map(quoted).join(", ")}`);
      for (const table of tables) {
        await fill(table, await tx.unsafe(`copy ${quoted(table.name)} (${columnsOf(table)}) from stdin`).writable());
        await continueNumbers(tx, table);
      }
      await alterEach(tx, tables, "enable trigger user");
      await alterEach(tx, forced, "force row level security");
      await last();
    });
    await sql`set role app_owner`;
    for (const { name } of await catalogue(sql)) await sql.unsafe(`analyze ${quoted(name)}`);
  });
}
