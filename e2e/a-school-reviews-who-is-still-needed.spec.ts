import { expect, test } from "@playwright/test";
import { addAccess } from "@/lib/access/operate";
import { keepReviews } from "@/lib/access/register/review";
import { closeDatabase } from "@/lib/database";
import { closeQueue } from "@/lib/queue";
import { adminSql, closeAdmin } from "./support/database";
import { demo, personCalled, schoolOf } from "./support/people";
import { expectAccessible, signIn } from "./support/product";
import { acceptInvitation, newPerson, openRegister } from "./support/register";

const { la } = demo();
const head = personCalled("Headteacher");
const urn = schoolOf(head);

test.afterAll(async () => {
  // The review has suspended the demo's people as well, whom the other scenarios sign in as.
  await adminSql()`update app.access set suspended_at = null where urn = ${urn}`;
  await closeQueue();
  await closeDatabase();
  await closeAdmin();
});

test("a school confirms who is still needed; who is not is suspended, and is back in two clicks", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const sql = adminSql();
  const [kept, forgotten] = [newPerson("Karl Kept"), newPerson("Fay Forgotten")];
  for (const each of [kept, forgotten]) {
    await addAccess(la, { ...each, urn, level: 3 });
    await acceptInvitation(each);
    await sql`update app.access set since = now() - interval '1 year' where urn = ${urn} and email = ${each.email}`;
  }
  await sql`delete from app.reviews where urn = ${urn}`;
  await keepReviews();

  await signIn(page, head);
  await openRegister(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Review who is still needed" }).click();
  await expect(page.getByRole("listitem").filter({ hasText: forgotten.email })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: `Still needed ${kept.name}` }).click();
  await expect(page.getByRole("listitem").filter({ hasText: kept.email })).toHaveCount(0);

  const theirs = await (await browser.newContext()).newPage();
  await signIn(theirs, forgotten);
  expect((await theirs.request.get(`/school/${urn}`)).status()).toBe(200);
  await sql`update app.reviews set due = now() where urn = ${urn}`;
  await keepReviews();
  expect((await theirs.request.get(`/school/${urn}`)).status()).toBe(404);

  await openRegister(page);
  await expect(page.getByRole("table", { name: "Suspended" })).toContainText(forgotten.email);
  await expect(page.getByRole("table", { name: "Who has access now" })).toContainText(kept.email);
  await expectAccessible(page);
  await page.getByRole("button", { name: `Restore ${forgotten.name}` }).click();
  await expect(page.getByText("Back in, as before.")).toBeVisible();
  expect((await theirs.request.get(`/school/${urn}`)).status()).toBe(200);
});
