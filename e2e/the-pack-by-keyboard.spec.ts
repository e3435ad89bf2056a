import { expect, type Page, test } from "@playwright/test";
import { codeNow } from "@/lib/access/second-factor";
import { adminSql, closeAdmin } from "./support/database";
import { personCalled, schoolOf } from "./support/people";
import { signIn } from "./support/product";

const head = personCalled("Headteacher");
const urn = schoolOf(head);

/** Where the focus is: what it is on, whether it can be seen, and how it lies after the stop before. */
interface Stop {
  name: string;
  seen: boolean;
  inView: boolean;
  /** Distance from the top of the document, in pixels. */
  top: number;
  /** Its place among all elements of the page. */
  order: number;
}

const stop = (page: Page): Promise<Stop | null> =>
  page.evaluate(() => {
    const on = document.activeElement;
    if (!on || on === document.body) return null;
    const style = getComputedStyle(on);
    const { top, bottom, left, right } = on.getBoundingClientRect();
    return {
      name: (on.getAttribute("aria-label") ?? on.textContent ?? "").trim().replace(/\s+/g, " "),
      seen: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2,
      inView: bottom > 0 && top < innerHeight && right > 0 && left < innerWidth,
      top: top + scrollY,
      order: [...document.querySelectorAll("*")].indexOf(on),
    };
  });

/** Every stop of the Tab key from the top of the page to its end. */
async function allStops(page: Page): Promise<Stop[]> {
  const stops: Stop[] = [];
  for (;;) {
    await page.keyboard.press("Tab");
    const here = await stop(page);
    if (!here || here.order <= (stops.at(-1)?.order ?? -1)) return stops;
    stops.push(here);
  }
}

async function tabTo(page: Page, name: RegExp, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press("Tab");
    const here = await stop(page);
    expect(here?.seen, `the focus can be seen on ${here?.name}`).toBe(true);
    if (name.test(here?.name ?? "")) return;
  }
  throw new Error(`The Tab key does not reach ${name} within ${most} presses.`);
}

/** On a page as its address opens it the first stop leads past the bar; the next stop lies in the page's own content. */
async function skipToContent(page: Page): Promise<void> {
  await page.reload();
  await page.keyboard.press("Tab");
  expect((await stop(page))?.name).toBe("Skip to content");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true);
  await page.keyboard.press("Shift+Tab");
}

/** Codes count once, so the last one is forgotten: the test does not wait for the next. */
async function typeCode(page: Page): Promise<void> {
  await adminSql()`update auth.people set totp_step = null where email = ${head.email}`;
  await page.reload();
  await tabTo(page, /^$/);
  await page.keyboard.type(codeNow(head.secret ?? ""));
  await page.keyboard.press("Enter");
}

test("by keyboard alone: signed in, from the school to the pack, into its tables and away with it as PDF", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await tabTo(page, /^$/);
  await page.keyboard.type(head.email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(head.password);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/sign-in");
  if (new URL(page.url()).pathname === "/second-factor") await typeCode(page);
  await page.waitForURL(`/school/${urn}`);

  await skipToContent(page);
  await tabTo(page, /^Open the Standard Pack$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/reports\/standard-pack/);
  await expect(page.getByRole("heading", { level: 1, name: "Standard Pack" })).toBeVisible();

  await skipToContent(page);
  await tabTo(page, /^Download PDF$/);
  const arriving = page.waitForEvent("download");
  await page.keyboard.press("Enter");
  expect((await arriving).suggestedFilename()).toMatch(/Standard Pack 20\d\d\.pdf$/);

  await tabTo(page, /^Show as a table$/);
  const folded = page.locator("details:has(:focus) table");
  await expect(folded).toBeHidden();
  await page.keyboard.press("Enter");
  await expect(folded).toBeVisible();
  const caption = await folded.locator("caption").textContent();
  await page.keyboard.press("Tab");
  expect((await stop(page))?.name).toBe(caption);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await expect(folded).toBeHidden();
});

test("a wide table of the pack is moved by the arrow keys on a narrow screen", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, head);
  await page.goto(`/reports/standard-pack?urn=${urn}&year=2026`);
  const region = page.locator(".rp-scroll").filter({ visible: true }).first();
  await region.focus();
  await page.keyboard.press("ArrowRight");
  await expect.poll(() => region.evaluate((element) => element.scrollLeft)).toBeGreaterThan(0);
});

test.afterAll(closeAdmin);

for (const [width, where] of [
  [1280, "a desk's screen"],
  [390, "a telephone"],
] as const) {
  test(`on ${where} the focus goes through school and pack as they are read, and is always seen`, async ({ page }) => {
    test.setTimeout(120_000);
    await page.setViewportSize({ width, height: 800 });
    await signIn(page, head);
    for (const address of [`/school/${urn}`, `/reports/standard-pack?urn=${urn}&year=2026`]) {
      await page.goto(address);
      const stops = await allStops(page);
      expect(stops.length).toBeGreaterThan(8);
      expect(stops.filter(({ seen }) => !seen).map(({ name }) => name)).toEqual([]);
      expect(stops.filter(({ inView }) => !inView).map(({ name }) => name)).toEqual([]);
      const up = stops.filter(({ top }, n) => width === 390 && top < (stops[n - 1]?.top ?? 0) - 24);
      expect(
        up.map(({ name }) => name),
        "nothing leads back up",
      ).toEqual([]);
    }
  });
}
