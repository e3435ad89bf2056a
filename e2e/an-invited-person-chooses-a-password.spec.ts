import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { expect, type Page, test } from "@playwright/test";
import { demo, personCalled, schoolOf } from "./support/people";
import { expectAccessible, signIn } from "./support/product";

// The second one needs the first one’s person.
test.describe.configure({ mode: "serial" });

const { la } = demo();
const admin = personCalled("LA administrator");
const urn = schoolOf(personCalled("Headteacher"));
const name = `Ingrid Invited ${randomUUID().slice(0, 8)}`;
const email = `${randomUUID().slice(0, 8)}@invited.example`;
const password = "copper lantern otter basin";

/** As an operator does it while the product runs. */
async function letIn(): Promise<void> {
  const args = ["people", "add", "--la", la, "--email", email, "--name", name, "--urn", urn, "--level", "3", "--json"];
  const { stdout } = await promisify(execFile)(process.execPath, ["ops/keymark.mjs", ...args]);
  expect(JSON.parse(stdout)).toMatchObject({ email, invited: true });
}

/** The address of the link of the newest mail to the person, as the demo's outbox shows it. */
async function linkFor(page: Page, title: string): Promise<string> {
  const row = page.getByRole("row").filter({ hasText: name }).filter({ hasText: title }).first();
  const link = row.getByRole("link", { name: "Open its link" });
  await expect(async () => {
    await page.goto(`/la/${la}/outbox`);
    await expect(link).toBeVisible({ timeout: 1000 });
  }).toPass({ timeout: 30_000 });
  return (await link.getAttribute("href")) ?? "";
}

// The worker takes its time where much else is done.
test.setTimeout(180_000);

const choose = async (page: Page, words: string) => {
  await page.getByLabel("New password").fill(words);
  await page.getByRole("button", { name: "Set this password" }).click();
};

test("an invitation leads to a password of one's own, once", async ({ page, browser }) => {
  await letIn();
  await signIn(page, admin);
  await page.goto(`/la/${la}`);
  await page.getByRole("link", { name: "Outbox" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Outbox" })).toBeVisible();
  const href = await linkFor(page, "Invitation from a school");
  await expectAccessible(page);
  await expect(page.getByRole("main")).not.toContainText("@");

  const guest = await (await browser.newContext()).newPage();
  const opened = await guest.goto(href);
  expect(opened?.headers()).toMatchObject({ "referrer-policy": "strict-origin", "cache-control": /no-store/ });
  for (let n = 0; n < 3; n++) await guest.request.get(href);
  await expectAccessible(guest);
  await choose(guest, "short");
  await expect(guest.getByRole("main").getByRole("alert")).toContainText("at least 12 characters");
  await expectAccessible(guest);
  await choose(guest, "Hurricane2026!");
  await expect(guest.getByRole("main").getByRole("alert")).toContainText("guessed first");
  await choose(guest, `${email}1`);
  await expect(guest.getByRole("main").getByRole("alert")).toContainText("your address");
  await choose(guest, password);
  await expect(guest.getByRole("heading", { level: 1, name: "Your password is set" })).toBeVisible();
  await expectAccessible(guest);

  await guest.getByRole("link", { name: "Sign in" }).click();
  await guest.getByLabel("E-mail address").fill(email);
  await guest.getByLabel("Password").fill(password);
  await guest.getByRole("button", { name: "Sign in" }).click();
  await guest.waitForURL((url) => url.pathname === `/school/${urn}`);

  await guest.goto(href);
  await expect(guest.getByText("This link does not work any more.")).toBeVisible();
  await expectAccessible(guest);
  await guest.goto("/accept/neverwas");
  await expect(guest.getByText("This link does not work any more.")).toBeVisible();
  await guest.context().close();
});

test("a forgotten password: the page is the same for everybody, and the new one signs out the old", async ({
  page,
  browser,
}) => {
  const guest = await (await browser.newContext()).newPage();
  const ask = async (address: string) => {
    await guest.goto("/forgotten");
    await guest.getByLabel("E-mail address").fill(address);
    await guest.getByRole("button", { name: "Send me a link" }).click();
    await expect(guest.getByText("Look into your mail")).toBeVisible();
    return ((await guest.getByRole("main").textContent()) ?? "").replace(address, "…");
  };
  await guest.goto("/forgotten");
  await expectAccessible(guest);
  await guest.getByLabel("E-mail address").fill('"a@b.example"@c.example');
  await guest.getByRole("button", { name: "Send me a link" }).click();
  await expect(guest.getByRole("main").getByRole("alert")).toContainText("Enter your e-mail address");
  const unknown = await ask(`${randomUUID()}@nobody.example`);
  expect(await ask(email)).toBe(unknown);
  await expectAccessible(guest);
  await signIn(page, admin);
  const href = await linkFor(page, "New password asked for");
  await guest.goto(href);
  await choose(guest, "another basin of otters");
  await expect(guest.getByRole("heading", { level: 1, name: "Your password is set" })).toBeVisible();
  await guest.context().close();
});

test("both pages work without scripts, and a form from elsewhere does nothing", async ({ browser, baseURL }) => {
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto("/forgotten");
  await plain.getByLabel("E-mail address").fill(`${randomUUID()}@nobody.example`);
  await plain.getByRole("button", { name: "Send me a link" }).click();
  await expect(plain.getByText("Look into your mail")).toBeVisible();
  const address = `${baseURL}/accept/neverwas`;
  const answer = await plain.request.post(address, {
    headers: { Origin: "https://evil.example" },
    form: { token: "x" },
  });
  expect(await answer.text()).not.toContain("Your password is set");
  await plain.context().close();
});
