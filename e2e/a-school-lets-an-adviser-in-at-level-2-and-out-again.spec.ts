import { expect, test } from "@playwright/test";
import { closeDatabase } from "@/lib/database";
import { closeAdmin } from "./support/database";
import { personCalled, schoolOf } from "./support/people";
import { expectAccessible, signIn } from "./support/product";
import { acceptInvitation, newPerson, openRegister, tickDeclarations } from "./support/register";

const head = personCalled("Headteacher");
const urn = schoolOf(head);

test.afterAll(async () => {
  await closeDatabase();
  await closeAdmin();
});

test("a school lets an adviser in at Level 2 with declarations, they see pupils, and are out mid-session once removed", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const adviser = newPerson("Asha Adviser");
  await signIn(page, head);
  await openRegister(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Let somebody in" }).click();
  await expect(page.getByRole("heading", { name: "Already registered with another school?" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: /^No/ }).click();
  await expect(page.getByLabel("Level 3: figures only")).toBeChecked();
  await expectAccessible(page);

  await page.getByLabel("Name", { exact: true }).fill(adviser.name);
  await page.getByLabel("E-mail address").fill(adviser.email);
  await page.getByLabel("Level 2: pupils by name").check();
  await page.getByRole("button", { name: "Let them in" }).click();
  const alert = page.getByRole("main").getByRole("alert");
  for (const words of [/safeguarding/, /data protection/, /acceptable-use/, /need the data for/, /DBS check/])
    await expect(alert.getByRole("link", { name: words })).toBeVisible();
  await expect(page.getByLabel("E-mail address")).toHaveValue(adviser.email);
  await expect(page.getByLabel("Level 2: pupils by name")).toBeChecked();
  await expectAccessible(page);

  await page.getByLabel("What they need the data for").fill("Support with early reading");
  await page.getByLabel("Organisation").fill("Read Well");
  await page.getByLabel("Day on which you saw the DBS check").fill("2026-01-05");
  await tickDeclarations(page);
  await page.getByRole("button", { name: "Let them in" }).click();
  await expect(page.getByText("Let in. The person is told by e-mail at once.")).toBeVisible();
  const row = page.getByRole("row").filter({ hasText: adviser.email });
  for (const words of [
    "Level 2: pupils by name",
    "Read Well",
    "Support with early reading",
    `by ${head.name}`,
    "Not yet",
  ])
    await expect(row).toContainText(words);

  await acceptInvitation(adviser);
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, adviser);
  await theirs.goto(`/reports/standard-pack?urn=${urn}&year=2026`);
  await expect(theirs.getByRole("columnheader", { name: "UPN" }).first()).toBeVisible();
  expect((await theirs.goto(`/school/${urn}/access-register`))?.status()).toBe(403);
  await expect(theirs.getByRole("link", { name: "Access Register" })).toHaveCount(0);

  await page.getByRole("link", { name: "See who opened what" }).click();
  const opened = page
    .getByRole("row")
    .filter({ hasText: adviser.name })
    .filter({ hasText: "Opened Standard Pack, 2026" });
  await expect(opened.first()).toContainText("by name");
  await expectAccessible(page);
  await page.goto(`/school/${urn}/access-register`);
  await expect(row).not.toContainText("Not yet");

  await row.getByRole("link", { name: adviser.name }).click();
  await expect(page.getByRole("row").filter({ hasText: "DBS check seen on 5 January 2026" })).toContainText(head.name);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Remove from the register" }).click();
  await expect(page.getByRole("heading", { name: `Remove ${adviser.name}?` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Remove ${adviser.name}` }).click();
  await expect(page.getByText("Removed. The person’s next request finds nothing.")).toBeVisible();
  const over = page.getByText(/Ended or removed in the last twelve months/);
  await over.click();
  await expect(row).toContainText("Removed");

  for (const address of [
    `/school/${urn}`,
    `/reports/standard-pack?urn=${urn}&year=2026`,
    `/reports/standard-pack/download?urn=${urn}&year=2026&format=pdf`,
  ])
    expect((await theirs.request.get(address)).status(), address).toBe(404);
  await theirs.reload();
  await expect(theirs.getByRole("heading", { name: "Page not found" })).toBeVisible();
});

test("a level raised with declarations shows names at the next request, and lowered hides them at the next", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const governor = newPerson("Gwen Governor");
  await signIn(page, head);
  await page.goto(`/school/${urn}/access-register/add/new`);
  await page.getByLabel("Name", { exact: true }).fill(governor.name);
  await page.getByLabel("E-mail address").fill(governor.email);
  await page.getByLabel("What they need the data for").fill("Governor for reading");
  await tickDeclarations(page);
  await page.getByRole("button", { name: "Let them in" }).click();
  await page.getByRole("link", { name: governor.name }).click();
  await acceptInvitation(governor);
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, governor);
  const pack = `/reports/standard-pack?urn=${urn}&year=2026`;
  const upns = async () => {
    await theirs.goto(pack);
    await expect(theirs.getByText(/Level [23]: (no pupil is|pupils) named/).first()).toBeVisible();
    return theirs.getByRole("columnheader", { name: "UPN" }).count();
  };
  expect(await upns()).toBe(0);
  await page.getByRole("link", { name: "Raise to Level 2" }).click();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Raise to Level 2" }).click();
  await expect(page.getByRole("main").getByRole("alert").getByRole("link")).toHaveCount(4);
  await tickDeclarations(page);
  await page.getByLabel("Day on which you saw the DBS check").fill("2026-02-03");
  await page.getByRole("button", { name: "Raise to Level 2" }).click();
  await expect(page.getByText("Saved. It holds from their next request on")).toBeVisible();
  expect(await upns()).toBeGreaterThan(0);
  await page.getByRole("link", { name: "Lower to Level 3" }).click();
  await page.getByRole("button", { name: "Lower to Level 3" }).click();
  await expect(page.getByText("Saved. It holds from their next request on")).toBeVisible();
  expect(await upns()).toBe(0);
});

test("the head's own entry has nothing to change, and the last Level 1 stays", async ({ page }) => {
  await signIn(page, head);
  await openRegister(page);
  await page.getByRole("row").filter({ hasText: "(you)" }).getByRole("link").click();
  await expect(page.getByText("This is your own entry, which you cannot change.")).toBeVisible();
  await expect(page.getByRole("main").getByRole("button")).toHaveCount(0);
  const own = page.url();
  expect((await page.goto(`${own}/remove`))?.status()).toBe(404);

  const theirs = await page.context().browser()?.newContext();
  const administrator = await theirs?.newPage();
  if (!administrator) throw new Error("There is no browser.");
  await signIn(administrator, personCalled("LA administrator"));
  await administrator.goto(`${own}/remove`);
  await administrator.getByRole("button", { name: /^Remove / }).click();
  await expect(administrator.getByRole("main").getByRole("alert")).toContainText("last Level 1, who cannot be removed");
});
