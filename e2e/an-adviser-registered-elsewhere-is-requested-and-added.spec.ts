import { expect, test } from "@playwright/test";
import { addAccess } from "@/lib/access/operate";
import { closeDatabase } from "@/lib/database";
import { adminSql, closeAdmin } from "./support/database";
import { demo, personCalled, schoolOf } from "./support/people";
import { expectAccessible, signIn } from "./support/product";
import { acceptInvitation, newPerson, openRegister, tickDeclarations } from "./support/register";

const { la } = demo();
const head = personCalled("Headteacher");
const urn = schoolOf(head);

test.afterAll(async () => {
  await closeDatabase();
  await closeAdmin();
});

async function otherSchool(): Promise<{ urn: string; name: string }> {
  const [other] = await adminSql()<{ urn: string; name: string }[]>`
    select s.urn, r.name from app.schools s join ref.schools r on r.urn = s.urn where s.la_code = ${la} and s.urn <> ${urn} order by s.urn desc limit 1`;
  if (!other) throw new Error("The demo has one school alone.");
  return other;
}

test("an adviser registered at another school is asked for, added at Level 3 with the log-in they have, and both see it", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  const there = await otherSchool();
  const adviser = newPerson("Ravi Registered");
  await addAccess(la, { ...adviser, urn: there.urn, level: 3 });
  await acceptInvitation(adviser);

  await signIn(page, head);
  await page.goto(`/school/${urn}/access-register/add/new`);
  await page.getByLabel("Name", { exact: true }).fill(adviser.name);
  await page.getByLabel("E-mail address").fill(adviser.email);
  await page.getByLabel("What they need the data for").fill("Moderation");
  await tickDeclarations(page);
  await page.getByRole("button", { name: "Let them in" }).click();
  await expect(page.getByText("Nobody was let in: this person may be registered already")).toBeVisible();
  expect(await page.getByRole("main").getByRole("heading").allInnerTexts()).toContain("Ask the authority to add them");
  await expect(page.getByLabel("School where they are registered")).toHaveValue("");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByRole("main").getByRole("alert").getByRole("link").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("The person’s name").fill(adviser.name);
  await page.getByLabel("School where they are registered").fill(there.name);
  await page.getByLabel("What they need the data for").fill("Moderation");
  await tickDeclarations(page);
  await page.getByRole("button", { name: "Send the request" }).click();
  const asked = page.getByRole("row").filter({ hasText: adviser.name });
  await expect(asked).toContainText("Waits for an answer");
  await expectAccessible(page);

  const administrator = await (await browser.newContext()).newPage();
  await signIn(administrator, personCalled("LA administrator"));
  await administrator.goto(`/la/${la}`);
  await administrator.getByRole("link", { name: "Requests" }).click();
  await expectAccessible(administrator);
  await administrator.getByRole("link", { name: adviser.name }).click();
  await expect(administrator.getByText(there.name).first()).toBeVisible();
  await expectAccessible(administrator);
  const found = administrator.getByRole("listitem").filter({ hasText: adviser.email });
  await administrator.getByLabel("Name or e-mail address").fill("nobody called so");
  await administrator.getByRole("button", { name: "Search" }).click();
  await expect(administrator.getByText("Nobody of the authority")).toBeVisible();
  await administrator.getByLabel("Name or e-mail address").fill("registered ravi");
  await administrator.getByRole("button", { name: "Search" }).click();
  expect(administrator.url()).not.toMatch(/ravi/i);
  await found.getByRole("button", { name: /Add at Level 3/ }).click();
  await expect(administrator.getByText("Added. The school and the person are told by e-mail.")).toBeVisible();

  await openRegister(page);
  const entered = page.getByRole("row").filter({ hasText: adviser.email });
  await expect(entered).toContainText("Level 3: figures only");
  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, adviser);
  await expect(theirs.getByRole("button", { name: there.name })).toBeVisible();
  expect((await theirs.goto(`/school/${urn}`))?.status()).toBe(200);
});

test("a declined request comes back with the authority's words", async ({ page, browser }) => {
  test.setTimeout(90_000);
  const who = newPerson("Nora Nobody");
  await signIn(page, head);
  await page.goto(`/school/${urn}/access-register/add`);
  await page.getByRole("link", { name: /^Yes/ }).click();
  await page.getByLabel("The person’s name").fill(who.name);
  await page.getByLabel("School where they are registered").fill("A school that nobody knows");
  await page.getByLabel("What they need the data for").fill("Moderation");
  await tickDeclarations(page);
  await page.getByRole("button", { name: "Send the request" }).click();
  await expect(page.getByRole("row").filter({ hasText: who.name })).toBeVisible();
  const administrator = await (await browser.newContext()).newPage();
  await signIn(administrator, personCalled("LA administrator"));
  await administrator.goto(`/la/${la}/requests`);
  await administrator.getByRole("link", { name: who.name }).click();
  await administrator.getByRole("button", { name: "Decline the request" }).click();
  await expect(administrator.getByRole("main").getByRole("alert").getByRole("link")).toHaveText([
    "Say why not, for those who asked",
  ]);
  await expectAccessible(administrator);
  await administrator.getByLabel("Why not").fill("We know nobody of this name.");
  await administrator.getByRole("button", { name: "Decline the request" }).click();
  await expect(administrator.getByText("Declined. The school is told by e-mail.")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("row").filter({ hasText: who.name })).toContainText("We know nobody of this name.");
});
