import { type APIRequestContext, expect, request as requests, test } from "@playwright/test";
import { foundIn, secretChildren } from "./support/children";
import { get, type Received } from "./support/crawl";
import { closeAdmin } from "./support/database";
import { demo, personCalled, schoolOf } from "./support/people";
import { fillSignIn, signIn } from "./support/product";
import { callAction, originOf, serverActions, sessionOf } from "./support/raw";

const officer = personCalled("LA data officer");
const head = personCalled("Headteacher");
const urn = schoolOf(head);
const { la } = demo();
const missing = "00000000-0000-4000-8000-000000000000";

const record = { dataset: "phonics", id: missing };
const posts: { address: string; data?: object; multipart?: Record<string, never> }[] = [
  { address: `/api/uploads?la=${la}` },
  { address: `/api/uploads/form?la=${la}`, multipart: {} },
  { address: "/api/grid/rows", data: { la, input: { dataset: "phonics", year: 2026 } } },
  { address: "/api/grid/edit", data: { la, input: { ...record, column: "mark", from: "1", to: "2" } } },
  { address: "/api/grid/mark", data: { la, input: { ...record, checkId: "U07", because: "It is right" } } },
  { address: "/api/grid/mark", data: { la, input: { ...record, checkId: "U07", because: null } } },
  { address: "/api/grid/history", data: { la, input: record } },
  { address: "/api/auth/callback/credentials" },
  { address: "/api/session" },
  { address: "/api/auth/signout" },
];
const elsewhere: Record<string, Record<string, string>> = {
  "without an origin": {},
  "from another site": { Origin: "https://evil.example" },
  "from a sandbox": { Origin: "null" },
  "from another port": { Origin: "http://localhost:1" },
  "from another site in this one's name": { Origin: "https://evil.example", "X-Forwarded-Host": "evil.example" },
};

const signedIn = [
  "/home",
  `/school/${urn}`,
  `/school/${urn}/standard-reports`,
  `/school/${urn}/data-tools`,
  `/reports/standard-pack?urn=${urn}&year=2026`,
  `/reports/phonics-summary/download?urn=${urn}&year=2026&format=csv`,
  `/la/${la}`,
  `/la/${la}/imports`,
  `/la/${la}/schools`,
  `/la/${la}/data/phonics/2026`,
  "/api/session",
  "/account",
];

test.afterAll(closeAdmin);

test("what changes something is refused unless a page of this site sends it", async ({ page }) => {
  await signIn(page, officer);
  for (const [from, headers] of Object.entries(elsewhere)) {
    for (const { address, ...body } of posts) {
      const answer = await page.request.post(address, { headers, ...body, maxRedirects: 0 });
      expect(answer.status(), `${address} ${from}`).toBe(403);
      expect(answer.headers()["set-cookie"]).toBeUndefined();
      expect(await answer.json()).toEqual({ error: "This request did not come from a page of this site." });
    }
  }
  await page.goto(`/la/${la}`);
  await expect(page.getByRole("heading", { level: 1, name: /Calderwick/ })).toBeVisible();
});

/** Fields that any of the actions takes. */
const fields = { email: head.email, password: head.password, to: "/home", la, urn, id: missing, act: "cancel" };

test("no server action does anything for a form from elsewhere", async ({ page }) => {
  await signIn(page, officer);
  const before = await sessionOf(page);
  const actions = serverActions();
  expect(actions.map(({ name }) => name)).toEqual(expect.arrayContaining(["signIn", "decideImport"]));
  for (const [from, headers] of Object.entries(elsewhere)) {
    for (const action of actions) {
      const at = action.name === "signIn" ? "/sign-in" : action.name === "decideImport" ? `/la/${la}/imports` : "/home";
      const answer = await callAction(page.request, { at, action, fields, state: {}, headers });
      expect(answer.headers()["set-cookie"], `${action.name} ${from}`).toBeUndefined();
      expect(answer.headers()["x-action-redirect"], `${action.name} ${from}`).toBeUndefined();
    }
  }
  expect((await sessionOf(page))?.value).toBe(before?.value);
  await page.goto(`/la/${la}/imports`);
  await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
});

