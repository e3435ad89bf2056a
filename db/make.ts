import { randomUUID } from "node:crypto";
import postgres from "postgres";

/**
 * Factories for tests against a real database. They write as its administrator (TEST_ADMIN_URL), past every policy, and
 * give out codes from sequences of that database, so that tests which run at the same time do not meet.
 */
let client: postgres.Sql | undefined;

/** The administrator's connection, for what a test must do or see past the policies. */
export function admin(): postgres.Sql {
  const url = process.env.TEST_ADMIN_URL;
  if (!url) throw new Error("TEST_ADMIN_URL is not set: run the database tests with `npm test -- db`.");
  client ??= postgres(url, { max: 3, onnotice: () => {} });
  return client;
}

export async function closeMake(): Promise<void> {
  await client?.end({ timeout: 5 });
  client = undefined;
}

async function next(name: "la" | "urn"): Promise<number> {
  const n = await admin().begin(async (sql) => {
    await sql`select pg_advisory_xact_lock(hashtext('test numbers'))`;
    await sql.unsafe(`create sequence if not exists public.test_${name}`);
    const [row] = await sql<{ n: string }[]>`select nextval(${`public.test_${name}`}::regclass) as n`;
    return Number(row?.n);
  });
  return n;
}

export interface MadeAuthority {
  code: string;
  name: string;
}

/** An authority with settings; its code is three digits that no real one has, unless one is given. */
export async function makeAuthority(of: { code?: string; queueLimit?: number } = {}): Promise<MadeAuthority> {
  const code = of.code ?? String(100 + (await next("la")));
  const name = `Authority ${code}`;
  const sql = admin();
  await sql`insert into ref.authorities (code, name) values (${code}, ${name}) on conflict do nothing`;
  await sql`insert into app.settings (la_code, queue_limit) values (${code}, ${of.queueLimit ?? 20}) on conflict do nothing`;
  return { code, name };
}

export interface MadeSchool {
  laCode: string;
  urn: string;
  estab: string;
  name: string;
}

interface NewSchool {
  name?: string;
  estab?: string;
  urn?: string;
  lowAge?: number;
  highAge?: number;
  openDate?: string;
}

/** A school in the register and among the authority's own. */
export async function makeSchool(laCode: string, of: NewSchool = {}): Promise<MadeSchool> {
  const sql = admin();
  const n = await next("urn");
  const urn = of.urn ?? String(1_500_000 + n);
  const estab = of.estab ?? String(2000 + (n % 7000));
  const name = of.name ?? `School ${urn}`;
  const row = { urn, la_code: laCode, estab, name, name_norm: name.toLowerCase(), status: "Open", phase: "Primary" };
  const more = { low_age: of.lowAge ?? 4, high_age: of.highAge ?? 11, open_date: of.openDate ?? "2001-09-01" };
  await sql`insert into ref.schools ${sql({ ...row, ...more })}`;
  await sql`insert into app.schools (la_code, urn) values (${laCode}, ${urn})`;
  return { laCode, urn, estab, name };
}

/** A log-in without a password; the id stands in registers and acts. */
export async function makePerson(email = `${randomUUID()}@example.test`): Promise<string> {
  const [row] = await admin()<{ id: string }[]>`insert into auth.people (email) values (${email}) returning id`;
  return row?.id ?? "";
}

interface NewStaff {
  see?: string[];
  edit?: string[];
  admin?: boolean;
  personId?: string;
}

/** A member of the authority's staff; sees and edits assessment data unless told otherwise. Returns the person's id. */
export async function makeStaff(laCode: string, of: NewStaff = {}): Promise<string> {
  const personId = of.personId ?? (await makePerson());
  const rights = { see: of.see ?? ["assessment"], edit: of.edit ?? ["assessment"], admin: of.admin ?? false };
  const who = { la_code: laCode, person_id: personId, name: "Jo Officer", email: `${personId}@example.test` };
  await admin()`insert into app.staff ${admin()({ ...who, ...rights })}`;
  return personId;
}

/** An entry in a school's Access Register. Returns the person's id. */
export async function makeAccess(
  school: Pick<MadeSchool, "laCode" | "urn">,
  of: { level: 1 | 2 | 3; personId?: string; until?: string },
): Promise<string> {
  const personId = of.personId ?? (await makePerson());
  const who = {
    la_code: school.laCode,
    urn: school.urn,
    person_id: personId,
    name: "Sam Head",
    email: "sam@example.test",
  };
  await admin()`insert into app.access ${admin()({ ...who, level: of.level, until: of.until ?? null })}`;
  return personId;
}

