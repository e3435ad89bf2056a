import { expect, type Page, test } from "@playwright/test";
import { pageRoutes, publicPages, signedInAddresses, waysIn } from "./support/pages";
import { demo, personCalled } from "./support/people";
import { expectAccessible, signIn } from "./support/product";

const widths = [1280, 390];

test("every page that the source has is among those that are visited", async ({ request }) => {
  const routes = pageRoutes();
  const named = Object.keys({ ...publicPages, ...waysIn });
  expect(named.filter((route) => !routes.includes(route))).toEqual([]);
  expect(routes.filter((route) => /^\/(help|schools)/.test(route)).toSorted()).toEqual(
    named.filter((route) => /^\/(help|schools)/.test(route)).toSorted(),
  );
  expect((await signedInAddresses(request)).length + named.length).toBe(new Set(routes).size);
});

/** Rows after a table's fifth are like those before. */
const repeated = "tbody tr:nth-child(n+6), [role=row]:nth-child(n+8)";
const judged = new Set<string>();

/** The kinds of elements of a page, by what they are, look like and say of themselves, with what holds them. */
const kindsOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const own = (element: Element): string =>
      `${element.localName}.${element.getAttribute("class") ?? ""}[${element.getAttributeNames().join(" ")}]`;
    const kinds = [...document.querySelectorAll("*")].map(
      (element) => `${element.parentElement && own(element.parentElement)} > ${own(element)}`,
    );
    return [...new Set(kinds)];
  });

/** A page that has nothing that another had not, at the same width, has been judged with it. */
async function isNew(page: Page, width: number): Promise<boolean> {
  const kinds = (await kindsOf(page)).map((kind) => `${width} ${kind}`).filter((kind) => !judged.has(kind));
  for (const kind of kinds) judged.add(kind);
  return kinds.length > 0;
}

async function visit(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: widths[0] ?? 0, height: 800 });
  const answer = await page.goto(address);
  expect([200, 403, 404]).toContain(answer?.status());
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    if (await isNew(page, width)) await expectAccessible(page, repeated);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide, `${address} lies within ${width} pixels`).toBeLessThanOrEqual(width);
  }
}

test("nobody in particular", async ({ page }) => {
  test.setTimeout(900_000);
  for (const address of Object.values(publicPages).flat()) await test.step(address, () => visit(page, address));
});

for (const { title } of demo().people) {
  test(`a person of the kind ${title}`, async ({ page }) => {
    test.setTimeout(900_000);
    await signIn(page, personCalled(title));
    for (const address of await signedInAddresses(page.request)) await test.step(address, () => visit(page, address));
  });
}

test.describe("without scripts", () => {
  const known = new Map<string, number>();
  test.use({ javaScriptEnabled: false });

  test("every page of the finder and of the help is there whole, and its ways lead on", async ({ page }) => {
    for (const address of Object.values(publicPages).flat()) {
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