test("nobody signed in gets through a form either", async ({ baseURL }) => {
  const anyone = await requests.newContext({ baseURL });
  const headers = { Origin: new URL(baseURL ?? "").origin };
  for (const { address, ...body } of posts.filter(({ address: a }) => !a.startsWith("/api/auth"))) {
    const answer = await anyone.post(address, { headers, ...body });
    expect(answer.status(), address).toBe(404);
    expect(await answer.json()).toEqual({ error: "Sign in first." });
  }
  for (const action of serverActions().filter(({ name }) => name !== "signIn")) {
    for (const at of ["/sign-in", `/la/${la}/imports`, "/"]) {
      const answer = await callAction(anyone, { at, action, fields, state: {}, headers });
      expect((await answer.body()).toString("utf8"), `${action.name} at ${at}`).not.toContain(head.name);
      expect(answer.headers()["x-action-redirect"] ?? "/sign-in").toMatch(/^\/(sign-in|home)/);
    }
  }
  await anyone.dispose();
});

/** Ways in which the framework's own requests once got past checks, or ask for parts of a page. */
const tricks: [string, (address: string) => string, Record<string, string>][] = [
  ["past the proxy", (a) => a, { "x-middleware-subrequest": "proxy:proxy:proxy:proxy:proxy" }],
  [
    "past middleware",
    (a) => a,
    { "x-middleware-subrequest": "middleware:middleware:middleware:middleware:middleware" },
  ],
  ["as data", (a) => a, { "x-nextjs-data": "1" }],
  ["as flight", (a) => a, { RSC: "1" }],
  ["as a prefetch", (a) => a, { RSC: "1", "Next-Router-Prefetch": "1" }],
  ["as a runtime prefetch", (a) => a, { RSC: "1", "Next-Router-Prefetch": "2" }],
  ["as a tree", (a) => a, { RSC: "1", "Next-Router-Prefetch": "1", "Next-Router-Segment-Prefetch": "/_tree" }],
  ["as a page's segment", (a) => a, { RSC: "1", "Next-Router-Segment-Prefetch": "/__PAGE__" }],
  ["with a forged address", (a) => a, { "x-keymark-address": "/sign-in", "x-invoke-path": "/sign-in" }],
  ["rewritten", () => "/", { "x-rewrite-url": "/home", "x-original-url": "/home", "x-nextjs-rewrite": "/home" }],
  ["by its ending", (a) => a.replace(/(\?|$)/, ".rsc$1"), {}],
  ["by its data file", (a) => `/_next/data/x${a.replace(/(\?|$)/, ".json$1")}`, {}],
  ["with a query", (a) => `${a}${a.includes("?") ? "&" : "?"}_rsc=1`, { RSC: "1" }],
  ["encoded", (a) => a.replace(/[a-z]/, (c) => `%${c.charCodeAt(0).toString(16)}`), {}],
  ["with double slashes", (a) => `/.${a}`, {}],
];

test("nobody signed in sees anything by the framework's back doors", async ({ browser, baseURL }) => {
  const anyone = (await browser.newContext()).request;
  const children = await secretChildren(anyone);
  const received: Received[] = [];
  for (const address of signedIn) {
    for (const [as, change, headers] of tricks) {
      const at = `${baseURL}${change(address)}`;
      const answer = await anyone.get(at, { headers, maxRedirects: 0 });
      const bytes = await answer.body();
      received.push({ address: at, as, status: answer.status(), type: "", headers: {}, bytes });
    }
  }
  const found = [];
  for (const answer of received) found.push(...(await foundIn(children, answer)));
  expect(found).toEqual([]);
  const telling = /Data as at|Schools in|Open the Standard Pack|Level \d:|calderwick\.example/;
  const told = received.filter(({ bytes }) => telling.test(bytes.toString("utf8")));
  expect(told.map(({ address, as }) => `${address} ${as}`)).toEqual([]);
});

