import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Download, expect, type Page, test } from "@playwright/test";
import { PDFDocument } from "pdf-lib";
import { outlineOf } from "@/components/report/check/outline";
import { checkTagged } from "@/components/report/tagged-check";
import { makeAuthority } from "@/demo/authority";
import { ctfName, ctfText } from "@/demo/ctf";
import { yearsOfRows } from "@/demo/pupils";
import { registerBytes } from "@/demo/register";
import { readZip } from "@/lib/files/zip";
import { demo, personCalled } from "./support/people";
import { expectAccessible, signIn, signOut } from "./support/product";

const folder = mkdtempSync(path.join(tmpdir(), "keymark-batch-"));
const la = demo().la;
const year = 2026;
const officer = personCalled("LA data officer");

/** A school that has just opened, of which nothing is held yet: the pack of the year cannot be made for it. */
const name = "Newly Opened Primary School";
const authority = makeAuthority();
const rows = [...yearsOfRows(authority)].find((each) => each.year === year)?.phonics[15]?.rows ?? [];
const school = { ...authority.schools[15], urn: "999901", estab: "3999", name, opened: "01/09/2025", closed: "" };
type School = (typeof authority.schools)[number];

test.beforeAll(() => {
  const file = path.join(folder, "register.csv");
  writeFileSync(file, registerBytes({ ...authority, schools: [school as School] }));
  execFileSync(process.execPath, ["ops/keymark.mjs", "register", file], { stdio: "pipe" });
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));
test.describe.configure({ mode: "serial" });

const batch = (page: Page) => page.locator("details").filter({ hasText: "Standard Pack, 2026: All schools" }).first();
const row = (page: Page) => batch(page).getByRole("row").filter({ hasText: name });

async function saved(download: Download): Promise<Buffer> {
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return readFileSync(file);
}

async function downloaded(page: Page, link: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    batch(page).getByRole("link", { name: link }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await saved(download) };
}

/** The files of a ZIP by name. */
async function unzipped(bytes: Buffer): Promise<Map<string, Buffer>> {
  const file = path.join(folder, "unzip.zip");
  writeFileSync(file, bytes);
  const files = new Map<string, Buffer>();
  for await (const entry of readZip(file, { inBytes: 2 ** 30, outBytes: 2 ** 30, ratio: 300, entries: 500 })) {
    const chunks: Buffer[] = [];
    for await (const chunk of await entry.open()) chunks.push(Buffer.from(chunk));
    files.set(entry.name, Buffer.concat(chunks));
  }
  return files;
}

test("all schools' packs are made; the one without results fails by itself and says why", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, officer);
  await page.goto(`/la/${la}`);
  await page.getByRole("link", { name: "Batches" }).click();
  await expect(page.getByText("No batch has been made yet")).toBeVisible();
  await expect(page.getByText(`No results of ${year} are held for ${name}.`)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: /^Make \d+ files$/ }).click();
  await expect(batch(page)).toContainText("1 of 7 failed", { timeout: 90_000 });
  await batch(page).locator("summary").click();
  await expect(row(page)).toContainText("Failed");
  await expect(row(page)).toContainText(`No results of ${year} are held. Import the school's file, then retry.`);
  await expect(batch(page).getByRole("row").filter({ hasText: "Made" })).toHaveCount(6);
  await expect(batch(page)).toContainText("Kept until");
  await expectAccessible(page);
});

test("its file comes in, and that school alone is retried", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, officer);
  const ctf = { dataset: "phonics", year, school: school as School, rows } as const;
  const file = path.join(folder, ctfName(ctf));
  writeFileSync(file, ctfText(ctf));
  await page.goto(`/la/${la}/imports`);
  await page.getByLabel("Import new file").setInputFiles(file);
  await expect(page.locator("details").filter({ hasText: path.basename(file) })).toContainText(/Imported/, {
    timeout: 30_000,
  });
  await page.goto(`/la/${la}/batches`);
  await batch(page).locator("summary").click();
  await row(page)
    .getByRole("button", { name: `Retry ${name}` })
    .click();
  await expect(row(page)).toContainText("Made", { timeout: 60_000 });
  await expect(batch(page)).toContainText("7 of 7 files made");
});

