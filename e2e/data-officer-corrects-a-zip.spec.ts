import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { writeFaultyZip } from "@/demo/faulty";
import { demo, personCalled } from "./support/people";
import { expectAccessible, signIn } from "./support/product";

const folder = mkdtempSync(path.join(tmpdir(), "keymark-faulty-"));
const name = `faulty ${Date.now()}.zip`;
const file = path.join(folder, name);
const faulty = writeFaultyZip(file);
const la = demo().la;

test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

const upload = (page: Page) => page.locator("details", { has: page.getByText(name, { exact: true }) });
const chip = (page: Page, label: string) => page.getByRole("button", { name: new RegExp(`^${label} `) });
const countOf = async (page: Page, label: string) =>
  Number((await chip(page, label).locator("strong").textContent())?.replace(",", ""));

/** Sends the file, lets what is held be replaced, corrections of an earlier run too, and waits until it is in. */
async function importFile(page: Page): Promise<void> {
  await page.goto(`/la/${la}/imports`);
  await page.getByLabel("Import new file").setInputFiles(file);
  const queued = page.getByRole("region", { name: "In the queue" }).getByRole("listitem").filter({ hasText: name });
  const replace = queued.getByRole("button", { name: /^(Replace|Go on) / });
  await expect(replace.or(upload(page)).first()).toBeVisible({ timeout: 30_000 });
  const keep = queued.getByRole("checkbox", { name: /^Keep the / });
  if (await keep.isVisible()) await keep.uncheck();
  if (await replace.isVisible()) await replace.click();
  await expect(upload(page)).toBeVisible({ timeout: 30_000 });
}

test.describe.configure({ mode: "serial" });

test("a refused file is told why where it stands, and nothing enters the queue", async ({ page }) => {
  await signIn(page, personCalled("LA data officer"));
  await page.goto(`/la/${la}/imports`);
  const empty = path.join(folder, "empty.xml");
  writeFileSync(empty, "");
  await page.getByLabel("Import new file").setInputFiles(empty);
  await expect(page.getByRole("listitem").filter({ hasText: "empty.xml" })).toContainText("The file is empty.");
  await expectAccessible(page);
});

test("a file that was chosen before the page's scripts ran is sent when they do", async ({ page }) => {
  await signIn(page, personCalled("LA data officer"));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`/la/${la}/imports`, { waitUntil: "commit" });
  const empty = path.join(folder, "early.xml");
  writeFileSync(empty, "");
  await page.getByLabel("Import new file").setInputFiles(empty);
  release();
  await expect(page.getByRole("listitem").filter({ hasText: "early.xml" })).toContainText("The file is empty.");
});

test("a data officer imports a ZIP with faults, corrects it, and sees the bell turn green", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, personCalled("LA data officer"));
  await importFile(page);

  await test.step("the upload's row shows the worst, and opens to words for each refusal", async () => {
    await expect(upload(page)).toContainText("2 of 5 refused");
    await upload(page).locator("summary").click();
    const rows = upload(page).getByRole("row");
    for (const refused of faulty.filter((each) => each.refused)) {
      const row = rows.filter({ hasText: refused.name }).filter({ hasText: "Refused" });
      await expect(row.first()).toBeVisible();
    }
    await expectAccessible(page);
  });

  const phonics = upload(page).getByRole("row").filter({ hasText: "Phonics" }).first();
  const bell = phonics.getByRole("link").last();
  await expect(bell).toHaveText(/error/);
  await bell.click();
  await expect(page.getByRole("heading", { level: 1, name: "Phonics screening check, 2026" })).toBeVisible();
  await expect(page.getByText(`Only schools of the import “${name}”`)).toBeVisible();

  await test.step("errors are corrected by keyboard and their count falls to none", () => correctErrors(page));
  await test.step("queries are marked correct with a reason, which can be taken back", () => markQueries(page));
  await expectAccessible(page);

  await page.goto(`/la/${la}/imports`);
  await upload(page).locator("summary").click();
  await expect(upload(page).getByRole("row").filter({ hasText: "Phonics" }).first()).toContainText("Passed");
});

const grid = (page: Page) => page.getByRole("grid");
const panel = (page: Page) => page.getByRole("region", { name: "Chosen record" });

/** The cell of a record by the head of its column; records are counted from 0. */
async function cellAt(page: Page, record: number, column: string) {
  const head = grid(page).getByRole("columnheader", { name: column, exact: true });
  const index = await head.getAttribute("aria-colindex");
  return grid(page).locator(`[aria-rowindex="${record + 3}"] [aria-colindex="${index}"]`);
}

/** Arrow keys from wherever the focus is, as someone without a mouse goes. */
async function goTo(page: Page, record: number, column: string): Promise<void> {
  const cell = await cellAt(page, record, column);
  await page.keyboard.press("Control+Home");
  for (let n = 0; n < record; n++) await page.keyboard.press("ArrowDown");
  for (let n = 0; n < 12 && !(await cell.evaluate((e) => e === document.activeElement)); n++)
    await page.keyboard.press("ArrowRight");
  await expect(cell).toBeFocused();
}

/** What puts each of the file's five errors right, in the order of surnames. */
const remedies: { column: string; words: RegExp; type(words: string): string }[] = [
  { column: "UPN", words: /check letter/, type: (words) => /right as (\w+)/.exec(words)?.[1] ?? "" },
  { column: "Year group", words: /year group/, type: () => "1" },
  { column: "Mark", words: /0 to 40 would be right/, type: () => "36" },
  { column: "Mark", words: /contradict/, type: () => "" },
  { column: "Outcome", words: /would be right/, type: () => "D" },
];

