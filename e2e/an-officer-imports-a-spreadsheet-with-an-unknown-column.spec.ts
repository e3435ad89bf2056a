import { expect, type Page, test } from "@playwright/test";
import { makeUpn } from "@/lib/upn";
import { demo, personCalled } from "./support/people";
import { expectAccessible, signIn } from "./support/product";

const la = demo().la;
const stamp = Date.now();
const serial = (n: number) => String((stamp + n) % 1000).padStart(3, "0");

const child = (n: number) =>
  [makeUpn(la, "2001", "16", serial(n)), `Hazelwood${"ab"[n]}`, "Rowan", "04/03/2016", "F", "1", "Class 1R", "33"].join(
    ";",
  );
/** As Excel saves it in Britain's Windows-1252 with semicolons; the marks' heading is a system's own. */
const sheet = (note: string) =>
  Buffer.from(
    `sep=;\r\nUPN;Legal surname;Forename(s);Date of birth;Gender;Yr;${note};Screening total ${stamp}\r\n${child(0)}\r\n${child(1)}\r\n`,
    "latin1",
  );

const queued = (page: Page, name: string) =>
  page.getByRole("region", { name: "In the queue" }).getByRole("listitem").filter({ hasText: name });
const upload = (page: Page, name: string) => page.locator("details", { has: page.getByText(name, { exact: true }) });

async function send(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByLabel("Import new file").setInputFiles({ name, mimeType: "text/csv", buffer });
  await expect(queued(page, name).getByText("Waiting for your answer")).toBeVisible({ timeout: 30_000 });
}

/** Chooses school and year, and keeps what is held of the school. */
async function answer(page: Page, name: string): Promise<void> {
  const item = queued(page, name);
  await item.getByLabel("School", { exact: true }).selectOption({ index: 1 });
  await item.getByLabel("Academic year").selectOption("2021/22");
  await item.getByRole("button", { name: `Go on ${name}` }).click();
  const retain = item.getByRole("button", { name: `Retain ${name}` });
  await expect(retain.or(upload(page, name)).first()).toBeVisible({ timeout: 30_000 });
  if (await retain.isVisible()) await retain.click();
  await expect(upload(page, name)).toBeVisible({ timeout: 30_000 });
}

test.describe.configure({ mode: "serial" });

test("an officer says once what an unknown column is, and it is remembered", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, personCalled("LA data officer"));
  await page.goto(`/la/${la}/imports`);
  const first = `marks ${stamp}.csv`;

  await test.step("what the sheet does not say is asked, each thing with its words", async () => {
    await send(page, first, sheet("Class"));
    const item = queued(page, first);
    await expect(item).toContainText(`“Class” and “Screening total ${stamp}” in ${first} could be any column`);
    await expect(item).toContainText("does not say its school and its year");
    await expectAccessible(page);
  });

  await test.step("an answer that is missing is told, and what was chosen still stands", async () => {
    const item = queued(page, first);
    await item.getByLabel("Column “Class”").selectOption("Leave it out");
    await item.getByRole("button", { name: `Go on ${first}` }).click();
    await expect(item.getByRole("alert")).toContainText("say which column holds the results");
    await expect(item.getByLabel("Column “Class”")).toHaveValue("");
  });

  await test.step("the answers take it in", async () => {
    await queued(page, first).getByLabel(`Column “Screening total ${stamp}”`).selectOption("phonics.mark");
    await answer(page, first);
    await expect(upload(page, first)).toContainText("Imported");
    await expect(upload(page, first)).toContainText("Phonics, 2022");
  });

  await test.step("the next sheet asks for its school and year alone, and says what was remembered", async () => {
    const next = `again ${stamp}.csv`;
    await send(page, next, sheet("Class").subarray(0, -2));
    await expect(queued(page, next).getByLabel(/^Column/)).toHaveCount(0);
    await answer(page, next);
    await expect(upload(page, next)).toContainText(
      `“Class” was left out and “Screening total ${stamp}” was read as Mark`,
    );
  });
});

test("a template can be had in both forms, and its headings are the right ones", async ({ page }) => {
  await signIn(page, personCalled("LA data officer"));
  await page.goto(`/la/${la}/imports`);
  await page.getByText("Templates for spreadsheets").click();
  await page.getByLabel("Phonics screening check, year").selectOption("2024");
  await expectAccessible(page);
  for (const [button, ending] of [
    ["Download as CSV", "csv"],
    ["Download as Excel", "xlsx"],
  ]) {
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: `${button} (Phonics screening check)` }).click();
    expect((await downloading).suggestedFilename()).toMatch(
      new RegExp(`^Phonics screening check 2024 template\\.${ending}$`),
    );
  }
});
