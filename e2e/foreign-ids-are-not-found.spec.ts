import { randomUUID } from "node:crypto";
import { type APIRequestContext, expect, test } from "@playwright/test";
import { closeDatabase } from "@/lib/database";
import { adminSql, closeAdmin } from "./support/database";
import { elsewhere, makeElsewhere } from "./support/elsewhere";
import { demo, personCalled, schoolOf } from "./support/people";
import { signIn } from "./support/product";
import { callAction, originOf, serverActions } from "./support/raw";

const { la } = demo();
const own = schoolOf(personCalled("Headteacher"));

interface Answer {
  status: number;
  body: string;
}

/** An answer without what may differ between any two: the ids asked for, reference numbers, and names that the framework makes up for each. */
async function plain(answer: { status(): number; text(): Promise<string> }, echoes: string[]): Promise<Answer> {
  let body = await answer.text();
  for (const echo of echoes) for (const form of [echo, encodeURIComponent(echo)]) body = body.replaceAll(form, "…");
  body = body.replace(/Reference [A-Z0-9]{8}|"digest":"(?!NEXT_)[^"]*"|"reference":"[^"]*"|"[\w-]{21}[vm]"/g, "…");
  // The framework's rows come in the order in which they are ready, in one script or in several.
  const rows = body.replaceAll('"])</script><script>self.__next_f.push([1,"', "").split(/\n|\\n/);
  return { status: answer.status(), body: rows.sort().join("\n") };
}

/** A way to ask for something by its id. */
interface Way {
  name: string;
  ask(id: string): Promise<{ status(): number; text(): Promise<string> }>;
}

function recordWays(request: APIRequestContext, origin: string): Way[] {
  const headers = { Origin: origin };
  const post = (door: string, input: object) =>
    request.post(`/api/grid/${door}`, { headers, data: { la: elsewhere.la, input } });
  return [
    { name: "history", ask: (id) => post("history", { dataset: "phonics", id }) },
    { name: "edit", ask: (id) => post("edit", { dataset: "phonics", id, column: "mark", from: "30", to: "31" }) },
    { name: "mark", ask: (id) => post("mark", { dataset: "phonics", id, checkId: "U07", because: "It is right" }) },
    { name: "unmark", ask: (id) => post("mark", { dataset: "phonics", id, checkId: "U07", because: null }) },
  ];
}

const importWays = (request: APIRequestContext, origin: string): Way[] => {
  const action = serverActions().find(({ name }) => name === "decideImport");
  if (!action) throw new Error("The build has no action for imports.");
  const at = `/la/${elsewhere.la}/imports`;
  const decide = (act: string) => (id: string) =>
    callAction(request, { at, action, fields: { la: elsewhere.la, id, act }, state: {}, headers: { Origin: origin } });
  return [
    { name: "grid of an import", ask: (id) => request.get(`/la/${elsewhere.la}/data/phonics/2026?import=${id}`) },
    { name: "cancel", ask: decide("cancel") },
    { name: "replace", ask: decide("replace") },
  ];
};

/** The parts of a school's Access Register, and what is done there to a person or a request by its id. */
const registerParts = ["", "/log", "/review", "/add", "/add/new", "/add/request"].map(
  (part) => `/access-register${part}`,
);

interface Act {
  name: string;
  at: string;
  fields(id: string): Record<string, string>;
}

function actionWays(request: APIRequestContext, origin: string, acts: Act[]): Way[] {
  const known = serverActions();
  return acts.map(({ name, at, fields }) => {
    // Pages of other parts have actions of the same name.
    const action = known.find((each) => each.name === name && /access-register|requests/.test(each.file));
    if (!action) throw new Error(`The build has no action ${name}.`);
    const state = { faults: [], given: {} };
    const headers = { Origin: origin };
    return { name, ask: (id) => callAction(request, { at, action, fields: fields(id), state, headers }) };
  });
}

const ownRegister = `/school/${elsewhere.urn}/access-register`;
const declared = { safeguarding: "1", dataProtection: "1", acceptableUse: "1", dbsSeenOn: "2026-01-05" };
const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