test("the ZIP holds a file per school by name and number, and the one PDF all their pages, accessible", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, officer);
  await page.goto(`/la/${la}/batches`);
  await batch(page).locator("summary").click();
  const zip = await downloaded(page, /^Download ZIP/);
  expect(zip.name).toMatch(/Standard Pack 2026\.zip$/);
  const files = await unzipped(zip.bytes);
  expect([...files.keys()]).toContain(`${name} (999-3999) Standard Pack 2026.pdf`);
  expect(files.size).toBe(7);
  let pages = 0;
  for (const bytes of files.values()) {
    const checked = await checkTagged(bytes);
    expect(checked.faults).toEqual([]);
    pages += checked.pages;
  }
  const joined = await downloaded(page, /^Download one PDF/);
  expect((await PDFDocument.load(joined.bytes)).getPageCount()).toBe(pages);
  expect((await checkTagged(joined.bytes)).faults).toEqual([]);
});

test("a few schools ticked by keyboard, without pupils: the files name none", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, officer);
  await page.goto(`/la/${la}/batches`);
  await page.getByLabel(/^Phonics summary/).focus();
  await page.keyboard.press("Space");
  await page.getByText(/^0 of \d+ schools ticked$/).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("checkbox", { name }).focus();
  await page.keyboard.press("Space");
  await expect(page.getByRole("radio", { name: "Those ticked here" })).toBeChecked();
  await page.getByLabel(/^No pupils/).focus();
  await page.keyboard.press("Space");
  await expect(
    page.getByText(`1 file: ${name}, ${year}, no pupils. One PDF per school: Phonics summary.`),
  ).toBeVisible();
  const make = page.getByRole("button", { name: "Make 1 file" });
  await make.focus();
  await page.keyboard.press("Enter");
  const own = page.locator("details").filter({ hasText: "Phonics summary, 2026, no pupils" });
  await expect(own).toContainText("1 of 1 file made", { timeout: 60_000 });
  await own.locator("summary").click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    own.getByRole("link", { name: `PDF of ${name}` }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(`${name} (999-3999) Phonics summary 2026 no pupils.pdf`);
  const { text, faults } = await checkTagged(await saved(download));
  expect(faults).toEqual([]);
  const surnames = rows.map((r) => r.surname).filter((s): s is string => s !== null && s.length > 5);
  expect(surnames.filter((s) => text.toLowerCase().includes(s.toLowerCase()))).toEqual([]);
});

