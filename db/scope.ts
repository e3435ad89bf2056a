import type { PostgresJsDatabase } from "drizzle-orm/postgres-js";
import type postgres from "postgres";
import { makePool, type Pool } from "./client";
import type { Domain } from "./dataset-table";

/**
 * What a caller may reach, rebuilt on every request. `urns` "*" is the whole authority; a school's hat has one URN and
 * that school's level. `level` 1 and 2 are child level, 3 is aggregates only.
 */
export interface Scope {
  actor: string | null;
  actorName: string;
  hat: "staff" | "school" | "job" | "operator";
  laCode: string;
  urns: string[] | "*";
  level: 1 | 2 | 3;
  see: Domain[];
  edit: Domain[];
  admin: boolean;
}

export interface Tx {
  /** Typed queries. */
  db: Pick<PostgresJsDatabase, "select" | "selectDistinct" | "insert" | "update" | "delete" | "execute">;
  /** Plain SQL. Timestamps come back as text. */
  sql: postgres.TransactionSql;
}

export type Urls = Record<"user" | "figures" | "public" | "register", string>;

let urls: (() => Urls) | undefined;
const pools = new Map<keyof Urls, Pool>();
const poolSize: Record<keyof Urls, number> = { user: 12, figures: 6, public: 6, register: 2 };

/** Told once by the process's entry; `lib/env` is not known here. */
export function databaseAt(source: () => Urls): void {
  urls ??= source;
}

function pool(role: keyof Urls): Pool {
  const known = pools.get(role);
  if (known) return known;
  if (!urls) throw new Error("databaseAt has not been called");
  const made = makePool(urls()[role], poolSize[role]);
  pools.set(role, made);
  return made;
}

/** Ends every pool; for commands and tests that finish. */
export async function closeDatabase(): Promise<void> {
  const open = [...pools.values()];
  pools.clear();
  await Promise.all(open.map((p) => p.client.end({ timeout: 5 })));
}

interface Begin {
  role: keyof Urls;
  scope?: Scope;
  self?: string;
  readOnly?: boolean;
}

function settingsOf({ scope, self }: Begin): [string, string][] {
  const none: [string, string][] = [["app.self", self ?? ""]];
  if (!scope) return none;
  return [
    ...none,
    ["app.actor", scope.actor ?? ""],
    ["app.actor_name", scope.actorName],
    ["app.hat", scope.hat],
    ["app.la", scope.laCode],
    ["app.urns", scope.urns === "*" ? "*" : scope.urns.join(",")],
    ["app.level", String(scope.level)],
    ["app.see", scope.see.join(",")],
    ["app.edit", scope.edit.join(",")],
    ["app.admin", String(scope.admin)],
  ];
}

async function begin<T>(b: Begin, work: (tx: Tx) => Promise<T>): Promise<T> {
  const { db } = pool(b.role);
  return db.transaction(
    async (tx) => {
      // The session under Drizzle's transaction holds postgres.js's own: both speak in the same transaction.
      const sql = (tx as unknown as { session: { client: postgres.TransactionSql } }).session.client;
      const settings = settingsOf(b);
      await sql`select set_config(s.name, s.value, true) from unnest(${settings.map((s) => s[0])}::text[], ${settings.map((s) => s[1])}::text[]) as s(name, value)`;
      return work({ db: tx, sql });
    },
    b.readOnly ? { accessMode: "read only" } : undefined,
  );
}

const aggregatesOnly = (scope: Scope) => scope.hat === "school" && scope.level === 3;

/** The only way to authority data: a transaction in which Postgres hides every row and column beyond the scope. */
export function withScope<T>(
  scope: Scope,
  work: (tx: Tx) => Promise<T>,
  options: { readOnly?: boolean } = {},
): Promise<T> {
  return begin({ role: aggregatesOnly(scope) ? "figures" : "user", scope, ...options }, work);
}

/** A read-only transaction over the whole authority's rows without any personal column: everything that counts pupils. */
export function withFigures<T>(scope: Scope, work: (tx: Tx) => Promise<T>): Promise<T> {
  return withScope(scope, (tx) => asFigures(scope, tx, work), { readOnly: true });
}

/** The same inside a transaction that is under way: for the time of `work` it has no grant on a personal column. */
export async function asFigures<T>(scope: Scope, tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (aggregatesOnly(scope)) return work(tx);
  await tx.sql`set local role app_figures`;
  const result = await work(tx);
  await tx.sql`reset role`;
  return result;
}

/** Public data and the gates; no authority. */
export function withPublic<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return begin({ role: "public" }, work);
}

/** A person's own entries in staff lists and Access Registers, to build a scope from. Used by `lib/access` only. */
export function withSelf<T>(
  personId: string,
  work: (tx: Tx) => Promise<T>,
  { readOnly = true }: { readOnly?: boolean } = {},
): Promise<T> {
  return begin({ role: "user", self: personId, readOnly }, work);
}

/** The operator's command line: the register, authorities and their people. */
export function withOperator<T>(laCode: string | null, work: (tx: Tx) => Promise<T>): Promise<T> {
  const scope: Scope = {
    actor: null,
    actorName: "operator",
    hat: "operator",
    laCode: laCode ?? "",
    urns: "*",
    level: 1,
    see: [],
    edit: [],
    admin: true,
  };
  return begin({ role: "register", scope }, work);
}