async function headersOf(request: APIRequestContext, address: string) {
  const answers = await Promise.all(["page", "flight", "prefetch", "tree"].map((as) => get(request, address, as)));
  return answers.map(({ headers, as }) => `${as}: ${headers["cache-control"]}`);
}

test("whatever a signed-in person gets is private and kept by no cache", async ({ page }) => {
  await signIn(page, officer);
  for (const address of signedIn) {
    expect(await headersOf(page.request, address), address).toEqual(
      ["page", "flight", "prefetch", "tree"].map((as) => `${as}: private, no-store`),
    );
  }
  const rows = await page.request.post("/api/grid/rows", {
    headers: { Origin: originOf(page) },
    data: { la, input: { dataset: "phonics", year: 2026 } },
  });
  expect(rows.headers()["cache-control"]).toBe("private, no-store");
});

test("a session's cookie is new at every sign-in, out of scripts' reach, and dead once another is given", async ({
  page,
  baseURL,
}) => {
  const planted = "a".repeat(43);
  await page.context().addCookies([{ name: "keymark-session", value: planted, url: baseURL }]);
  await signIn(page, head);
  const first = await sessionOf(page);
  expect(first?.value).not.toBe(planted);
  expect(first).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/", expires: -1 });
  expect(Buffer.from(first?.value ?? "", "base64url").length).toBeGreaterThanOrEqual(32);
  expect(await page.evaluate(() => document.cookie)).not.toContain(first?.value ?? "nothing");

  const [action] = serverActions().filter(({ name }) => name === "signIn");
  if (!action) throw new Error("The build has no action to sign in.");
  const headers = { Origin: originOf(page) };
  const governor = personCalled("Governor");
  const fields = { email: governor.email, password: governor.password, to: "/home" };
  await callAction(page.request, { at: "/sign-in", action, fields, state: { email: "", faults: [] }, headers });
  const second = await sessionOf(page);
  expect(second?.value).not.toBe(first?.value);
  for (const [session, status] of [
    [second, 200],
    [first, 307],
  ] as const) {
    const other = await requests.newContext({ baseURL });
    const cookie = `keymark-session=${session?.value}`;
    expect((await other.get(`/school/${urn}`, { headers: { cookie }, maxRedirects: 0 })).status()).toBe(status);
    await other.dispose();
  }
});

test("sign-in leads to no other site, however it is written", async ({ page, baseURL }) => {
  const targets = [
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/\t/evil.example/",
    "\\\\evil.example",
    "javascript:alert(1)",
    "/%2F%2Fevil.example",
    "/..//evil.example",
    "/.//evil.example/",
    "@evil.example",
    "/sign-in/..//evil.example",
    "data:text/html,x",
  ];
  for (const to of targets) {
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    await fillSignIn(page, personCalled("Governor"));
    expect(new URL(page.url()).origin, to).toBe(new URL(baseURL ?? "").origin);
    await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
    expect(new URL(page.url()).origin, to).toBe(new URL(baseURL ?? "").origin);
    await page.context().clearCookies();
  }
});

test("a sign-in larger than any is not read, and a file is asked for in a known form", async ({ page }) => {
  await signIn(page, head);
  const headers = { Origin: originOf(page) };
  const large = { email: "x".repeat(20_000), password: "x" };
  const answer = await page.request.post("/api/auth/signout", { headers, form: large });
  expect(answer.status()).toBe(400);
  for (const format of ["constructor", "toString", "__proto__", "doc", ""]) {
    const asked = await page.request.get(`/reports/phonics-summary/download?urn=${urn}&year=2026&format=${format}`);
    expect(asked.status(), format).toBe(400);
    expect(await asked.json()).toMatchObject({ error: "The format must be one of pdf, xlsx, csv." });
  }
});
