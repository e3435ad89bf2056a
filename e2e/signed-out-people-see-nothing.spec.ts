import { expect, test } from "@playwright/test";
import { demo, personCalled, schoolOf } from "./support/people";
import { expectAccessible, fillSignIn, pathOf, signIn, signOut } from "./support/product";

const head = personCalled("Headteacher");
const urn = schoolOf(head);
const { la } = demo();
const guarded = [
  "/home",
  `/school/${urn}`,
  `/school/${urn}/standard-reports`,
  `/reports/standard-pack?urn=${urn}&year=latest`,
  `/la/${la}`,
  `/la/${la}/schools`,
];

for (const address of guarded) {
  test(`whoever is not signed in is led from ${address} to sign-in, and sees nothing of it`, async ({ page }) => {
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: "Sign in" })).toBeVisible();
    expect(new URL(page.url()).searchParams.get("to")).toBe(address);
  });
}

test("sign-in leads back to the page that was asked for", async ({ page }) => {
  await page.goto(`/school/${urn}/standard-reports`);
  await expectAccessible(page);
  await fillSignIn(page, head);
  expect(pathOf(page)).toBe(`/school/${urn}/standard-reports`);
});

test("sign-in leads to no other site", async ({ page }) => {
  await page.goto("/sign-in?to=//example.com/");
  await fillSignIn(page, head);
  await expect(page).toHaveURL(`/school/${urn}`);
});

test("sign-in says the same of a wrong password and of an unknown address", async ({ page }) => {
  const said: (string | null)[] = [];
  for (const email of [head.email, "nobody@elsewhere.example"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password").fill("not this one");
    await page.getByRole("button", { name: "Sign in" }).click();
    const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
    await expect(summary).toBeFocused();
    said.push(await summary.textContent());
    await expect(page.getByLabel("E-mail address")).toHaveValue(email);
    await expectAccessible(page);
  }
  expect(said[0]).toBe(said[1]);
});

test("sign-in works without scripts", async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page, head);
  await expect(page).toHaveURL(`/school/${urn}`);
  await context.close();
});

test("signed-in pages are kept by no cache, and signing out ends the session", async ({ page, context }) => {
  await signIn(page, head);
  const answer = await page.goto(`/school/${urn}`);
  expect(answer?.headers()["cache-control"]).toBe("private, no-store");
  const before = await context.cookies();
  await signOut(page, head);
  await expect(page.getByText("You have signed out.")).toBeVisible();

  await context.addCookies(before);
  await page.goto(`/school/${urn}`);
  await expect(page.getByText("You were signed out.", { exact: false })).toBeVisible();
});

test("another school and another authority are not found, as if they were not there", async ({ page }) => {
  await signIn(page, head);
  const texts: (string | null)[] = [];
  for (const address of [
    "/school/100000",
    "/school/abc",
    `/la/${la}`,
    "/la/201",
    "/reports/standard-pack?urn=100000",
  ]) {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    texts.push(await page.getByRole("main").textContent());
  }
  expect(new Set(texts).size).toBe(1);
  await expectAccessible(page);
});
