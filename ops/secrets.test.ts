import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { explainConnect, placeOf } from "@/ops/database";
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
  roleSecrets(dataDir, adminUrl, {});
  expect(mode(dataDir)).toBe("700");
  expect(readdirSync(dataDir).sort()).toEqual(["admin.json", "secrets.json"]);
  for (const file of readdirSync(dataDir)) expect(mode(path.join(dataDir, file))).toBe("600");
});

test("passwords are made once and stay, also when the port changes", () => {
  const first = roleSecrets(dataDir, adminUrl, {});
  expect(roleSecrets(dataDir, adminUrl.replace("5999", "6001"), {})).toEqual(first);
  expect(adminSecrets(dataDir)).toEqual(adminSecrets(dataDir));
  expect(new Set(Object.values(first)).size).toBe(4);
});

test("a role's address that is given decides its password", () => {
  const given = { DATABASE_URL_USER: "postgres://app_user:p%40ss@db:5432/keymark" };
  expect(roleSecrets(dataDir, adminUrl, given).user).toBe("p@ss");
});

test("the processes of the data folder find the database by its secrets", () => {
  const { public: password } = roleSecrets(dataDir, adminUrl, {});
  const env = parseEnv({ NODE_ENV: "test", KEYMARK_DATA: dataDir });
  expect(env.databaseUrls.public).toBe(`postgres://app_public:${password}@127.0.0.1:5999/keymark`);
});

test("a database is named without user and password, also when it cannot be reached", () => {
  expect(placeOf(adminUrl)).toBe("keymark on 127.0.0.1:5999");
  const error = explainConnect(Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), placeOf(adminUrl));
  expect(error.message).toContain("nothing listens there");
  expect(error.message).not.toContain("s3cret");
});
