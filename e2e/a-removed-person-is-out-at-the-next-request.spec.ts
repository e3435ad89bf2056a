import { execFile } from "node:child_process";
import { get as getHttp } from "node:http";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import { addAccess, addStaff } from "@/lib/access/operate";
import { systemScope } from "@/lib/access/scope-of";
import { giveSecondFactor } from "@/lib/access/second-factor";
import { closeDatabase, withScope } from "@/lib/database";
import { tell } from "@/lib/events";
import { demo, type Person, personCalled, schoolOf, secondFactor } from "./support/people";
import { signIn } from "./support/product";
import { originOf, sessionOf } from "./support/raw";

const { la } = demo();
const urn = schoolOf(personCalled("Headteacher"));
const person = (who: string): Person => ({
  email: `${who}@leaving.example`,
  name: "Lena Leaver",
  title: who,
  password: "Leaving soon 2026",
  secret: secondFactor,
});

/** As an operator does it while the product runs. */
async function remove(...options: string[]): Promise<void> {
  await promisify(execFile)(process.execPath, [
    "ops/keymark.mjs",
    "people",
    "remove",
    "--la",
    la,
    "--json",
    ...options,
  ]);
}

async function statusesOf(page: Page, addresses: string[]): Promise<number[]> {
  const answers = await Promise.all(addresses.map((address) => page.request.get(address)));
  return answers.map((answer) => answer.status());
}

/** Opens the authority's stream of events; `ended` resolves when the server ends it, `heard` is what came until now. */
async function listen(page: Page): Promise<{ heard: () => string; ended: Promise<void> }> {
  const session = await sessionOf(page);
  let text = "";
  return new Promise((resolve, reject) => {
    const request = getHttp(
      `${originOf(page)}/api/events?la=${la}`,
      { headers: { cookie: `${session?.name}=${session?.value}` } },
      (answer) => {
        answer.on("data", (chunk) => (text += chunk));
        const ended = new Promise<void>((done) => answer.once("end", done));
        answer.once("data", () => resolve({ heard: () => text, ended }));
      },
    );
    request.once("error", reject);
  });
}

test.afterAll(closeDatabase);

test("a person removed from a school's register finds nothing at the next request, nor in a download", async ({
  page,
}) => {
  const leaver = person("teacher");
  await addAccess(la, { ...leaver, urn, level: 2 });
  await giveSecondFactor(leaver.email, secondFactor);
  await signIn(page, leaver);
  const own = [
    `/school/${urn}`,
    `/reports/standard-pack?urn=${urn}&year=2026`,
    `/reports/phonics-summary/download?urn=${urn}&year=2026&format=csv`,
    `/reports/standard-pack/download?urn=${urn}&year=2026&format=pdf`,
  ];
  expect(await statusesOf(page, own)).toEqual([200, 200, 200, 200]);
  await remove("--email", leaver.email, "--urn", urn);
  expect(await statusesOf(page, own)).toEqual([404, 404, 404, 404]);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Page not found" })).toBeVisible();
  await page.goto("/home");
  await expect(page.getByRole("heading", { name: "You are not let in anywhere" })).toBeVisible();
});

test("a person removed from the authority's staff is out, and the events they listen to end", async ({ page }) => {
  const leaver = person("officer");
  await addStaff(la, { ...leaver, see: ["assessment"], edit: ["assessment"], admin: false });
  await giveSecondFactor(leaver.email, secondFactor);
  await signIn(page, leaver);
  const stream = await listen(page);
  const happen = (id: string) =>
    withScope(systemScope(la), (tx) => tell(tx, { la, kind: "records", id: `phonics ${id}` }));
  // The server may not listen yet when its first reader comes.
  await expect.poll(async () => happen("2024").then(stream.heard)).toContain("phonics 2024");
  await remove("--email", leaver.email);
  await happen("2025");
  await stream.ended;
  expect(stream.heard()).not.toContain("phonics 2025");

  const own = [
    `/la/${la}`,
    `/la/${la}/imports`,
    `/la/${la}/data/phonics/2026`,
    `/school/${urn}`,
    `/api/events?la=${la}`,
  ];
  expect(await statusesOf(page, own)).toEqual(own.map(() => 404));
  const headers = { Origin: originOf(page) };
  const posted = await page.request.post("/api/grid/rows", {
    headers,
    data: { la, input: { dataset: "phonics", year: 2026 } },
  });
  expect(posted.status()).toBe(404);
});

test("events end for a person who was removed although nothing happens", async ({ page }) => {
  test.setTimeout(60_000);
  const leaver = person("listener");
  await addStaff(la, { ...leaver, see: ["assessment"], edit: [], admin: false });
  await giveSecondFactor(leaver.email, secondFactor);
  await signIn(page, leaver);
  const stream = await listen(page);
  await remove("--email", leaver.email);
  const late = new Promise((resolve) => setTimeout(resolve, 25_000, "still open"));
  expect(await Promise.race([stream.ended, late])).toBeUndefined();
});
