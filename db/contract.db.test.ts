import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import postgres from "postgres";
import { afterAll, describe, expect, it } from "vitest";
import drizzleConfig from "@/drizzle.config";
import { datasetGuards } from "@/lib/datasets";
import { readSecrets } from "@/lib/env";
import { queues } from "@/lib/queues";
import { tableGuards } from "./guard";
import { admin, closeMake, makeDatabase } from "./make";
import { migrateDatabase } from "./migrate";

/** The catalogue speaks: what every table, key, role and function of the database must be after `migrate`. */
const sql = admin();
afterAll(closeMake);

const zones = ["app", "data", "audit"];
const roles = ["app_user", "app_figures", "app_public", "app_register"];
const root = path.resolve(import.meta.dirname, "..");

interface Table {
  name: string;
  enabled: boolean;
  forced: boolean;
}
const tables = () => sql<Table[]>`
  select n.nspname || '.' || c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = any (${zones}) and c.relkind in ('r', 'p') order by 1`;

interface Policy {
  table: string;
  name: string;
  permissive: string;
  roles: string[];
  cmd: string;
  using: string | null;
  check: string | null;
}
const policies = () => sql<Policy[]>`
  select schemaname || '.' || tablename as "table", policyname as name, permissive, roles::text[] as roles, cmd,
    qual as using, with_check as "check"
  from pg_policies where schemaname = any (${zones})`;

describe("row policies", () => {
  it("every table of app, data and audit is declared, has row security enabled and forced, and has policies", async () => {
    const found = await tables();
    const declared = [...tableGuards.map((g) => g.table), ...datasetGuards.map((g) => `data.${g.name}`)];
    expect(found.map((t) => t.name)).toEqual(declared.sort());
    expect(found.filter((t) => !t.enabled || !t.forced)).toEqual([]);
    const guarded = new Set((await policies()).map((p) => p.table));
    expect(found.filter((t) => !guarded.has(t.name))).toEqual([]);
  });

  it("every table has one restrictive policy that holds each role to one authority", async () => {
    const tenant = (await policies()).filter((p) => p.permissive === "RESTRICTIVE");
    expect(tenant.map((p) => p.table).sort()).toEqual((await tables()).map((t) => t.name));
    for (const p of tenant) {
      expect([p.table, p.cmd, p.roles.sort()]).toEqual([p.table, "ALL", ["app_figures", "app_register", "app_user"]]);
      expect(p.check).toBe("(la_code = ( SELECT app.la() AS la))");
      const own = tableGuards.find((g) => g.table === p.table)?.own === true;
      expect([p.table, p.using?.includes("app.self()")]).toEqual([p.table, own]);
      expect(p.using).toContain("la_code = ( SELECT app.la() AS la)");
    }
  });

  it("no role has two permissive policies for one command, but for a person's own entries", async () => {
    const commands = ["SELECT", "INSERT", "UPDATE", "DELETE"];
    const permissive = (await policies()).filter((p) => p.permissive === "PERMISSIVE");
    const each = permissive.flatMap((p) =>
      p.roles.flatMap((role) =>
        commands
          .filter((c) => p.cmd === "ALL" || p.cmd === c)
          .map((c) => ({ key: `${p.table} ${role} ${c}`, name: p.name })),
      ),
    );
    const doubled = [...Map.groupBy(each, (e) => e.key)].filter(([, of]) => of.length > 1);
    expect(Object.fromEntries(doubled.map(([key, of]) => [key, of.map((e) => e.name).sort()]))).toEqual({
      "app.access app_user SELECT": ["own_read", "user_read"],
      "app.staff app_user SELECT": ["own_read", "user_read"],
    });
    expect(permissive.filter((p) => p.roles.includes("public"))).toEqual([]);
    expect(permissive.filter((p) => p.roles.includes("app_public"))).toEqual([]);
  });

  it("no policy of a pupil table lets every row through", async () => {
    const open = (await policies())
      .filter(
        (p) =>
          p.permissive === "PERMISSIVE" && (p.using === "true" || p.check === "true") && p.table.startsWith("data."),
      )
      .filter((p) => p.name !== "backup_read");
    expect(open.map((p) => `${p.table} ${p.name}`)).toEqual(["data.pupils figures_read"]);
  });
});

interface Grant {
  table: string;
  role: string;
  verb: string;
}
const grants = () => sql<Grant[]>`
  select table_schema || '.' || table_name as "table", grantee as role, privilege_type as verb
  from information_schema.table_privileges where grantee = any (${[...roles, "PUBLIC"]})
    and table_schema not in ('pg_catalog', 'information_schema', 'pgboss', 'public')`;
