import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { DemoPeople } from "@/demo/people";
import { writeDemo } from "@/demo/write";
import { addAccess, addStaff } from "@/lib/access/operate";
import { latestEnd } from "@/lib/access/register/days";
import { systemScope } from "@/lib/access/scope-of";
import { codeNow, giveSecondFactor } from "@/lib/access/second-factor";
import type { Scope } from "@/lib/database";
import { env } from "@/lib/env";
import { Conflict, NotFound } from "@/lib/errors";
import { listImports } from "@/lib/imports/list";
import { loadRegister } from "@/lib/schools/register";
import { addAuthority, setAuthority } from "@/lib/settings/operate";
import { latestResultsYear, yearsTo } from "@/lib/year";
import { awaitImport, send } from "./import";
import { readAgreements, readLocalities } from "./la";
import { number, pathOf, UsageError, type Verb } from "./verb";

interface DemoOptions {
  schools: number;
  years: number;
  log(line: string): void;
}

const demoDir = () => path.join(env().dataDir, "demo");

/** The newest year is that of the last summer, so that the demo never looks old. */
const demoYears = (count: number) =>
  yearsTo(Math.max(latestResultsYear(new Date()), 2026), count).filter((y) => y >= 2022);

/** Everyone who can sign in to the demo, for `npm start` to print and the browser tests to use. */
async function letPeopleIn(people: DemoPeople): Promise<void> {
  for (const p of people.people) {
    const person = { email: p.email, name: p.name, password: people.password };
    if (p.staff) {
      const { admin, domains } = p.staff;
      await addStaff(people.la, {
        ...person,
        see: ["assessment"],
        edit: domains.assessment === "edit" ? ["assessment"] : [],
        admin,
      });
    }
    for (const s of p.schools ?? []) {
      const until = s.level === 1 ? undefined : latestEnd();
      await addAccess(people.la, { ...person, urn: s.urn, level: s.level, purpose: s.post, until });
    }
    if (p.secret) await giveSecondFactor(p.email, p.secret);
  }
  writeFileSync(path.join(demoDir(), "people.json"), JSON.stringify(people, null, 2), { mode: 0o600 });
}

/** Sends a file; undefined where the same bytes are in already. */
async function sendOnce(scope: Scope, file: string): Promise<string | undefined> {
  try {
    return await send({ scope, file, existing: "replace" });
  } catch (error) {
    if (error instanceof Conflict) return undefined;
    throw error;
  }
}

/** All files wait in the queue from the start, so that its page shows what is still to come. */
async function importAll(laCode: string, files: string[], log: (line: string) => void): Promise<void> {
  const scope = systemScope(laCode);
  const sent: { file: string; id: string | undefined }[] = [];
  for (const file of files) sent.push({ file, id: await sendOnce(scope, file) });
  for (const [n, { file, id }] of sent.entries()) {
    if (!id) continue;
    const row = await awaitImport(scope, id);
    const pupils = row.schools.reduce((sum, s) => sum + s.boys + s.girls, 0);
    log(
      `${n + 1} of ${files.length}: ${path.basename(file)}, ${row.schools.length} schools, ${pupils} pupils, ${row.state}`,
    );
  }
}

const complete = () => path.join(demoDir(), "complete.json");

function isComplete(wanted: string): boolean {
  try {
    return readFileSync(complete(), "utf8") === wanted;
  } catch {
    return false;
  }
}

/** Makes the invented authority and imports its files like anyone's. Does nothing when it is whole; goes on where it stopped. */
export async function loadDemo({ schools, years, log }: DemoOptions): Promise<void> {
  // `people` counts up where sign-ins of an earlier demo lack something.
  const wanted = JSON.stringify({ schools, years: demoYears(years), people: 2 });
  if (isComplete(wanted)) return;
  const dir = path.join(demoDir(), "files");
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const files = await writeDemo(dir, { schools, years: demoYears(years) });
  log(`files written for ${schools} schools`);
  await loadRegister(files.register);
  await loadRegister(files.links);
  const people = JSON.parse(readFileSync(files.people, "utf8")) as DemoPeople;
  await addAuthority(people.la, people.name);
  await setAuthority(people.la, {
    localities: await readLocalities(files.localities),
    agreements: await readAgreements(files.agreements),
    needsAgreement: true,
  });
  await letPeopleIn(people);
  const [first] = people.people;
  log(`people can sign in now, e.g. ${first?.email} with "${people.password}" (codes: npm run keymark -- demo codes)`);
  // What an earlier, broken run has left in the queue comes first.
  const { queue } = await listImports(systemScope(people.la), { recent: 0 });
  for (const { id } of queue) await awaitImport(systemScope(people.la), id);
  await importAll(people.la, files.imports, log);
  rmSync(dir, { recursive: true, force: true });
  writeFileSync(complete(), wanted, { mode: 0o600 });
}

const sizes = { schools: { type: "string" }, years: { type: "string" } } as const;

export const demoWrite: Verb = {
  name: "demo write",
  usage: "demo write [--schools N] [--years Y] DIR",
  about: "Writes the invented authority's files, in the real formats, into a folder.",
  options: sizes,
  offline: true,
  most: 1,
  run: async (given) => {
    const [word] = given.words;
    if (!word) throw new UsageError("Into which folder? None is named.");
    const dir = pathOf(word);
    mkdirSync(dir, { recursive: true });
    const files = await writeDemo(dir, {
      schools: number(given, "schools") ?? 24,
      years: demoYears(number(given, "years") ?? 5),
    });
    return { facts: { ...files } };
  },
};

export const demoLoad: Verb = {
  name: "demo load",
  usage: "demo load [--schools N] [--years Y]",
  about: "Makes the demo authority and imports its files through the queue.",
  options: sizes,
  most: 0,
  run: async (given) => {
    await loadDemo({ schools: number(given, "schools") ?? 24, years: number(given, "years") ?? 5, log: given.say });
    return { facts: { loaded: true } };
  },
};

export const demoCodes: Verb = {
  name: "demo codes",
  usage: "demo codes",
  about: "Prints the code that each of the demo's people signs in with at this moment.",
  options: {},
  most: 0,
  run: async () => {
    const file = path.join(demoDir(), "people.json");
    if (!existsSync(file)) throw new NotFound("There is no demo in this data folder.");
    const { people } = JSON.parse(readFileSync(file, "utf8")) as DemoPeople;
    const codes = people.map(({ email, secret }) => [email, secret ? codeNow(secret) : "none is asked for"]);
    return { facts: Object.fromEntries(codes) };
  },
};
