import { type Browser, expect, type Page, test } from "@playwright/test";
import { addAccess } from "@/lib/access/operate";
import { closeDatabase } from "@/lib/database";
import { adminSql, closeAdmin } from "./support/database";
import { setUpLogIn } from "./support/log-in";
import { demo, type Person, personCalled } from "./support/people";
import { expectAccessible, signIn } from "./support/product";

const { la } = demo();
const admin = personCalled("LA administrator");
const base = `/la/${la}`;
const unique = Date.now();
const person = (who: string): Person => ({
  email: `${who.toLowerCase()}.${unique}@authority.example`,
  name: `Robin ${who}`,
  title: who,
  password: "copper lantern otter basin",
  secret: "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP",
});

test.afterAll(async () => {
  await Promise.all([closeDatabase(), closeAdmin()]);
});

async function signedIn(browser: Browser, who: Person): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, who);
  return page;
}

async function noWiderThanScreen(page: Page): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide).toBeLessThanOrEqual(0);
}

test("an officer is invited, sees nothing, is given a right and has it at the next request, is removed and is out", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const officer = person("Officer");
  await signIn(page, admin);
  await page.goto(base);
  await page.getByRole("link", { name: "People" }).click();
  await expect(page.getByRole("heading", { name: "Staff", level: 1 })).toBeVisible();
  await expect(page.getByText("There is only one administrator")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Invite somebody" }).click();
  await page.getByLabel("E-mail address").fill("robin at authority");
  await page.getByRole("button", { name: "Invite" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Enter the person’s name");
  await expect(page.getByLabel("E-mail address")).toHaveValue("robin at authority");
  await expectAccessible(page);
  await page.getByLabel("Name").fill(officer.name);
  await page.getByLabel("E-mail address").fill(officer.email);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("An e-mail is on its way")).toBeVisible();

  await setUpLogIn(officer);
  const own = await signedIn(browser, officer);
  await expect(own.getByText("You have no right to see results yet")).toBeVisible();
  expect((await own.goto(`${base}/data/phonics/2026`))?.status()).toBe(403);
  expect((await own.goto(`${base}/people`))?.status()).toBe(403);

  await page.getByRole("group", { name: "Assessment" }).getByLabel("See", { exact: true }).check();
  await expect(page.getByRole("group", { name: "CLA" })).toContainText("no data of this kind is kept here yet");
  await page.getByRole("button", { name: "Save rights" }).click();
  await expect(page.getByText("It holds from their next request on")).toBeVisible();
  await expectAccessible(page);

  await own.goto("/home");
  await expect(own).toHaveURL(new RegExp(`${base}$`));
  await expect(own.getByText("How far each dataset has come")).toBeVisible();
  for (const path of ["", "/schools", "/imports", "/data/phonics/2026"]) {
    await own.goto(base + path);
    await expect(own.locator("body")).not.toContainText(/CLA|looked after/);
    await expect(own.getByRole("link", { name: "People" })).toHaveCount(0);
  }

  await page.getByRole("link", { name: `Remove ${officer.name}` }).click();
  await expect(page.getByRole("heading", { name: `Remove ${officer.name}?` })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Remove from the staff" }).click();
  await expect(page.getByText("Removed. Their next request finds nothing.")).toBeVisible();
  expect((await own.goto(base))?.status()).toBe(404);
  await own.close();

  await page.getByRole("link", { name: "History" }).click();
  const first = page.getByRole("row").nth(1);
  await expect(first).toContainText(`${officer.name} removed from the staff`);
  await expect(first).toContainText(admin.name);
  await expectAccessible(page);
});

test("nobody changes their own rights, and joiners and leavers are had as CSV", async ({ page }) => {
  await signIn(page, admin);
  await page.goto(`${base}/people`);
  await page.getByRole("link", { name: admin.name }).click();
  await expect(page.getByText("Nobody changes their own; ask another administrator.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Save rights" })).toHaveCount(0);
  await page.getByRole("link", { name: "Joiners, movers, leavers" }).click();
  await expect(page.getByRole("row").filter({ hasText: "Robin Officer" }).filter({ hasText: "Left" })).toHaveCount(1);
  await expectAccessible(page);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/joiners movers leavers .*\.csv$/);
});