const columnsOf = async (role: string, table: string) =>
  (
    await sql<{ name: string; may: boolean }[]>`
      select a.attname as name, has_column_privilege(${role}, a.attrelid, a.attnum, 'select') as may from pg_attribute a
      where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped`
  ).reduce<{ granted: string[]; refused: string[] }>(
    (all, c) => {
      (c.may ? all.granted : all.refused).push(c.name);
      return all;
    },
    { granted: [], refused: [] },
  );

describe("the role that reads all for a copy", () => {
  it("cannot log in, only reads, and no role of a running process may put it on", async () => {
    const [role] = await sql`select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = 'app_backup'`;
    expect(role).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
    const verbs = await sql`
      select distinct privilege_type as verb from information_schema.table_privileges where grantee = 'app_backup'`;
    expect(verbs.map(({ verb }) => verb)).toEqual(["SELECT"]);
    for (const name of roles) {
      const [may] = await sql`select pg_has_role(${name}, 'app_backup', 'MEMBER') as member`;
      expect([name, may?.member]).toEqual([name, false]);
    }
    const own = (await policies()).filter((p) => p.roles.includes("app_backup"));
    expect([...new Set(own.map((p) => `${p.name} ${p.cmd} ${p.roles}`))]).toEqual(["backup_read SELECT app_backup"]);
    expect(own).toHaveLength((await tables()).length);
  });
});

describe("grants", () => {
  it("no role may truncate, refer to or trigger on a table, and none reaches `auth`", async () => {
    const found = await grants();
    expect(found.filter((g) => !["SELECT", "INSERT", "UPDATE", "DELETE"].includes(g.verb))).toEqual([]);
    expect(found.filter((g) => g.table.startsWith("auth.") || g.role === "PUBLIC")).toEqual([]);
  });

  it("acts, seals and changes can be added to and never altered", async () => {
    const altered = (await grants()).filter(
      (g) => ["audit.acts", "audit.seals", "data.changes"].includes(g.table) && ["UPDATE", "DELETE"].includes(g.verb),
    );
    expect(altered).toEqual([]);
  });

  it.each(datasetGuards.map((g) => [g.name, g] as const))(
    "data.%s: aggregates have every column but the personal ones, and write nothing; changes are noted",
    async (name, guard) => {
      const { refused } = await columnsOf("app_figures", `data.${name}`);
      expect(refused.sort()).toEqual([...guard.personal].sort());
      expect(guard.personal).toEqual(expect.arrayContaining(["upn", "surname", "forename", "born"]));
      const verbs = (await grants()).filter((g) => g.table === `data.${name}`);
      expect(verbs.filter((g) => g.role === "app_figures")).toEqual([]);
      expect(verbs.map((g) => `${g.role} ${g.verb}`).sort()).toEqual(
        ["DELETE", "INSERT", "SELECT", "UPDATE"].map((verb) => `app_user ${verb}`),
      );
      const triggers = await sql<{ tgname: string; args: string; enabled: string }[]>`
        select tgname, encode(tgargs, 'escape') as args, tgenabled as enabled from pg_trigger
        where tgrelid = ${`data.${name}`}::regclass and not tgisinternal`;
      expect(triggers.map((t) => [t.tgname, t.args.split("\\000").slice(0, -1), t.enabled])).toEqual([
        ["note_change", [guard.domain, guard.name, ...guard.cells], "O"],
      ]);
    },
  );

  it("aggregates have no column of what holds a pupil's values, and of pupils the number alone", async () => {
    for (const table of ["issues", "marks", "changes", "staged_rows", "batch_reports"]) {
      expect([table, (await columnsOf("app_figures", `data.${table}`)).granted]).toEqual([table, []]);
    }
    expect((await columnsOf("app_figures", "data.pupils")).granted).toEqual(["la_code", "pupil_id"]);
  });

  it("the public role reads the register, runs gates and nothing else", async () => {
    const found = (await grants()).filter((g) => g.role === "app_public");
    expect(found.filter((g) => !g.table.startsWith("ref.") || g.verb !== "SELECT")).toEqual([]);
    const [may] = await sql<{ app: boolean; data: boolean; audit: boolean }[]>`
      select has_schema_privilege('app_public', 'app', 'usage') as app, has_schema_privilege('app_public', 'data', 'usage') as data,
        has_schema_privilege('app_public', 'audit', 'usage') as audit`;
    expect(may).toEqual({ app: false, data: false, audit: false });
  });

  it("web and worker cannot write the register", async () => {
    const writes = (await grants()).filter((g) => g.table.startsWith("ref.") && g.verb !== "SELECT");
    expect([...new Set(writes.map((g) => g.role))]).toEqual(["app_register"]);
  });
});

