import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { type LoginRole, loginRoles, readSecrets, type SecretsFile } from "@/lib/env";
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

const place = (adminUrl: string) => {
  const url = new URL(adminUrl);
  return {
    host: decodeURIComponent(url.hostname),
    port: Number(url.port || 5432),
    database: decodeURIComponent(url.pathname.slice(1)) || "postgres",
  };
};

function givenPassword(role: LoginRole, source: NodeJS.Dict<string>): string | undefined {
  const given = source[`DATABASE_URL_${role.toUpperCase()}`];
  return given ? decodeURIComponent(new URL(given).password) || undefined : undefined;
}

/**
 * The roles' passwords for the database at `adminUrl`: from DATABASE_URL_USER etc. where they are set, else those of
 * `<dataDir>/secrets.json`, else new random ones. Writes secrets.json (0600) so that every process of the data folder
 * finds the database.
 */
export function roleSecrets(
  dataDir: string,
  adminUrl: string,
  source: NodeJS.Dict<string> = process.env,
): RolePasswords {
  const known = readSecrets(dataDir);
  const entries = loginRoles.map((role) => [role, givenPassword(role, source) ?? known?.roles[role] ?? newSecret()]);
  const roles = Object.fromEntries(entries) as Record<LoginRole, string>;
  const next: SecretsFile = { ...place(adminUrl), roles, authSecret: known?.authSecret ?? newSecret() };
  makeDataDir(dataDir);
  if (JSON.stringify(known) !== JSON.stringify(next)) writePrivateJson(path.join(dataDir, "secrets.json"), next);
  return roles;
}