test("a school without an agreement is told what it has and whom to ask, and keeps what never needs one", async ({
  page,
  browser,
}) => {
  test.setTimeout(120_000);
  const [row] = await adminSql()<{ urn: string; name: string }[]>`
    select s.urn, r.name from app.schools s join ref.schools r on r.urn = s.urn
    where s.la_code = ${la} and r.close_date is null and exists (select from app.sla p where p.urn = s.urn)
      and not exists (select from app.sla p where p.urn = s.urn and p.until >= current_date)`;
  const { urn, name } = row as { urn: string; name: string };
  const head = person("Head");
  await addAccess(la, { email: head.email, name: head.name, urn, level: 1 });
  await setUpLogIn(head);
  const own = await signedIn(browser, head);
  const closed = "Reports are not open for this school at the moment";
  await expect(own.getByText(closed)).toBeVisible();
  await expect(own.locator("main")).toContainText(
    /The last agreement with the authority ended on 31 August \d{4}\. Ask Calderwick/,
  );
  await expect(own.getByRole("heading", { name: "What needs doing" })).toBeVisible();
  await expect(own.getByRole("link", { name: "Standard Reports" })).toHaveCount(0);
  await expectAccessible(own);
  const pack = `/reports/standard-pack?urn=${urn}&year=2026`;
  for (const path of [`/school/${urn}/standard-reports`, pack]) {
    await own.goto(path);
    await expect(own.getByText(closed)).toBeVisible();
  }
  const file = await own.request.get(`/reports/standard-pack/download?urn=${urn}&year=2026&format=csv`);
  expect(file.status()).toBe(403);
  expect((await file.json()).error).toContain("Ask Calderwick");
  await own.goto(`/school/${urn}/data-tools`);
  await expect(own.getByText("Not open at the moment")).toBeVisible();

  await signIn(page, admin);
  await page.goto(`${base}/agreements`);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Show what changes" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "There is a problem" })).toBeVisible();
  await page.getByRole("checkbox", { name }).check();
  await page.getByLabel("First day").fill("2026-01-01");
  await page.getByLabel("Last day").fill("2039-12-31");
  await page.getByRole("button", { name: "Show what changes" }).click();
  await expect(page.getByRole("heading", { name: "This changes 1 school" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change 1 school" }).click();
  await expect(page.getByText("1 school’s agreements have been changed.")).toBeVisible();
  await own.goto(pack);
  await expect(own.getByRole("heading", { name: "Standard Pack" })).toBeVisible();
  await own.goto(`/school/${urn}`);
  await expect(own.getByText("runs until 31 December 2039")).toBeVisible();

  await page.goto(`${base}/agreements?act=end&of=ticked&urn=${urn}&until=2026-01-31`);
  await page.getByRole("button", { name: "Change 1 school" }).click();
  await expect(page.getByText("1 school’s agreements have been changed.")).toBeVisible();
  await own.reload();
  await expect(own.getByText(closed)).toBeVisible();
  await page.getByRole("button", { name: "Open reports to every school" }).click();
  await expect(page.getByText("Agreements are not used")).toBeVisible();
  await own.goto(pack);
  await expect(own.getByRole("heading", { name: "Standard Pack" })).toBeVisible();
  await page.getByRole("button", { name: "Let reports need an agreement" }).click();
  await expect(page.getByText("Reports need an agreement")).toBeVisible();
  await own.close();
});

test("first Level 1s are let in from a list: what is wrong is said by line and stays to be put right", async ({
  page,
}) => {
  test.setTimeout(90_000);
  await signIn(page, admin);
  await page.goto(`${base}/people/leaders`);
  await expectAccessible(page);
  const free = page
    .getByRole("region", { name: /have no Level 1|has no Level 1/ })
    .getByRole("row")
    .nth(1);
  const number = (await free.getByRole("cell").first().textContent()) ?? "";
  await page.getByRole("link", { name: "Let in many from a list" }).click();
  const wrong = `${la}/9999, Kim Lee, kim.${unique}@school.example`;
  await page
    .getByLabel("The list, one school a line")
    .fill(`${number}, Sam Carter, sam.${unique}@school.example\n${wrong}`);
  await page.getByRole("button", { name: "Check the list" }).click();
  await expect(page.getByText("1 of 2 lines can be done.")).toBeVisible();
  await expect(page.getByText(`“${la}/9999” is no school of this authority`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Let in 1 at Level 1" }).click();
  await expect(page.getByText("1 school has its first Level 1 now.")).toBeVisible();
  await expect(page.getByLabel("The list, one school a line")).toHaveValue(wrong);
  await page.goto(`${base}/people/leaders`);
  const row = page.getByRole("row").filter({ hasText: `sam.${unique}@school.example` });
  await row.getByRole("button", { name: /Still right/ }).click();
  await expect(row).toContainText("Still right on");
});

test("a school moves to another Locality, and a wrong setting is said at its field", async ({ page }) => {
  test.setTimeout(90_000);
  await signIn(page, admin);
  await page.goto(`${base}/localities`);
  await expectAccessible(page);
  const name = `Riverside ${unique}`;
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Add" }).click();
  await expect(page.getByRole("heading", { name, level: 1 })).toBeVisible();
  await page.getByRole("region", { name: "Schools to tick" }).first().getByRole("checkbox").first().check();
  await page.getByRole("button", { name: "Move in" }).click();
  await expect(page.getByText("1 school moves.")).toBeVisible();
  await expect(page.getByRole("table", { name: "Schools today" }).getByRole("row")).toHaveCount(2);
  await expectAccessible(page);

  await page.goto(`${base}/settings`);
  await page.getByLabel("Threshold for small numbers").fill("5");
  await page.getByRole("button", { name: "Save" }).click();
  const summary = page.getByRole("alert").filter({ hasText: "There is a problem" });
  await expect(summary).toBeFocused();
  await summary.getByRole("link").click();
  await expect(page.getByLabel("Threshold for small numbers")).toBeFocused();
  await expectAccessible(page);
  await page.getByLabel("Threshold for small numbers").fill("6");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test("no page of the authority is wider than the screen", async ({ page }) => {
    test.setTimeout(90_000);
    await signIn(page, admin);
    const paths = ["people", "people/invite", "people/leaders", "people/leaders/list", "people/movements"];
    for (const path of [...paths, "agreements", "localities", "localities/list", "settings", "history"]) {
      await page.goto(`${base}/${path}`);
      await expect(page.locator("h1")).toBeVisible();
      await noWiderThanScreen(page);
      await expectAccessible(page);
    }
  });
});

test("without scripts an officer is invited and given rights", async ({ browser }) => {
  test.setTimeout(90_000);
  const officer = person("Plain");
  const page = await browser.newPage({ javaScriptEnabled: false });
  await signIn(page, admin);
  await page.goto(`${base}/people/invite`);
  await page.getByLabel("Name").fill(officer.name);
  await page.getByLabel("E-mail address").fill(officer.email);
  await page.getByRole("button", { name: "Invite" }).click();
  await expect(page.getByText("An e-mail is on its way")).toBeVisible();
  await page.getByRole("group", { name: "Assessment" }).getByLabel("See and edit").check();
  await page.getByRole("button", { name: "Save rights" }).click();
  await page.goto(`${base}/people`);
  await expect(page.getByRole("row").filter({ hasText: officer.name })).toContainText("Edits Assessment");
  await page.close();
});
