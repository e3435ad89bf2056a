import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { demo, type Person, personCalled, schoolOf } from "./support/people";
import { signIn } from "./support/product";

/**
 * The pictures of the README. A plain run holds that their pages are there and that the README shows each of them;
 * `KEYMARK_PICTURES=1` draws them anew, against the demo as `npm start` makes it.
 */
const drawing = process.env.KEYMARK_PICTURES === "1";
const folder = path.join("docs", "pictures");
const size = { width: 1200, height: 760 };
const mostBytes = 150_000;

const la = demo().la;
const head = personCalled("Headteacher");
const officer = personCalled("LA data officer");

interface Picture {
  file: string;
  as?: Person;
  address: string;
  /** The page's own title. */
  heading: RegExp;
  prepare?(page: Page): Promise<void>;
}

/** Opens the first of them and waits for the schools within, which are looked up then. */
async function open(page: Page, text: RegExp): Promise<void> {
  const details = page.locator("details").filter({ hasText: text }).first();
  await details.locator("summary").click();
  await expect(details.getByRole("row").nth(3)).toBeVisible();
}

/** The batch that the picture shows is made where there is none. */
async function showBatch(page: Page): Promise<void> {
  if (await page.getByText("No batch has been made yet").isVisible())
    await page.getByRole("button", { name: /^Make \d+ files$/ }).click();
  const made = page.locator("summary").filter({ hasText: "files made" }).first();
  await expect(made).toContainText("Made", { timeout: 120_000 });
  await page.reload();
  await open(page, /files made/);
  await page.getByRole("heading", { name: "Made so far" }).evaluate((heading) => heading.scrollIntoView());
}

const pictures: Picture[] = [
  { file: "finder.png", address: "/schools?q=ZZ2&phase=Primary", heading: /school/i },
  {
    file: "pack.png",
    as: head,
    address: `/reports/standard-pack?urn=${schoolOf(head)}&year=latest`,
    heading: /Standard Pack/,
  },
  {
    file: "imports.png",
    as: officer,
    address: `/la/${la}/imports`,
    heading: /Imports/,
    prepare: (page) => open(page, /phonics/),
  },
  { file: "batch.png", as: officer, address: `/la/${la}/batches`, heading: /Batches/, prepare: showBatch },
];

/** Width and height as a PNG's first chunk says them. */
function sizeOf(png: Buffer) {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

test.use({ viewport: size });

for (const { file, as, address, heading, prepare } of pictures)
  test(`the page of ${file} is there`, async ({ page }) => {
    test.setTimeout(180_000);
    if (as) await signIn(page, as);
    await page.goto(address);
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    if (!drawing) return;
    await prepare?.(page);
    await page.screenshot({ path: path.join(folder, file), animations: "disabled", caret: "hide" });
  });

test("every picture is in the README, small enough and of one width, and none lies there unused", () => {
  const readme = readFileSync("README.md", "utf8");
  expect(readdirSync(folder).sort()).toEqual(pictures.map(({ file }) => file).sort());
  for (const { file } of pictures) {
    const at = path.join(folder, file);
    expect(existsSync(at), at).toBe(true);
    expect(readme).toContain(`docs/pictures/${file}`);
    const png = readFileSync(at);
    expect(png.length, at).toBeLessThan(mostBytes);
    expect(sizeOf(png).width, at).toBe(size.width);
  }
});
