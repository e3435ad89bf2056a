import { type APIRequestContext, type Browser, expect, type Page, test } from "@playwright/test";
import { reports, standardPack } from "@/lib/reports";
import { latestResultsYear, yearsTo } from "@/lib/year";
import { type Found, foundIn, secretChildren } from "./support/children";
import { crawl, get, type Received } from "./support/crawl";
import { allPupils, closeAdmin } from "./support/database";
import { demo, personCalled, schoolOf } from "./support/people";
import { signIn } from "./support/product";
import { Children, scan } from "./support/scan";

const governor = personCalled("Governor");
const head = personCalled("Headteacher");
const urn = schoolOf(governor);
const { la } = demo();

const forms = ["pdf", "xlsx", "csv"];
const files = [standardPack, ...reports].flatMap(({ id }) =>
  yearsTo(latestResultsYear(new Date()), 5).flatMap((year) => [
    `/reports/${id}?urn=${urn}&year=${year}`,
    ...forms.map((format) => `/reports/${id}/download?urn=${urn}&year=${year}&format=${format}`),
  ]),
);

/** Within the product, and not its ways out. */
const follow = (address: string) => /^\/(home|school|reports|la)(\/|\?|$)/.test(address);

async function everythingOf(request: APIRequestContext): Promise<Received[]> {
  return crawl(request, { from: ["/home", "/api/session", ...files], follow });
}

/** What a person gets who asks for records where only the authority's staff may. */
async function askedForRecords(page: Page): Promise<Received[]> {
  const [pupil] = await allPupils();
  const headers = { Origin: new URL(page.url()).origin };
  const filters = { upn: pupil?.upn?.slice(0, 5) };
  const asked = [{ dataset: "phonics", year: 2026 }, { dataset: "eyfsp", year: 2026, filters }, {}];
  const posted = await Promise.all(
    asked.flatMap((input) =>
      ["rows", "edit", "mark", "history"].map(async (door): Promise<Received> => {
        const address = `/api/grid/${door}`;
        const answer = await page.request.post(address, { headers, data: { la, input } });
        return { address, as: "post", status: answer.status(), type: "", headers: {}, bytes: await answer.body() };
      }),
    ),
  );
  expect(posted.filter(({ status }) => status !== 404).map(({ address, status }) => `${address} ${status}`)).toEqual(
    [],
  );
  const addresses = [`/la/${la}`, `/la/${la}/imports`, `/la/${la}/data/phonics/2026`, `/api/events?la=${la}`];
  const got = await Promise.all(addresses.map((address) => get(page.request, address)));
  expect(got.map(({ status }) => status)).toEqual(addresses.map(() => 404));
  return [...posted, ...got];
}

async function anyoneOf(browser: Browser): Promise<APIRequestContext> {
  return (await browser.newContext()).request;
}

async function foundInAll(children: Children, received: Received[]): Promise<Found[]> {
  const found: Found[] = [];
  for (const answer of received) found.push(...(await foundIn(children, answer)));
  return found;
}

test.afterAll(closeAdmin);

/** Ways to write a secret down, by name. */
const writings: Record<string, (text: string) => string> = {
  plain: (text) => `<td>${text}</td>`,
  "small letters": (text) => (text.startsWith("A999") ? text.toLowerCase() : text),
  Base64: (text) => `x:"${Buffer.from(`..${text}`).toString("base64")}"`,
  "Base64 for addresses": (text) => `?v=${Buffer.from(`.${text}`).toString("base64url")}&`,
  hex: (text) => `<${Buffer.from(text).toString("hex")}>`,
  "UTF-16 in hex": (text) => `<feff${Buffer.from(text, "utf16le").swap16().toString("hex")}>`,
  "UTF-16": (text) => Buffer.from(text, "utf16le").toString("latin1"),
  "URL-encoded": (text) => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""),
  entities: (text) => [...text].map((letter) => `&#${letter.codePointAt(0)};`).join(""),
  "escaped in script": (text) =>
    [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join(""),
};

test("a scan finds a child however it is written", () => {
  const child = { urn, upn: "A999200119001", surname: "Sharplethwaite", forename: "Ottoline", born: "2019-03-04" };
  const children = new Children([child]);
  const secrets = [child.upn, `${child.surname}, ${child.forename}`, "2019-03-04", "04/03/2019", "4 March 2019"];
  const missed = Object.entries(writings).flatMap(([name, write]) =>
    secrets.filter((secret) => scan(children, write(secret)).length === 0).map((secret) => `${name}: ${secret}`),
  );
  expect(missed).toEqual([]);
  expect(scan(children, "A999200119002, Ottilie Sharp, 2019-03-05, 5 March 2019")).toEqual([]);
});

test("a governor at Level 3 receives no child in any byte, and the headteacher does", async ({ page, browser }) => {
  test.setTimeout(300_000);
  const children = await secretChildren(await anyoneOf(browser));
  expect(Math.min(...Object.values(children.size))).toBeGreaterThan(50);

  await test.step("the headteacher's pages and files name pupils in every form", async () => {
    await signIn(page, head);
    const own = files.filter((address) => address.includes("year=2026"));
    const found = await foundInAll(children, await crawl(page.request, { from: own, follow: () => false }));
    for (const sign of ["(page)", "(flight)", "format=pdf", "format=xlsx", "format=csv"]) {
      const kinds = new Set(found.filter(({ where }) => where.includes(sign)).map(({ kind }) => kind));
      expect([...kinds].sort(), sign).toEqual(["UPN", "date of birth", "name"]);
    }
    await page.context().clearCookies();
  });

  await test.step("the governor's do not", async () => {
    await signIn(page, governor);
    const received = await everythingOf(page.request);
    const good = received.filter(({ status }) => status === 200);
    for (const form of forms) expect(good.filter(({ address }) => address.endsWith(form)).length).toBeGreaterThan(5);
    expect(good.filter(({ as }) => as === "flight").length).toBeGreaterThan(10);
    expect(good.length).toBeGreaterThan(90);
    received.push(...(await askedForRecords(page)));
    expect(await foundInAll(children, received)).toEqual([]);
  });
});