test("several reports: a file per school in the ZIP, each with both reports in order; bookmarks by school in the one PDF", async ({
  page,
}) => {
  test.setTimeout(120_000);
  await signIn(page, officer);
  await page.goto(`/la/${la}/batches?of=all`);
  await page.getByLabel(/^Phonics summary/).check();
  await expect(page.getByRole("radio", { name: /^Single reports/ })).toBeChecked();
  await page.getByLabel(/^EYFSP summary/).check();
  await expect(page.getByText("One PDF per school: EYFSP summary and Phonics summary.")).toBeVisible();
  await page.getByRole("button", { name: "Make 7 files" }).click();
  const own = page
    .locator("details")
    .filter({ hasText: "EYFSP summary and Phonics summary, 2026: All schools" })
    .first();
  await expect(own).toContainText("7 of 7 files made", { timeout: 90_000 });
  await own.locator("summary").click();
  const link = (words: RegExp) => own.getByRole("link", { name: words });
  const [zip] = await Promise.all([page.waitForEvent("download"), link(/^Download ZIP/).click()]);
  expect(zip.suggestedFilename()).toMatch(/ EYFSP summary and Phonics summary 2026\.zip$/);
  const files = await unzipped(await saved(zip));
  expect(files.size).toBe(7);
  const wanted = / \(999-\d{4}\) EYFSP summary and Phonics summary 2026\.pdf$/;
  for (const file of files.keys()) expect(file).toMatch(wanted);
  const both = files.get([...files.keys()].find((file) => !file.startsWith(name)) ?? "") ?? Buffer.alloc(0);
  const { text, faults } = await checkTagged(both);
  expect(faults).toEqual([]);
  expect(text).toMatch(/\nEYFSP summary\n[\s\S]*Good level of development[\s\S]*\nPhonics summary\n[\s\S]*marks/);
  const [one] = await Promise.all([page.waitForEvent("download"), link(/^Download one PDF/).click()]);
  const outline = await outlineOf(await saved(one));
  expect(outline.map((entry) => entry.title)).toEqual([...files.keys()].map((file) => file.replace(/ \(.*$/, "")));
  const full = outline.find((entry) => entry.title !== name);
  expect(full?.below.filter((title) => title.endsWith("summary"))).toEqual(["EYFSP summary", "Phonics summary"]);
});

test("a batch is chosen, made and downloaded with the keyboard alone", async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, officer);
  await page.goto(`/la/${la}/batches`);
  await expect(page.getByRole("button", { name: /^Make \d+ files$/ })).toBeVisible();
  /** Tab by tab, as someone goes who has no mouse; what has the focus must be seen to have it. */
  const tabTo = async (role: Parameters<Page["getByRole"]>[0], wanted: RegExp) => {
    const target = page.getByRole(role, { name: wanted }).first();
    for (let presses = 0; presses < 90; presses++) {
      await page.keyboard.press("Tab");
      if (await target.evaluate((node) => node === document.activeElement)) return;
    }
    throw new Error(`Tab does not come to ${role} ${wanted}.`);
  };
  await tabTo("checkbox", /^Phonics summary/);
  await page.keyboard.press("Space");
  await expect(page.getByText("One PDF per school: Phonics summary.")).toBeVisible();
  await tabTo("radio", /^All schools/);
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("radio", { name: "Those ticked here" })).toBeChecked();
  await expect(page.getByText("Tick at least one school.")).toBeVisible();
  await tabTo("searchbox", /^Filter the schools/);
  await page.keyboard.type("newly");
  await page.keyboard.press("Enter");
  await tabTo("button", /^Tick the 1 shown$/);
  await page.keyboard.press("Space");
  await expect(page.getByText(/^1 of \d+ schools ticked$/)).toBeVisible();
  await expect(page.getByText(`1 file: ${name}, ${year}. One PDF per school: Phonics summary.`)).toBeVisible();
  await tabTo("button", /^Make 1 file$/);
  await page.keyboard.press("Enter");
  const own = page
    .locator("details")
    .filter({ hasText: `Phonics summary, ${year}: ${name}` })
    .first();
  await expect(own).toContainText("1 of 1 file made", { timeout: 60_000 });
  await expectAccessible(page);
  for (let presses = 0; !(await own.evaluate((node) => document.activeElement?.parentElement === node)); presses++) {
    expect(presses).toBeLessThan(60);
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await expect(own.getByRole("link", { name: /^Download ZIP/ })).toBeVisible();
  await tabTo("link", new RegExp(`^Download ZIP Phonics summary, ${year}$`));
  const [zip] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect([...(await unzipped(await saved(zip))).keys()]).toEqual([`${name} (999-3999) Phonics summary 2026.pdf`]);
  await expectAccessible(page);
});

test("a choice is made without JavaScript, and its files are had", async ({ browser }) => {
  test.setTimeout(120_000);
  const page = await browser.newPage({ javaScriptEnabled: false });
  await signIn(page, officer);
  await page.goto(`/la/${la}/batches?report=phonics-summary&year=2025`);
  await page.getByRole("radio", { name: /^Those of a Locality/ }).check();
  await page.getByRole("button", { name: "Show the files" }).click();
  const make = page.getByRole("button", { name: /^Make \d+ files?$/ });
  await make.click();
  const own = page.locator("details").filter({ hasText: "Phonics summary, 2025: Schools of" });
  await expect(async () => {
    await page.goto(`/la/${la}/batches`);
    await expect(own).toContainText(/(\d+) of \1 files? made/, { timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await own.locator("summary").click();
  await own.getByRole("link", { name: "Show its schools" }).click();
  await expect(own.getByRole("link", { name: /^Download ZIP/ })).toBeVisible();
  await page.close();
});

test("a school's people have no batches, and a batch's files are nobody else's", async ({ page }) => {
  await signIn(page, officer);
  await page.goto(`/la/${la}/batches`);
  await batch(page).locator("summary").click();
  const href = await batch(page)
    .getByRole("link", { name: /^Download ZIP/ })
    .getAttribute("href");
  await page.goto(`/la/${la}`);
  await signOut(page, officer);
  const head = personCalled("Headteacher");
  await signIn(page, head);
  expect((await page.goto(`/la/${la}/batches`))?.status()).toBe(404);
  expect((await page.request.get(href ?? "")).status()).toBe(404);
});

test.describe("on a phone", () => {
  test.use({ viewport: { width: 360, height: 740 } });
  test("nothing is wider than the screen", async ({ page }) => {
    await signIn(page, officer);
    await page.goto(`/la/${la}/batches`);
    await batch(page).locator("summary").click();
    await expect(row(page)).toBeVisible();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await expectAccessible(page);
  });
});
