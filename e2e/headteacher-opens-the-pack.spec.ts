import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { personCalled, schoolOf } from "./support/people";
import { expectAccessible, signIn } from "./support/product";

const head = personCalled("Headteacher");
const urn = schoolOf(head);

test("a headteacher opens the pack with one click and downloads it as PDF", async ({ page }) => {
  await signIn(page, head);
  await expect(page).toHaveURL(`/school/${urn}`);
  await expectAccessible(page);

  await page.getByRole("link", { name: "Open the Standard Pack" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Standard Pack" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "EYFSP summary" })).toBeVisible();
  await expect(page.getByRole("heading", { level: 2, name: "Phonics summary" })).toBeVisible();
  await expect(page.getByText("Data as at").first()).toBeVisible();
  await expectAccessible(page);

  const arriving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Download PDF" }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/ \(\d{3}-\d{4}\) Standard Pack 20\d\d\.pdf$/);
  const bytes = await readFile(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe("%PDF-");
  expect(bytes.includes("/MarkInfo")).toBe(true);
});

test("every report is listed by year, with its downloads beside it", async ({ page }) => {
  await signIn(page, head);
  await page.getByRole("link", { name: "Standard Reports" }).first().click();
  await expect(page.getByRole("heading", { level: 1, name: "Standard Reports" })).toBeVisible();
  await expectAccessible(page);

  await page
    .getByRole("link", { name: /^EYFSP summary, 20\d\d$/ })
    .first()
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "EYFSP summary" })).toBeVisible();
  for (const [label, ending] of [
    ["Excel", "xlsx"],
    ["CSV", "csv"],
  ] as const) {
    const arriving = page.waitForEvent("download");
    await page.getByRole("link", { name: label, exact: true }).click();
    expect((await arriving).suggestedFilename()).toMatch(new RegExp(`EYFSP summary 20\\d\\d\\.${ending}$`));
  }
});