export interface NewRecord {
  table: string;
  laCode: string;
  urn: string;
  year: number;
  /** Values by Postgres column. */
  values: Record<string, string | number | boolean | null>;
  /** Another record's pupil; a new one when left out. */
  pupilId?: string;
}

/** A record of a pupil table, written past import, checks and history. Returns the record's id. */
export async function makeRecord(of: NewRecord): Promise<{ id: string; pupilId: string }> {
  const sql = admin();
  const [id, pupilId] = [randomUUID(), of.pupilId ?? randomUUID()];
  await sql`insert into data.pupils (la_code, pupil_id, upn) values (${of.laCode}, ${pupilId}, ${of.values.upn ?? null})
    on conflict do nothing`;
  const keys = { la_code: of.laCode, id, urn: of.urn, year: of.year, pupil_id: pupilId };
  await sql.begin(async (tx) => {
    await tx`select set_config('app.importing', 'true', true)`;
    await tx`insert into ${tx(`data.${of.table}`)} ${tx({ ...keys, ...of.values })}`;
  });
  return { id, pupilId };
}

/** Who sees a dataset's year: the authority alone, or its schools too. */
export const makeRelease = (laCode: string, dataset: string, year: number, audience: "la" | "la-and-schools") =>
  admin()`insert into app.releases (la_code, dataset, year, audience) values (${laCode}, ${dataset}, ${year}, ${audience})
    on conflict (la_code, dataset, year) do update set audience = excluded.audience`;

/** A Locality of the authority with its schools. Returns its id. */
export async function makeLocality(laCode: string, name: string, urns: string[]): Promise<string> {
  const id = randomUUID();
  const sql = admin();
  await sql`insert into app.localities (la_code, id, name) values (${laCode}, ${id}, ${name})`;
  for (const urn of urns)
    await sql`insert into app.locality_schools (la_code, locality_id, urn) values (${laCode}, ${id}, ${urn})`;
  return id;
}

/** The register says that a school closed on that day and which one followed it. */
export async function makeSuccessor(old: { urn: string; closed: string }, urn: string): Promise<void> {
  const sql = admin();
  await sql`update ref.schools set status = 'Closed', close_date = ${old.closed} where urn = ${old.urn}`;
  await sql`insert into ref.school_links (urn, link_urn, link_type) values (${urn}, ${old.urn}, 'Predecessor')`;
}

/** The newest change of a school's dataset and year, as imports write it. */
export const makeFreshness = (of: { laCode: string; dataset: string; year: number; urn: string }) =>
  admin()`insert into data.freshness (la_code, dataset, year, urn, domain)
    values (${of.laCode}, ${of.dataset}, ${of.year}, ${of.urn}, 'assessment') on conflict do nothing`;

/**
 * A database of the test's own on the same server, migrated, for tests that run a worker: it would take other tests' jobs.
 * `migrate` is handed the administrator's address. Returns that address and what takes the database away.
 */
export async function makeDatabase(
  name: string,
  migrate: (adminUrl: string) => Promise<void>,
): Promise<{ adminUrl: string; name: string; drop(): Promise<void> }> {
  const at = (database: string) => {
    const url = new URL(process.env.TEST_ADMIN_URL ?? "");
    url.pathname = `/${database}`;
    return url.href;
  };
  const run = new URL(process.env.TEST_ADMIN_URL ?? "").pathname.slice(1);
  const own = `own_${name}_${run}`;
  // Roles belong to the whole server: the lock that every run of tests takes while it migrates.
  const server = postgres(at("postgres"), { max: 1, onnotice: () => {} });
  await server`select pg_advisory_lock(5082026)`;
  // What runs have left that were killed: their own database is gone.
  const left = await server<{ datname: string }[]>`
    select datname from pg_database d where datname like 'own\\_%'
      and not exists (select from pg_database r where r.datname like 'run\\_%' and d.datname like '%' || r.datname)`;
  for (const { datname } of left) await server`drop database if exists ${server(datname)} with (force)`;
  await server`create database ${server(own)}`;
  try {
    await migrate(at(own));
  } finally {
    await server`select pg_advisory_unlock(5082026)`;
  }
  const drop = async () => {
    await server`drop database if exists ${server(own)} with (force)`;
    await server.end();
  };
  return { adminUrl: at(own), name: own, drop };
}
