import { expect, type Page, test } from "@playwright/test";
import { downloadHref, type Form, reportHref } from "@/app/_web/report-links";
import { shuffle, stream } from "@/demo/random";
import { adminSql, closeAdmin } from "./support/database";
import { asPaper, asSheet, asTrimmed, csvOf, pdfOf, screenOf, xlsxOf } from "./support/forms";
import { demo, personCalled, schoolOf } from "./support/people";
import { signIn } from "./support/product";

/** The same packs again: KEYMARK_SEED=… as the output says. */
const seed = process.env.KEYMARK_SEED ?? String(Date.now() % 1_000_000);
const readers = [
  { title: "LA officer", packs: 12 },
  { title: "Headteacher", packs: 4 },
  { title: "Governor", packs: 4 },
];

interface Pack {
  report: string;
  urn: string;
  year: number;
}

const number = /^\d+(\.\d)?$/;

test.afterAll(closeAdmin);

/** As many different packs as asked for, of the schools that the person may read. */
async function somePacks(title: string, many: number): Promise<Pack[]> {
  const person = personCalled(title);
  const held = await adminSql()<{ urn: string; year: number }[]>`
    select distinct urn, year from data.freshness where la_code = ${demo().la} order by urn, year`;
  const all = held
    .filter(({ urn }) => !person.schools || urn === schoolOf(person))
    .map((of) => ({ report: "standard-pack", ...of }));
  return shuffle(stream(seed, title), all).slice(0, many);
}

async function download(page: Page, pack: Pack, form: Form): Promise<Buffer> {
  const answer = await page.request.get(downloadHref(pack, form));
  expect(answer.status()).toBe(200);
  return answer.body();
}

/** Every line of the screen stands in every other form, in its order, table by table and cell by cell. */
async function expectTheSame(page: Page, pack: Pack): Promise<number> {
  await page.goto(reportHref(pack), { waitUntil: "domcontentloaded" });
  const screen = await screenOf(page);
  const [title = ""] = screen.lines[0]?.texts ?? [];
  const [first = "", second = ""] = screen.facts.split("\n");
  const [subject = "", asAt = ""] = [first.replace(/, \d{4}$/, ""), second.replace(/.* Data as at (.*)\.$/, "$1")];
  const level = second.replace(/\. Data as at.*/, "");
  const csv = csvOf(await download(page, pack, "csv"), title);
  expect(csv.lines, "CSV").toEqual(asSheet(screen));
  const xlsx = await xlsxOf(await download(page, pack, "xlsx"));
  expect(xlsx.lines, "XLSX").toEqual(asTrimmed(asSheet(screen)));
  expect(xlsx.numbers, "what is set as a number is one in XLSX, and nothing else").toEqual(
    screen.numbers.filter((text) => number.test(text)).map(Number),
  );
  const pdf = await pdfOf(await download(page, pack, "pdf"));
  expect(pdf.faults).toEqual([]);
  const [mast, whose, ...rest] = pdf.lines;
  expect([mast, ...rest], "PDF").toEqual(asPaper(screen));
  expect(whose?.[1]).toContain(subject);
  for (const { about } of [csv, xlsx, pdf])
    for (const fact of [title, subject, level, asAt]) expect(about.replaceAll(/\s+/g, " ")).toContain(fact);
  return screen.lines.filter(({ as }) => as === "row").length;
}

for (const { title, packs } of readers) {
  test(`${packs} random packs of a ${title} say the same on screen, on paper, in XLSX and in CSV`, async ({ page }) => {
    test.setTimeout(180_000);
    console.log(`KEYMARK_SEED=${seed}`);
    await signIn(page, personCalled(title));
    for (const pack of await somePacks(title, packs))
      await test.step(`${pack.urn}, ${pack.year}, seed ${seed}`, async () => {
        expect(await expectTheSame(page, pack)).toBeGreaterThan(5);
      });
  });
}
