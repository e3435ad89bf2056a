import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { elsewhere, explainConnect, openDatabase, placeOf } from "@/ops/database";
import { makeDataDir } from "@/ops/files";
import { adminSecrets, roleSecrets } from "@/ops/secrets";

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "keymark-secrets-"));
  dataDir = path.join(folder, "data");
});
afterEach(() => rmSync(folder, { recursive: true }));

const mode = (file: string) => (statSync(file).mode & 0o777).toString(8);
const adminUrl = "postgres://admin:s3cret@127.0.0.1:5999/keymark";

test("the data folder and its secrets are for their owner alone", () => {
  adminSecrets(dataDir);
  roleSecrets(dataDir, { adminUrl, embedded: true }, {});
  expect(mode(dataDir)).toBe("700");
  expect(readdirSync(dataDir).sort()).toEqual(["admin.json", "secrets.json"]);
  for (const file of readdirSync(dataDir)) expect(mode(path.join(dataDir, file))).toBe("600");
});

test("passwords are made once and stay, also when the port changes", () => {
  const first = roleSecrets(dataDir, { adminUrl, embedded: true }, {});
  expect(roleSecrets(dataDir, { adminUrl: adminUrl.replace("5999", "6001"), embedded: true }, {})).toEqual(first);
  expect(adminSecrets(dataDir)).toEqual(adminSecrets(dataDir));
  expect(new Set(Object.values(first)).size).toBe(4);
});

test("a role's address that is given decides its password", () => {
  const given = { DATABASE_URL_USER: "postgres://app_user:p%40ss@db:5432/keymark" };
  expect(roleSecrets(dataDir, { adminUrl, embedded: true }, given).user).toBe("p@ss");
});

test("the processes of the data folder find the database by its secrets", () => {
  const { public: password } = roleSecrets(dataDir, { adminUrl, embedded: true }, {});
  const env = parseEnv({ NODE_ENV: "test", KEYMARK_DATA: dataDir });
  expect(env.databaseUrls.public).toBe(`postgres://app_public:${password}@127.0.0.1:5999/keymark`);
});

test("an address of a role without a password is refused with what would be right", () => {
  for (const given of ["rubbish", "postgres://app_user@db/keymark"]) {
    const read = () => roleSecrets(dataDir, { adminUrl, embedded: false }, { DATABASE_URL_USER: given });
    expect(read).toThrow("postgres://app_user:password@host:5432/database");
  }
});

test("roles connect as safely as the administrator, by whose address they are made", () => {
  roleSecrets(dataDir, { adminUrl: `${adminUrl}?sslmode=require&options=-c%20role%3Dx`, embedded: false }, {});
  const env = parseEnv({ NODE_ENV: "test", KEYMARK_DATA: dataDir });
  expect(env.databaseUrls.user).toMatch(/@127\.0\.0\.1:5999\/keymark\?sslmode=require$/);
});

test("nothing is written where the environment says all that would stand in the file", () => {
  const roles = ["user", "figures", "public", "register"];
  const given = roles.map((r) => [`DATABASE_URL_${r.toUpperCase()}`, `postgres://app_${r}:p-${r}@db/keymark`]);
  const source = { ...Object.fromEntries(given), KEYMARK_SECRET: "s".repeat(32) };
  expect(roleSecrets(dataDir, { adminUrl, embedded: false }, source).figures).toBe("p-figures");
  expect(existsSync(dataDir)).toBe(false);
});

test("a database that is known and another's is never replaced by an embedded one", async () => {
  roleSecrets(dataDir, { adminUrl, embedded: false }, {});
  const source = { NODE_ENV: "test", KEYMARK_DATA: dataDir } as const;
  const before = readdirSync(dataDir);
  expect(elsewhere(source)).toContain("keymark on 127.0.0.1:5999");
  await expect(openDatabase(() => {}, source)).rejects.toThrow("Set DATABASE_URL");
  expect(readdirSync(dataDir)).toEqual(before);
  expect(elsewhere({ ...source, KEYMARK_DATA: folder, DATABASE_URL_USER: "postgres://app_user:p@db/k" })).toBeDefined();
  expect(elsewhere({ ...source, DATABASE_URL: adminUrl })).toBeUndefined();
});

test("a data folder that cannot be one is refused in words", () => {
  writeFileSync(dataDir, "");
  expect(() => makeDataDir(dataDir)).toThrow("a part of its path is a file. Give another one by KEYMARK_DATA");
  expect(() => makeDataDir(path.join(dataDir, "below"))).toThrow("a part of its path is a file");
});

test("a secrets file that cannot be read is named without its content", () => {
  mkdirSync(dataDir);
  writeFileSync(path.join(dataDir, "secrets.json"), '{"roles": {"user": "s3cret"');
  const read = () => parseEnv({ NODE_ENV: "test", KEYMARK_DATA: dataDir });
  expect(read).toThrow("secrets.json cannot be read");
  expect(read).not.toThrow("s3cret");
});

test("every wrong value of the environment is named with what would be right", () => {
  const wrong = { PORT: "abc", PUBLIC_URL: "foo", KEYMARK_LOG: "loud", KEYMARK_UPLOAD_MB: "-3", WORKER_PORT: "70000" };
  const read = () => parseEnv({ NODE_ENV: "test", KEYMARK_DATA: dataDir, ...wrong });
  for (const name of Object.keys(wrong)) expect(read).toThrow(new RegExp(`  ${name}: must be `));
});

test("a database is named without user and password, also when it cannot be reached", () => {
  expect(placeOf(adminUrl)).toBe("keymark on 127.0.0.1:5999");
  const error = explainConnect(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), placeOf(adminUrl));
  expect(error.message).toContain("nothing listens there");
  expect(error.message).not.toContain("s3cret");
});
