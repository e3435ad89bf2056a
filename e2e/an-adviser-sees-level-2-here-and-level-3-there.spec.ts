import { expect, type Page, test } from "@playwright/test";
import { foundIn, secretChildren } from "./support/children";
import { crawl } from "./support/crawl";
import { adminSql, closeAdmin } from "./support/database";
import { personCalled } from "./support/people";
import { signIn } from "./support/product";

const adviser = personCalled("Adviser");
const [named, unnamed] = [2, 3].map((level) => adviser.schools?.find((school) => school.level === level)?.urn ?? "");

const addressesOf = (urn = "") => [
  `/school/${urn}`,
  `/school/${urn}/standard-reports`,
  `/reports/standard-pack?urn=${urn}&year=2026`,
  `/reports/phonics-summary?urn=${urn}&year=2025`,
  ...["pdf", "xlsx", "csv"].map((form) => `/reports/standard-pack/download?urn=${urn}&year=2026&format=${form}`),
];

async function nameOf(urn = ""): Promise<string> {
  const [row] = await adminSql()<{ name: string }[]>`select name from ref.schools where urn = ${urn}`;
  return row?.name ?? "";
}

/** Puts on the school's hat by the switcher in the bar. */
async function switchTo(page: Page, school: string): Promise<void> {
  await page.locator("summary", { hasText: "Whose data this is" }).click();
  await page.getByRole("banner").getByRole("button", { name: school }).click();
  await expect(page.getByRole("heading", { level: 1, name: school })).toBeVisible();
}

test.afterAll(closeAdmin);

test("an adviser sees pupils at the school where they are Level 2 and none at the one where they are Level 3", async ({
  page,
  browser,
}) => {
  test.setTimeout(240_000);
  const anyone = (await browser.newContext()).request;
  const [ofNamed, ofAll] = [await secretChildren(anyone, ({ urn }) => urn === named), await secretChildren(anyone)];
  const [here, there] = [await nameOf(named), await nameOf(unnamed)];
  const received = (urn?: string) => crawl(page.request, { from: addressesOf(urn), follow: () => false });

  await signIn(page, adviser);
  await expect(page.getByRole("heading", { name: "Where do you want to go?" })).toBeVisible();
  await page.getByRole("button", { name: here }).click();
  await expect(page.getByRole("heading", { level: 1, name: here })).toBeVisible();
  await page.goto(`/reports/standard-pack?urn=${named}&year=2026`);
  await expect(page.getByText("Level 2: pupils named")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "UPN" }).first()).toBeVisible();

  for (const worn of [here, there]) {
    await page.goto(`/school/${named}`);
    await switchTo(page, worn);
    for (const answer of await received(unnamed)) expect(await foundIn(ofAll, answer)).toEqual([]);
    const seen = [];
    for (const answer of await received(named)) seen.push(...(await foundIn(ofNamed, answer)));
    expect(new Set(seen.map(({ kind }) => kind)).size, `wearing ${worn}`).toBe(3);
  }

  await page.goto(`/reports/standard-pack?urn=${unnamed}&year=2026`);
  await expect(page.getByText("Level 3: no pupil is named")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "UPN" })).toHaveCount(0);
});

test("a school that the adviser is not in is not found, the same as one that is not there", async ({ page }) => {
  const [other] = await adminSql()<{ urn: string }[]>`
    select urn from app.schools where la_code = '999' and urn <> all (${[named ?? "", unnamed ?? ""]}) order by urn limit 1`;
  await signIn(page, adviser);
  for (const [at, address] of addressesOf(other?.urn).entries()) {
    const answers = [other?.urn ?? "", "999999"].map(async (urn) => {
      const answer = await page.request.get(addressesOf(urn)[at] ?? "");
      // The address asked for may stand in the answer, and the framework makes up an id for each.
      const text = (await answer.text()).replaceAll(urn, "…").replace(/"[\w-]{21}[vm]"/g, "…");
      return { status: answer.status(), body: [...text.split("\n")].sort().join("\n") };
    });
    const [theirs, missing] = await Promise.all(answers);
    expect(theirs?.status, address).toBe(404);
    expect(theirs, address).toEqual(missing);
  }
});