describe("roles", () => {
  it("none is superuser, passes row security, makes roles or databases, or owns anything", async () => {
    const found = await sql`
      select rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit, rolcanlogin from pg_roles
      where rolname = any (${roles}) order by rolname`;
    const no = { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, rolinherit: false };
    expect([...found]).toEqual([...roles].sort().map((rolname) => ({ rolname, ...no, rolcanlogin: true })));
    const [owned] = await sql<{ n: number }[]>`
      select (select count(*) from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = any (${roles}))::int
        + (select count(*) from pg_namespace s join pg_roles r on r.oid = s.nspowner where r.rolname = any (${roles}))::int
        + (select count(*) from pg_proc p join pg_roles r on r.oid = p.proowner where r.rolname = any (${roles}))::int
        + (select count(*) from pg_database d join pg_roles r on r.oid = d.datdba where r.rolname = any (${roles}))::int as n`;
    expect(owned?.n).toBe(0);
  });

  it("the owner cannot log in and is no superuser", async () => {
    const [owner] = await sql`
      select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = 'app_owner'`;
    expect(owner).toEqual({ rolcanlogin: false, rolsuper: false, rolbypassrls: false });
  });

  it("app_user may put on app_figures and does not inherit it; no other membership exists", async () => {
    const [has] = await sql`
      select pg_has_role('app_user', 'app_figures', 'USAGE') as usage, pg_has_role('app_user', 'app_figures', 'SET') as set`;
    expect(has).toEqual({ usage: false, set: true });
    const members = await sql<{ member: string; of: string }[]>`
      select m.rolname as member, r.rolname as of from pg_auth_members a join pg_roles m on m.oid = a.member
      join pg_roles r on r.oid = a.roleid where m.rolname = any (${roles})`;
    expect([...members]).toEqual([{ member: "app_user", of: "app_figures" }]);
  });
});

/** Everything that runs with its owner's rights; each is in always/gates.sql, and this list is read by a person. */
const gates: Record<string, string[]> = {
  "app.administrators": ["app_figures", "app_register", "app_user"],
  "app.note_use": ["app_figures", "app_register", "app_user"],
  "app.queue_pace": ["app_figures", "app_register", "app_user"],
  "data.refresh_statistics": ["app_user"],
  "auth.await_second": ["app_public"],
  "auth.clear_tries": ["app_public"],
  "auth.close_session": ["app_public"],
  "auth.close_sessions": ["app_public"],
  "auth.count_tries": ["app_public"],
  "auth.ensure_person": ["app_register"],
  "auth.let_in": ["app_user"],
  "auth.link": ["app_public"],
  "auth.mint_link": ["app_user"],
  "auth.give_totp": ["app_register"],
  "auth.note_try": ["app_public"],
  "auth.open_session": ["app_public"],
  "auth.pass_second": ["app_public"],
  "auth.person": ["app_public"],
  "auth.person_by_email": ["app_register"],
  "auth.person_for_sign_in": ["app_public"],
  "auth.second_factor": ["app_public"],
  "auth.session": ["app_public"],
  "auth.signs_in": ["app_user"],
  "auth.spend_link": ["app_public"],
  "auth.sessions_of": ["app_public"],
  "auth.set_recovery_codes": ["app_public"],
  "auth.set_totp": ["app_public"],
  "auth.take_recovery_code": ["app_public"],
  "auth.take_totp_step": ["app_public"],
  "auth.waiting_session": ["app_public"],
  "auth.wear_hat": ["app_public"],
  "ref.count_view": ["app_public"],
};

describe("ways past the policies", () => {
  it("functions with their owner's rights are the listed gates, with an empty search path, each for its role alone", async () => {
    const found = await sql<{ name: string; config: string[] | null; may: string[]; open: boolean }[]>`
      select n.nspname || '.' || p.proname as name, p.proconfig as config,
        array(select r from unnest(${roles}::text[]) as r where has_function_privilege(r, p.oid, 'execute') order by r) as may,
        exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a where a.grantee = 0) as open
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema') order by 1`;
    expect(Object.fromEntries(found.map((f) => [f.name, f.may]))).toEqual(gates);
    expect(found.filter((f) => f.open)).toEqual([]);
    expect([...new Set(found.map((f) => f.config?.join()))]).toEqual(['search_path=""']);
  });

  it("there are no views, materialised views, partitions or foreign tables beside the queue's", async () => {
    const found = await sql`
      select n.nspname || '.' || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where (c.relkind in ('v', 'm', 'p', 'f') or c.relispartition)
        and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss') and n.nspname not like 'pg_toast%'`;
    expect([...found]).toEqual([]);
  });
});

