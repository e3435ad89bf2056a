import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { readSecrets } from "@/lib/env";
import { adminSql, allPupils, closeAdmin } from "./support/database";
import { elsewhere } from "./support/elsewhere";
import { dataFolder, demo } from "./support/people";
import { Children, scan } from "./support/scan";

test.afterAll(closeAdmin);

/** What web, worker and database have said since the product was started. */
function logs(): string {
  const start = readFileSync(process.env.KEYMARK_START_LOG ?? path.join("test-results", "start.log"), "utf8");
  const ours = start.split("\n").filter((line) => /^(web|worker) +\|/.test(line));
  const database = path.join(dataFolder(), "postgres", "postgres.log");
  return [...ours, existsSync(database) ? readFileSync(database, "utf8") : ""].join("\n");
}

/** Runs after the other files by its name, so that it reads what all of them brought about. */
test("the logs hold no child, no address, no session, no password", async () => {
  const text = logs();
  expect(text).toContain("web    |");
  expect(text).toContain("worker |");
  expect(scan(new Children(await allPupils()), text)).toEqual([]);

  const { password, people } = demo();
  const secrets = readSecrets(dataFolder());
  const held = [password, elsewhere.officer.password, secrets?.authSecret, ...Object.values(secrets?.roles ?? {})];
  const persons = [...people, elsewhere.officer, elsewhere.head].flatMap(({ email, name }) => [email, name]);
  const told = [...held, ...persons, "keymark-session", "csrf-token"].filter(
    (secret) => secret && text.includes(secret),
  );
  expect(told).toEqual([]);

  const sessions = await adminSql()<{ token_hash: string }[]>`select token_hash from auth.sessions`;
  expect(sessions.length).toBeGreaterThan(0);
  const hashes = new Set(sessions.map((session) => session.token_hash));
  const tokens = (text.match(/[\w-]{43}/g) ?? []).filter(
    (word) => hashes.has(word) || hashes.has(createHash("sha256").update(word).digest("base64url")),
  );
  expect(tokens).toEqual([]);
});