function personWays(request: APIRequestContext, origin: string): Way[] {
  const fields = (more: Record<string, string>) => (id: string) => ({ urn: elsewhere.urn, person: id, ...more });
  const acts: { name: string; more: Record<string, string> }[] = [
    { name: "remove", more: {} },
    { name: "restore", more: {} },
    { name: "confirm", more: {} },
    { name: "extend", more: { until } },
    { name: "changeTheirLevel", more: { level: "2", purpose: "Reading", until, ...declared } },
    { name: "ask", more: declared },
  ];
  return [
    ...["", "/remove", "/level", "/level-1"].map(
      (part): Way => ({ name: `person${part}`, ask: (id) => request.get(`${ownRegister}/${id}${part}`) }),
    ),
    ...actionWays(
      request,
      origin,
      acts.map(({ name, more }) => ({ name, at: ownRegister, fields: fields(more) })),
    ),
  ];
}

function schoolRequestWays(request: APIRequestContext, origin: string): Way[] {
  const acts = [
    { name: "withdraw", at: ownRegister, fields: (id: string) => ({ urn: elsewhere.urn, id }) },
    {
      name: "answerLevel1",
      at: ownRegister,
      fields: (id: string) => ({ urn: elsewhere.urn, id, answer: "add", ...declared }),
    },
  ];
  const read: Way = { name: "school's request", ask: (id) => request.get(`${ownRegister}/requests/${id}`) };
  return [read, ...actionWays(request, origin, acts)];
}

const authorityRequestWays = (request: APIRequestContext): Way[] => [
  { name: "authority's request", ask: (id) => request.get(`/la/${elsewhere.la}/requests/${id}`) },
];

/** Two hundred entries and requests of the demo's authority, for as long as the work goes on. */
async function withForeign(work: (ids: { people: string[]; requests: string[] }) => Promise<void>): Promise<void> {
  const sql = adminSql();
  const people = await idsOf(sql`
    insert into app.access (la_code, urn, person_id, name, email, level, removed_at)
    select ${la}, ${own}, gen_random_uuid(), 'Foreign', 'foreign@example.test', 3, now() - interval '2 years' from generate_series(1, 200)
    returning person_id as id`);
  const requests = await idsOf(sql`
    insert into app.access_requests (la_code, urn, kind, side, name, asked_by_name)
    select ${la}, ${own}, case when n % 2 = 0 then 'elsewhere' else 'level-1' end, case when n % 4 = 1 then 'la' else 'school' end,
      'Foreign', 'Foreign' from generate_series(1, 200) as n returning id`);
  try {
    await work({ people, requests });
  } finally {
    await sql`delete from app.access where person_id = any (${people})`;
    await sql`delete from app.access_requests where id = any (${requests})`;
  }
}

const schoolWays = (request: APIRequestContext): Way[] => [
  ...["", "/standard-reports", "/data-tools", ...registerParts].map(
    (part): Way => ({ name: `school${part}`, ask: (urn) => request.get(`/school/${urn}${part}`) }),
  ),
  { name: "flight", ask: (urn) => request.get(`/school/${urn}`, { headers: { RSC: "1" } }) },
  { name: "report", ask: (urn) => request.get(`/reports/standard-pack?urn=${urn}&year=2026`) },
  ...["pdf", "xlsx", "csv"].map(
    (form): Way => ({
      name: form,
      ask: (urn) => request.get(`/reports/phonics-summary/download?urn=${urn}&year=2026&format=${form}`),
    }),
  ),
  { name: "grid of a school", ask: (urn) => request.get(`/la/${elsewhere.la}/data/phonics/2026?school=${urn}`) },
];

const authorityWays = (request: APIRequestContext, origin: string): Way[] => {
  const headers = { Origin: origin };
  const rows = { dataset: "phonics", year: 2026 };
  return [
    ...["", "/imports", "/schools", "/data/phonics/2026", "/requests"].map(
      (part): Way => ({ name: `authority${part}`, ask: (code) => request.get(`/la/${code}${part}`) }),
    ),
    { name: "events", ask: (code) => request.get(`/api/events?la=${code}`) },
    { name: "rows", ask: (code) => request.post("/api/grid/rows", { headers, data: { la: code, input: rows } }) },
    {
      name: "upload",
      ask: (code) =>
        request.post(`/api/uploads?la=${code}`, { headers: { ...headers, "x-file-name": "a.xml" }, data: "<a/>" }),
    },
    {
      name: "upload by form",
      ask: (code) => request.post(`/api/uploads/form?la=${code}`, { headers, multipart: { file: "" } }),
    },
  ];
};

