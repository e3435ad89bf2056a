import { expect, type Page, test } from "@playwright/test";
import { codeNow } from "@/lib/access/second-factor";
import { adminSql, closeAdmin } from "./support/database";
import { type Person, personCalled, schoolOf } from "./support/people";
import { expectAccessible, fillCode, pathOf, signIn, signOut } from "./support/product";

const officer = personCalled("LA officer");
const head = personCalled("Headteacher");
const governor = personCalled("Governor");

test.afterAll(closeAdmin);

async function fillPassword(page: Page, { email, password }: Person): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/sign-in");
}

/** Takes a second factor away, as the operator does for somebody who has lost theirs, and gives the demo's back in the end. */
async function without({ email }: Person, work: () => Promise<void>): Promise<void> {
  const sql = adminSql();
  const [before] = await sql<
    { sealed: string }[]
  >`select totp_sealed as sealed from auth.people where email = ${email}`;
  await sql`update auth.people set totp_sealed = null, totp_since = null, totp_step = null where email = ${email}`;
  try {
    await work();
  } finally {
    await sql`update auth.people set totp_sealed = ${before?.sealed ?? null}, totp_since = now() where email = ${email}`;
  }
}

test("a password alone opens nothing to whoever sees pupils, and the code leads back to where they were going", async ({
  page,
}) => {
  const to = `/school/${schoolOf(head)}/standard-reports`;
  await page.goto(to);
  await fillPassword(page, head);
  await expect(page.getByRole("heading", { level: 1, name: "Enter your code" })).toBeVisible();
  await expectAccessible(page);
  const file = `/reports/standard-pack/download?urn=${schoolOf(head)}&year=2026&format=csv`;
  for (const address of [to, "/home", "/account", file]) {
    const answer = await page.request.get(address, { maxRedirects: 0 });
    expect([address, answer.status(), answer.headers().location]).toEqual([
      address,
      307,
      expect.stringMatching(/^\/(second-factor|sign-in)\?to=/),
    ]);
  }

  await page.getByLabel("Code from your authenticator app").fill("000000");
  await page.getByRole("button", { name: "Go on" }).click();
  await expect(page.getByRole("link", { name: /^The code is not right/ })).toBeVisible();
  await expectAccessible(page);
  await fillCode(page, head);
  expect(pathOf(page)).toBe(to);
});

test("a governor at Level 3 signs in with a password alone", async ({ page }) => {
  await page.goto("/sign-in");
  await fillPassword(page, governor);
  await expect(page).toHaveURL(`/school/${schoolOf(governor)}`);
});

test("the first sign-in sets an app up; a recovery code stands in for a lost one, once", async ({ page }) => {
  await without(officer, async () => {
    await page.goto("/sign-in");
    await fillPassword(page, officer);
    await expect(page.getByRole("heading", { level: 1, name: "Set up your second factor" })).toBeVisible();
    await expectAccessible(page);
    const secret = ((await page.getByText(/^([A-Z2-7]{1,4} ?)+$/).textContent()) ?? "").replaceAll(" ", "");
    await page.getByLabel("Code that the app shows").fill("000000");
    await page.getByRole("button", { name: "Go on" }).click();
    await expect(page.getByRole("link", { name: /^The code is not right/ })).toBeVisible();
    await page.getByLabel("Code that the app shows").fill(codeNow(secret));
    await page.getByRole("button", { name: "Go on" }).click();

    await expect(page.getByRole("heading", { level: 1, name: "Recovery codes" })).toBeVisible();
    await page.getByRole("button", { name: "Make my recovery codes" }).click();
    const shown = page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem");
    await expect(shown).toHaveCount(10);
    const codes = await shown.allTextContents();
    await expectAccessible(page);
    await page.getByRole("link", { name: "I have kept them: go on" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await signOut(page, officer);

    for (const [code = "", works] of [
      [codes[0], true],
      [codes[0], false],
    ] as const) {
      await page.goto("/sign-in");
      await fillPassword(page, officer);
      await page.getByRole("link", { name: "I do not have my app here" }).click();
      await page.getByLabel("Recovery code").fill(code.toLowerCase());
      await page.getByRole("button", { name: "Go on" }).click();
      if (!works) await expect(page.getByRole("link", { name: /or it has been used/ })).toBeVisible();
      else {
        await expect(page.getByText("You have used a recovery code")).toBeVisible();
        await expect(page.getByText("Recovery codes left: 9.")).toBeVisible();
        await expectAccessible(page);
        await signOut(page, officer);
      }
    }
  });
});

test("a person sees where they are signed in, and signs out elsewhere", async ({ page, browser }) => {
  await signIn(page, governor);
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await signIn(elsewhere, governor);
  await page.goto("/account");
  await page.getByRole("button", { name: "Sign out everywhere else" }).click();
  await expect(page.getByText("Signed out there.")).toBeVisible();
  await elsewhere.goto("/home");
  await expect(elsewhere.getByText("You were signed out.")).toBeVisible();
  await expect(page.getByText("(this one)")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Sign-in and sessions" })).toBeVisible();
  await other.close();
});

test("whoever is raised to see pupils is asked for a second factor at the next request", async ({ page }) => {
  const urn = schoolOf(governor);
  const raise = (level: number) =>
    adminSql()`update app.access set level = ${level} where urn = ${urn} and email = ${governor.email}`;
  await signIn(page, governor);
  await raise(2);
  try {
    await page.goto(`/school/${urn}`);
    await expect(page.getByRole("heading", { level: 1, name: "Set up your second factor" })).toBeVisible();
    expect((await page.request.get(`/school/${urn}`, { maxRedirects: 0 })).status()).toBe(307);
  } finally {
    await raise(3);
  }
});

test("two minutes before a session ends unused one key keeps it, and what was typed stays", async ({ page }) => {
  await page.clock.install();
  await signIn(page, governor);
  await page.goto("/account");
  await expect(page.getByRole("heading", { level: 1, name: "Sign-in and sessions" })).toBeVisible();
  const seen = (minutes: number) =>
    adminSql()`update auth.sessions s set seen_at = now() - ${`${minutes} minutes`}::interval
      from auth.people p where p.id = s.person_id and p.email = ${governor.email}`;
  await seen(29);
  await page.clock.fastForward("28:30");
  const dialog = page.getByRole("dialog", { name: "You will be signed out in two minutes" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  expect(await (await page.request.get("/api/session")).json()).toMatchObject({ idleMs: expect.any(Number) });
  await seen(31);
  await page.clock.fastForward("28:30");
  await expect(page.getByRole("dialog", { name: "You have been signed out" })).toBeVisible();
});