describe("keys", () => {
  it("primary and unique keys of app, data and audit begin with la_code", async () => {
    const found = await sql<{ name: string; first: string }[]>`
      select i.indexrelid::regclass::text as name, a.attname as first from pg_index i
      join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where n.nspname = any (${zones}) and i.indisunique`;
    expect(found.length).toBeGreaterThanOrEqual((await tables()).length);
    expect(found.filter((k) => k.first !== "la_code")).toEqual([]);
  });

  it("foreign keys among them lead from la_code to la_code, so that none crosses an authority", async () => {
    const found = await sql<{ name: string; from: string; to: string; zone: string; columns: number }[]>`
      select k.conname as name, f.attname as from, t.attname as to, n.nspname as zone, cardinality(k.conkey) as columns
      from pg_constraint k join pg_class c on c.oid = k.confrelid join pg_namespace n on n.oid = c.relnamespace
      join pg_class o on o.oid = k.conrelid join pg_namespace own on own.oid = o.relnamespace
      join pg_attribute f on f.attrelid = k.conrelid and f.attnum = k.conkey[1]
      join pg_attribute t on t.attrelid = k.confrelid and t.attnum = k.confkey[1]
      where k.contype = 'f' and own.nspname = any (${zones})`;
    expect(found.length).toBeGreaterThan(5);
    const crossing = found.filter((k) =>
      zones.includes(k.zone) ? k.from !== "la_code" || k.to !== "la_code" : k.columns !== 1,
    );
    expect(crossing).toEqual([]);
  });
});

/** Everything that `always/` and the guards write, as text; two databases with the same text are the same. */
const catalogue = (of: postgres.Sql) => of<{ line: string }[]>`
  select concat_ws(' ', tablename, policyname, permissive, roles, cmd, qual, with_check) as line from pg_policies
  union all select concat_ws(' ', table_schema, table_name, grantee, privilege_type) from information_schema.table_privileges
  union all select concat_ws(' ', table_name, column_name, grantee, privilege_type) from information_schema.column_privileges
  union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
  union all select concat_ws(' ', proname, prosrc, proacl) from pg_proc where pronamespace::regnamespace::text = any (${[...zones, "auth", "ref"]})
  union all select concat_ws(' ', name, policy, retry_limit, retry_delay, heartbeat_seconds, notify) from pgboss.queue
  order by 1`;

describe("migrations", () => {
  it("say the same as the schema in TypeScript: generating yields no new one", () => {
    const out = mkdtempSync(path.join(os.tmpdir(), "keymark-migrations-"));
    try {
      cpSync(path.join(root, "db/migrations"), out, { recursive: true });
      const before = readdirSync(out).filter((f) => f.endsWith(".sql"));
      const config = { ...drizzleConfig, out: path.relative(root, out) };
      writeFileSync(path.join(out, "drizzle.config.json"), JSON.stringify(config));
      const kit = path.join(root, "node_modules/.bin/drizzle-kit");
      const args = ["generate", "--config", path.relative(root, path.join(out, "drizzle.config.json"))];
      execFileSync(kit, args, { cwd: root, stdio: "pipe" });
      expect(readdirSync(out).filter((f) => f.endsWith(".sql"))).toEqual(before);
    } finally {
      rmSync(out, { recursive: true, force: true });
    }
  });

  it("run twice leave everything as it was", async () => {
    const passwords = readSecrets(process.env.KEYMARK_DATA ?? "")?.roles;
    if (!passwords) throw new Error("KEYMARK_DATA has no secrets.json.");
    const migrate = (adminUrl: string) =>
      migrateDatabase({ adminUrl, passwords, datasets: datasetGuards, queues, log: () => {} });
    let once: { line: string }[] = [];
    const own = await makeDatabase("twice", async (adminUrl) => {
      const made = postgres(adminUrl, { max: 1, onnotice: () => {} });
      await migrate(adminUrl);
      once = [...(await catalogue(made))];
      // Otherwise a database of this very version is left alone, and nothing is run twice.
      await made`comment on schema ref is 'another version'`;
      await migrate(adminUrl);
      await made.end();
    });
    const made = postgres(own.adminUrl, { max: 1, onnotice: () => {} });
    const twice = [...(await catalogue(made))];
    await made.end();
    await own.drop();
    expect(once.length).toBeGreaterThan(200);
    expect(twice).toEqual(once);
  });
});

it("what is acknowledged is on disk", async () => {
  const found = await sql`
    select name, setting from pg_settings where name in ('fsync', 'full_page_writes', 'synchronous_commit') order by name`;
  expect([...found].map((s) => [s.name, s.setting])).toEqual([
    ["fsync", "on"],
    ["full_page_writes", "on"],
    ["synchronous_commit", "on"],
  ]);
});
