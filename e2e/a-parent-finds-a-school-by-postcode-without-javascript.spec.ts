import { expect, type Page, test } from "@playwright/test";
import { demo } from "./support/people";
import { expectAccessible, pathOf } from "./support/product";

const { la } = demo();
const most = 100_000;
const kept = "public, max-age=300, stale-while-revalidate=86400";

test.use({ javaScriptEnabled: false, viewport: { width: 320, height: 640 } });

/** An accessibility check runs a script of its own: the same page again, as a browser that allows it shows it. */
async function expectSameAccessible(page: Page): Promise<void> {
  const context = await page.context().browser()?.newContext({ javaScriptEnabled: true });
  if (!context) throw new Error("The browser is gone.");
  const again = await context.newPage();
  await again.goto(page.url());
  await expectAccessible(again);
  const width = await again.evaluate(() => document.documentElement.scrollWidth);
  expect(width, "nothing lies beyond the edge of a narrow screen").toBeLessThanOrEqual(320);
  await context.close();
}

/** A school of the demo and its postcode, as its own page says them. */
async function someSchool(page: Page): Promise<{ name: string; postcode: string }> {
  await page.goto(`/schools?la=${la}&phase=Primary`);
  await page.locator(".card a").first().click();
  const name = (await page.getByRole("heading", { level: 1 }).textContent()) ?? "";
  const address = (await page.locator("dd").first().textContent()) ?? "";
  return { name, postcode: address.split(", ").at(-1) ?? "" };
}

test("a parent finds a school by postcode, narrows down, takes the filter away and opens the school", async ({
  page,
}) => {
  const { name, postcode } = await someSchool(page);
  await page.goto("/");
  await expectSameAccessible(page);
  await page.getByLabel("School name, town or postcode").fill(postcode.toLowerCase());
  await page.getByRole("button", { name: "Search" }).click();
  await expect(page.getByText("nearest first")).toBeVisible();
  expect(pathOf(page)).toBe(`/schools?${new URLSearchParams({ q: postcode.toLowerCase() })}`);
  await expect(page.getByRole("listitem").filter({ hasText: name })).toContainText("less than 0.1 miles");
  await expectSameAccessible(page);

  await page.getByText("Narrow down", { exact: true }).click();
  await page.getByLabel("Phase").selectOption("Primary");
  await page.getByRole("button", { name: "Apply" }).click();
  const tag = page.getByRole("link", { name: "Remove the filter Phase: Primary" });
  await expect(tag).toBeVisible();
  expect(new URL(page.url()).searchParams.get("phase")).toBe("Primary");
  expect(page.url()).not.toContain("faith=");
  await expectSameAccessible(page);
  await tag.click();
  await expect(tag).toHaveCount(0);

  await page.getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await expect(page.getByText("Age range")).toBeVisible();
  await expectSameAccessible(page);
});

test("a postcode nobody has is about where its neighbours are", async ({ page }) => {
  const { postcode } = await someSchool(page);
  const [outward] = postcode.split(" ");
  await page.goto(`/schools?q=${outward}+9XX`);
  await expect(page.getByText("Distances are from about the middle")).toBeVisible();
  await expect(page.locator(".far").first()).toContainText(/about|less than/);
});

test("a slip of the finger is forgiven, and what cannot be found says what to try", async ({ page }) => {
  const { name } = await someSchool(page);
  const [longest = ""] = name.split(" ").toSorted((a, b) => b.length - a.length);
  const slipped = name.replace(longest, longest.slice(0, -2) + (longest.at(-1) ?? "") + (longest.at(-2) ?? ""));
  await page.goto(`/schools?q=${encodeURIComponent(slipped)}`);
  await expect(page.getByText(/with similar words/)).toBeVisible();
  await expect(page.getByRole("link", { name, exact: true })).toBeVisible();
  await page.goto("/schools?q=zzzzzzzz");
  await expect(page.getByText("No school matches “zzzzzzzz”")).toBeVisible();
  await expectSameAccessible(page);
});

test("by keyboard alone: from the address to a school", async ({ page }) => {
  const { name } = await someSchool(page);
  await page.goto("/");
  const press = async (wanted: string, most = 20) => {
    for (let n = 0; n < most; n++) {
      await page.keyboard.press("Tab");
      if ((await page.locator(":focus").and(page.locator(wanted)).count()) > 0) return;
    }
    throw new Error(`The Tab key does not reach ${wanted}.`);
  };
  await press(".skip", 1);
  await press("#q");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.waitForURL(/\/schools\?q=/);
  await press("summary");
  await page.keyboard.press("Enter");
  await press("#phase");
  await press(".card a", 40);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
});

test("the list can be kept as a file, with the same schools", async ({ page, request }) => {
  await page.goto(`/schools?la=${la}`);
  const href = await page.getByRole("link", { name: "Download the list (CSV)" }).getAttribute("href");
  const answer = await request.get(href ?? "");
  expect(answer.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  const rows = (await answer.text()).trimEnd().split("\r\n").slice(1);
  const shown = await page
    .locator(".card a")
    .evaluateAll((all) => all.map((a) => a.getAttribute("href")?.split("/").at(-1)));
  expect(rows.map((row) => row.split(",")[0]).slice(0, shown.length)).toEqual(shown);
});

test("search engines are told of every school, and of what a school is", async ({ page, request }) => {
  await someSchool(page);
  const facts = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? "");
  expect(facts).toMatchObject({ "@type": "School", address: { "@type": "PostalAddress" } });
  expect(await page.locator('link[rel="canonical"]').getAttribute("href")).toBe(facts["@id"]);
  expect(await (await request.get("/robots.txt")).text()).toContain("/sitemap.xml");
  const index = await (await request.get("/sitemap.xml")).text();
  expect(index).toContain("/sitemaps/pages.xml");
  const part = await request.get("/sitemaps/schools-1.xml");
  expect(await part.text()).toContain(`<loc>${facts["@id"]}</loc>`);
});

for (const address of ["/", `/schools?la=${la}`, "/help", "/help/school-finder", "/accessibility", "/privacy"]) {
  test(`${address} is light, may be kept by caches and sets no cookie`, async ({ browser }) => {
    const context = await browser.newContext({ javaScriptEnabled: true });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    let bytes = 0;
    session.on("Network.loadingFinished", (event) => {
      bytes += event.encodedDataLength;
    });
    await session.send("Network.enable");
    const answer = await page.goto(address, { waitUntil: "networkidle" });
    expect(answer?.headers()["cache-control"]).toBe(kept);
    expect(bytes).toBeGreaterThan(1000);
    expect(bytes).toBeLessThan(most);
    expect(await context.cookies()).toEqual([]);
    await expectAccessible(page);
    await context.close();
  });
}

test("an information page says who answers for it, since when, and how often it was opened", async ({
  page,
  request,
}) => {
  const opened = async () => {
    const text = await (await request.get("/help/season")).text();
    return /<dd>once, not/.test(text) ? 1 : Number(/<dd>([\d,]+) times, not/.exec(text)?.[1]?.replaceAll(",", ""));
  };
  const before = await opened();
  expect(await opened()).toBe(before + 1);
  await page.goto("/help/season");
  for (const label of ["Owner", "Last updated", "Opened"])
    await expect(page.getByText(label, { exact: true })).toBeVisible();
});

test("what is not there says so, and keeps out of caches", async ({ page }) => {
  for (const address of ["/schools/1", "/schools/none", "/help/none"]) {
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(404);
    expect(answer?.headers()["cache-control"]).toBe("no-store");
    await expect(page.getByRole("heading", { level: 1, name: "Not found" })).toBeVisible();
  }
});
