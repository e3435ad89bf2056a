import { type APIRequestContext, chromium, expect, test } from "@playwright/test";
import { FileSystemConfigLoader, HtmlValidate } from "html-validate";
import lighthouse from "lighthouse";
import { chromiumPath } from "@/ops/chromium";
import { freePort } from "@/ops/port";
import { publicPages, signedInAddresses, waysIn } from "./support/pages";
import { demo, personCalled } from "./support/people";
import { signIn } from "./support/product";

/** What the standard demands; how markup is written is each framework's own business. */
const validator = new HtmlValidate(new FileSystemConfigLoader({ root: true, extends: ["html-validate:standard"] }));

/** React writes an empty action into a form that a script answers; every browser takes it for the page's own address. */
const ofReact = 'Attribute "action" has invalid value ""';

/** Faults of the page that an address shows; what is refused to this person is judged with those who may see it. */
async function faultsAt(request: APIRequestContext, address: string, refusals: boolean): Promise<string[]> {
  const answer = await request.get(address);
  if (!answer.ok() && !refusals) return [];
  const { results } = await validator.validateString(await answer.text(), "page.html");
  const messages = results.flatMap((each) => each.messages).filter(({ message }) => message !== ofReact);
  return messages.map(({ ruleId, message, line, column }) => `${address} ${line}:${column} ${ruleId}: ${message}`);
}

test("html-validate finds every page for everyone valid", async ({ request }) => {
  const faults: string[] = [];
  for (const address of Object.values({ ...publicPages, ...waysIn }).flat())
    faults.push(...(await faultsAt(request, address, true)));
  expect(faults).toEqual([]);
});

for (const title of ["LA administrator", "Headteacher"]) {
  test(`html-validate finds every page of the ${title} valid`, async ({ page }) => {
    test.setTimeout(180_000);
    await signIn(page, personCalled(title));
    const faults: string[] = [];
    for (const address of await signedInAddresses(page.request))
      faults.push(...(await faultsAt(page.request, address, false)));
    expect(faults).toEqual([]);
  });
}

const least = 95;
const categories = ["accessibility", "best-practices", "seo"];

test(`Lighthouse gives the finder and its help ${least} or more on a telephone`, async ({ baseURL }) => {
  test.setTimeout(180_000);
  const port = await freePort();
  const options = await chromiumPath();
  const browser = await chromium.launch({ ...options, args: [...options.args, `--remote-debugging-port=${port}`] });
  const [school = ""] = publicPages["/schools/[urn]"] ?? [];
  try {
    for (const address of ["/", `/schools?q=${encodeURIComponent(demo().name)}`, school, "/help/school-finder"]) {
      const flags = { port, onlyCategories: categories, logLevel: "error" as const };
      const result = await lighthouse(`${baseURL}${address}`, flags);
      const given = result?.lhr.categories ?? {};
      const lost = Object.values(result?.lhr.audits ?? {}).filter(({ score }) => score !== null && score < 1);
      console.log(
        address,
        Object.values(given)
          .map(({ id, score }) => `${id} ${(score ?? 0) * 100}`)
          .join(", "),
      );
      for (const id of categories)
        expect(
          (given[id]?.score ?? 0) * 100,
          `${id} of ${address}; lost: ${lost.map((audit) => audit.id)}`,
        ).toBeGreaterThanOrEqual(least);
    }
  } finally {
    await browser.close();
  }
});