async function correctErrors(page: Page): Promise<void> {
  await chip(page, "Errors").click();
  await expect(page.getByText("5 shown")).toBeVisible();
  // Past the two chips that follow, Tab leads to the one cell of the grid that has the tab stop.
  for (let n = 0; n < 3; n++) await page.keyboard.press("Tab");
  await expect(await cellAt(page, 0, "School")).toBeFocused();
  for (const [record, { column, words, type }] of remedies.entries()) {
    await goTo(page, record, column);
    await expect(panel(page)).toContainText(words);
    const right = type((await panel(page).textContent()) ?? "");
    if (right === "") await page.keyboard.press("Delete");
    else {
      await page.keyboard.press("F2");
      await (column === "Outcome" ? page.keyboard.press("D") : page.keyboard.type(right));
      await page.keyboard.press("Enter");
    }
    await expect(await cellAt(page, record, column)).toHaveText(right);
    await expect.poll(() => countOf(page, "Errors")).toBe(remedies.length - record - 1);
  }
  await signedOutWhileTyping(page);
  await takeBack(page);
}

/** A session that ends under the hands: what was typed stays, and is saved once someone has signed in again. */
async function signedOutWhileTyping(page: Page): Promise<void> {
  await goTo(page, 0, "Forename");
  const before = (await (await cellAt(page, 0, "Forename")).textContent()) ?? "";
  const cookies = await page.context().cookies();
  await page.context().clearCookies();
  await page.keyboard.type("Kept");
  await page.keyboard.press("Enter");
  const alert = page.getByRole("alert").filter({ hasText: "1 change is not saved: you were signed out." });
  await expect(alert.getByRole("link", { name: "Sign in again in another tab" })).toBeVisible();
  await expect(await cellAt(page, 0, "Forename")).toHaveText("Kept");
  await expectAccessible(page);
  await page.context().addCookies(cookies);
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(alert).toHaveCount(0);
  await goTo(page, 0, "Forename");
  await page.keyboard.press("Control+z");
  await expect(await cellAt(page, 0, "Forename")).toHaveText(before);
}

/** The last edit undone and made again: the count rises and falls with it. */
async function takeBack(page: Page): Promise<void> {
  await goTo(page, 4, "Outcome");
  await page.keyboard.press("Control+z");
  await expect.poll(() => countOf(page, "Errors")).toBe(1);
  await page.keyboard.press("Enter");
  await page.keyboard.press("D");
  await page.keyboard.press("Enter");
  await expect.poll(() => countOf(page, "Errors")).toBe(0);
  await goTo(page, 4, "Outcome");
  // Made again by a key too; a fault leads to the cell that it is about.
  await page.keyboard.press("Control+z");
  await expect.poll(() => countOf(page, "Errors")).toBe(1);
  await page.keyboard.press("Home");
  await panel(page).getByRole("button", { name: "Outcome" }).click();
  await expect(await cellAt(page, 4, "Outcome")).toBeFocused();
  await page.keyboard.press("Control+y");
  await expect.poll(() => countOf(page, "Errors")).toBe(0);
  await panel(page).getByText("History of this record").click();
  await expect(panel(page)).toContainText("Undo");
  await expect(panel(page)).toContainText(name);
}

async function markQueries(page: Page): Promise<void> {
  await chip(page, "Open queries").click();
  const open = await countOf(page, "Open queries");
  expect(open).toBeGreaterThan(0);
  await expect(page.getByText(`${open} shown`)).toBeVisible();
  for (let record = 0; record < open; record++) {
    await (await cellAt(page, record, "Surname")).click();
    const button = panel(page).getByRole("button", { name: "Mark correct" });
    await button.click();
    await expect(panel(page)).toContainText("Say in a few words why it is correct");
    await panel(page).getByLabel("Why it is correct").fill("Checked with the school by telephone");
    await button.click();
    await expect(panel(page)).toContainText("Checked with the school by telephone");
    await expect.poll(() => countOf(page, "Open queries")).toBe(open - record - 1);
  }
  await panel(page).getByRole("button", { name: "Take the mark back" }).click();
  await expect.poll(() => countOf(page, "Open queries")).toBe(1);
  await panel(page).getByLabel("Why it is correct").fill("Checked with the school by telephone");
  await panel(page).getByRole("button", { name: "Mark correct" }).click();
  await expect.poll(() => countOf(page, "Open queries")).toBe(0);
}

test("the keyboard keeps its place in records that are still on their way", async ({ page }) => {
  await signIn(page, personCalled("LA data officer"));
  await page.goto(`/la/${la}/data/phonics/2026`);
  const records = await countOf(page, "All records");
  expect(records).toBeGreaterThan(200);
  await (await cellAt(page, 0, "Surname")).click();
  await page.keyboard.press("Control+End");
  const last = await cellAt(page, records - 1, "Outcome");
  await expect(last).toBeFocused();
  await expect(await cellAt(page, records - 1, "Surname")).not.toBeEmpty();
  await expect(last).toBeFocused();
  for (let n = 0; n < 3; n++) await page.keyboard.press("PageUp");
  const held = page.getByRole("row").filter({ has: page.locator("[role=gridcell]:focus") });
  await expect(held).toHaveAttribute("aria-rowindex", /^\d+$/);
  expect(Number(await held.getAttribute("aria-rowindex"))).toBeLessThan(records);
  await page.keyboard.press("Control+Home");
  await expect(await cellAt(page, 0, "School")).toBeFocused();
});