/** Each way answers to each foreign id as to one that does not exist. */
async function expectAlike(ways: Way[], ids: string[], missing: () => string): Promise<void> {
  expect(ids.length).toBeGreaterThan(0);
  for (const { name, ask } of ways) {
    const nothing = missing();
    const expected = await plain(await ask(nothing), [nothing]);
    // The framework's data and server actions come with 200 and say inside what was found.
    if (expected.status === 200)
      expect(expected.body, name).toMatch(
        /There is no such|is not in the school's Access Register|NEXT_HTTP_ERROR_FALLBACK;404/,
      );
    else expect(expected.status, name).toBe(404);
    for (const id of ids) expect(await plain(await ask(id), [id]), `${name} of ${id}`).toEqual(expected);
  }
}

const idsOf = async (rows: Promise<{ id: string }[]>) => (await rows).map(({ id }) => id);

test.beforeAll(() => makeElsewhere({ like: own }));
test.afterAll(async () => {
  await closeDatabase();
  await closeAdmin();
});

for (const who of ["officer", "head"] as const) {
  test(`what another authority has is to the ${who} elsewhere as if it did not exist`, async ({ page }) => {
    test.setTimeout(180_000);
    const sql = adminSql();
    await signIn(page, elsewhere[who]);
    const [request, origin] = [page.request, originOf(page)];
    expect((await request.get(`/school/${elsewhere.urn}`)).status()).toBe(200);
    const schools = await idsOf(sql`select urn as id from app.schools where la_code = ${la}`);
    await expectAlike(schoolWays(request), schools, () => "999998");
    await expectAlike(authorityWays(request, origin), [la], () => "997");
    if (who === "head") return;

    expect((await request.get(`/la/${elsewhere.la}/imports`)).status()).toBe(200);
    const records = await idsOf(sql`select id from data.phonics where la_code = ${la} limit 200`);
    expect(records.length).toBe(200);
    await expectAlike(recordWays(request, origin), records, randomUUID);
    const imports = await idsOf(sql`select id from app.imports where la_code = ${la} limit 10`);
    await expectAlike(importWays(request, origin), imports, randomUUID);

    const input = { dataset: "phonics", year: 2026, urns: schools, ids: records };
    const data = { la: elsewhere.la, input };
    const rows = await request.post("/api/grid/rows", { headers: { Origin: origin }, data });
    expect(await rows.json()).toMatchObject({ rows: [], total: 0, records: 0 });
  });
}

test("people and requests of another authority's registers are as if they did not exist", async ({ page, browser }) => {
  test.setTimeout(600_000);
  const administrator = await (await browser.newContext()).newPage();
  await signIn(page, elsewhere.head);
  await signIn(administrator, elsewhere.admin);
  expect((await page.request.get(ownRegister)).status()).toBe(200);
  expect((await administrator.request.get(`/la/${elsewhere.la}/requests`)).status()).toBe(200);
  const origin = originOf(page);
  await withForeign(async ({ people, requests }) => {
    await expectAlike(personWays(page.request, origin), people, randomUUID);
    await expectAlike(schoolRequestWays(page.request, origin), requests, randomUUID);
    await expectAlike(authorityRequestWays(administrator.request), requests, randomUUID);
    await expectAlike(personWays(administrator.request, origin).slice(0, 4), people.slice(0, 20), randomUUID);
  });
});

test("an id of another authority takes no longer to be missed than one that does not exist", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, elsewhere.officer);
  const [history] = recordWays(page.request, originOf(page));
  if (!history) throw new Error("There is no way to ask.");
  const records = await idsOf(adminSql()`select id from data.phonics where la_code = ${la} limit 120`);
  const gaps: number[] = [];
  for (const [n, id] of records.entries()) {
    const times: Record<string, number> = {};
    // Turn and turn about, so that neither is always the second.
    const pair = [id, randomUUID()];
    for (const asked of n % 2 ? pair : pair.reverse()) {
      const began = performance.now();
      await history.ask(asked);
      times[asked === id ? "foreign" : "missing"] = performance.now() - began;
    }
    gaps.push((times.foreign ?? 0) - (times.missing ?? 0));
  }
  const median = gaps.sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0;
  expect(Math.abs(median)).toBeLessThan(5);
});
