import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { EnvError, type LoginRole, loginRoles, readSecrets, type SecretsFile } from "@/lib/env";
import { makeDataDir, newSecret, readJson, writePrivateJson } from "@/ops/files";

/** Passwords of the database roles app_user, app_figures, app_public and app_register. */
export type RolePasswords = Record<LoginRole, string>;

const adminFile = z.object({ user: z.string(), password: z.string() });
export type AdminFile = z.infer<typeof adminFile>;

/** Reads `<dataDir>/admin.json`, which no running process reads, or makes it (0600) with a random password. */
export function adminSecrets(dataDir: string): AdminFile {
  const file = path.join(dataDir, "admin.json");
  if (existsSync(file)) return adminFile.parse(readJson(file));
  makeDataDir(dataDir);
  const made: AdminFile = { user: "keymark_admin", password: newSecret() };
  writePrivateJson(file, made);
  return made;
}

const safety = ["sslmode", "ssl"];

const place = (adminUrl: string) => {
  const url = new URL(adminUrl);
  const kept = new URLSearchParams([...url.searchParams].filter(([name]) => safety.includes(name)));
  return {
    query: kept.size > 0 ? `?${kept}` : "",
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    database: decodeURIComponent(url.pathname.slice(1)) || "postgres",
  };
};

export const addressName = (role: LoginRole): string => `DATABASE_URL_${role.toUpperCase()}`;

/** Throws EnvError where an address is given that says no password. */
function givenPassword(role: LoginRole, source: NodeJS.Dict<string>): string | undefined {
  const given = source[addressName(role)];
  if (!given) return undefined;
  const password = URL.canParse(given) ? decodeURIComponent(new URL(given).password) : "";
  if (password) return password;
  throw new EnvError(
    `${addressName(role)} must be an address with a password: postgres://app_${role}:password@host:5432/database.`,
  );
}

const saysAll = (source: NodeJS.Dict<string>): boolean =>
  Boolean(source.KEYMARK_SECRET) && loginRoles.every((role) => source[addressName(role)]);

interface Where {
  adminUrl: string;
  /** Whether it is the data folder's own server. */
  embedded: boolean;
}

/**
 * The roles' passwords for a database: from DATABASE_URL_USER etc. where they are set, else those of
 * `<dataDir>/secrets.json`, else new random ones. Writes secrets.json (0600) so that every process of the data folder
 * finds the database, unless the environment says all that would stand in it. Throws EnvError.
 */
export function roleSecrets(
  dataDir: string,
  { adminUrl, embedded }: Where,
  source: NodeJS.Dict<string>,
): RolePasswords {
  const known = readSecrets(dataDir);
  const entries = loginRoles.map((role) => [role, givenPassword(role, source) ?? known?.roles[role] ?? newSecret()]);
  const roles = Object.fromEntries(entries) as Record<LoginRole, string>;
  if (saysAll(source)) return roles;
  const next: SecretsFile = { ...place(adminUrl), embedded, roles, authSecret: known?.authSecret ?? newSecret() };
  makeDataDir(dataDir);
  if (JSON.stringify(known) !== JSON.stringify(next)) writePrivateJson(path.join(dataDir, "secrets.json"), next);
  return roles;
}

/** Puts a restored deployment's key in the place of the new one. Nothing where the environment says the key. */
export function takeAuthSecret(dataDir: string, authSecret: string, source: NodeJS.Dict<string>): void {
  const known = readSecrets(dataDir);
  if (known && !source.KEYMARK_SECRET) writePrivateJson(path.join(dataDir, "secrets.json"), { ...known, authSecret });
}
