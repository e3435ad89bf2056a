import { randomUUID } from "node:crypto";
import { expect, test } from "@playwright/test";
import { personCalled, schoolOf } from "./support/people";
import { expectAccessible, signIn } from "./support/product";
import { tickDeclarations } from "./support/register";

const head = personCalled("Headteacher");
const urn = schoolOf(head);

for (const javaScriptEnabled of [true, false]) {
  test(`a web-mail address is warned of, and taken only when confirmed${javaScriptEnabled ? "" : ", without scripts too"}`, async ({
    browser,
  }) => {
    test.setTimeout(90_000);
    const context = await browser.newContext({ javaScriptEnabled: true });
    const signed = await context.newPage();
    await signIn(signed, head);
    const own = await browser.newContext({ javaScriptEnabled, storageState: await context.storageState() });
    const page = await own.newPage();
    await page.goto(`/school/${urn}/access-register/add`);
    await page.getByRole("link", { name: /^No/ }).click();
    await expect(page.getByText("This is a web-mail address")).toHaveCount(0);
    const email = `${randomUUID().slice(0, 8)}@mail.gmail.com`;
    await page.getByLabel("Name", { exact: true }).fill("Wendy Webmail");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("What they need the data for").fill("Governor");
    await tickDeclarations(page);
    await page.getByRole("button", { name: "Let them in" }).click();
    await expect(page.getByText("This is a web-mail address")).toBeVisible();
    await expect(page.getByRole("main").getByRole("alert").getByRole("link")).toHaveText([
      "Tick to confirm that you mean an address with gmail.com",
    ]);
    if (javaScriptEnabled) await expectAccessible(page);
    await page.getByRole("button", { name: "Let them in" }).click();
    await expect(page.getByText("This is a web-mail address")).toBeVisible();
    await expect(page.getByRole("button", { name: "Let them in" })).toBeEnabled();
    await page.getByLabel(/Let them in with this web-mail address/).check();
    await page.getByRole("button", { name: "Let them in" }).click();
    await expect(page.getByText("Let in. The person is told by e-mail at once.")).toBeVisible();
    await expect(page.getByRole("row").filter({ hasText: email })).toContainText("Level 3: figures only");
  });
}
