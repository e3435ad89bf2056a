import { expect, type Page, test } from "@playwright/test";
import { pageRoutes, publicPages, signedInPages } from "./support/pages";
import { demo, personCalled } from "./support/people";
import { expectAccessible, signIn } from "./support/product";

const widths = [1280, 390];

test("every page that the source has is among those that are visited", () => {
  expect(Object.keys({ ...publicPages, ...signedInPages }).toSorted()).toEqual([...new Set(pageRoutes())].toSorted());
});

/** What is refused looks the same wherever it is refused: once per answer is enough. */
async function visit(page: Page, address: string, refused: Set<number>): Promise<void> {
  const answer = await page.goto(address);
  const status = answer?.status() ?? 0;
  expect([200, 403, 404]).toContain(status);
  if (status !== 200 && refused.has(status)) return;
  if (status !== 200) refused.add(status);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await expectAccessible(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${address} lies within ${width} pixels`).toBeLessThanOrEqual(width);
  }
}

test("nobody in particular", async ({ page }) => {
  for (const address of Object.values(publicPages).flat())
    await test.step(address, () => visit(page, address, new Set()));
});

for (const { title } of demo().people) {
  test(`a person of the kind ${title}`, async ({ page }) => {
    test.setTimeout(120_000);
    await signIn(page, personCalled(title));
    const refused = new Set<number>();
    for (const address of Object.values(signedInPages).flat())
      await test.step(address, () => visit(page, address, refused));
  });
}

test.describe("without scripts", () => {
  const known = new Map<string, number>();
  test.use({ javaScriptEnabled: false });

  test("every page of the finder and of the help is there whole, and its ways lead on", async ({ page }) => {
    const { "/sign-in": _itself, ...plain } = publicPages;
    for (const address of Object.values(plain).flat()) {
      await page.goto(address);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("script:not([type='application/ld+json'])")).toHaveCount(0);
      const ways = await page.locator("a[href^='/']").evaluateAll((all) => all.map((way) => way.getAttribute("href")));
      for (const way of new Set(ways))
        if (way) known.set(way, known.get(way) ?? (await page.request.get(way)).status());
    }
    expect([...known].filter(([, status]) => status !== 200)).toEqual([]);
  });
});
