import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { parse } from "csv-parse/sync";
import { PDFDocument } from "pdf-lib";
import { downloadHref, type Form } from "@/app/_web/report-links";
import { readContent } from "@/components/report/check/content";
import { personCalled, schoolOf } from "./support/people";
import { signIn } from "./support/product";
import { hasProgram, run } from "./support/programs";

/** Judges that know nothing of Keymark, each where its program is. Debian has them: qpdf, poppler-utils, libreoffice-calc. */
const readers = ["Headteacher", "Governor"];
const urn = schoolOf(personCalled("Headteacher"));

test.describe.configure({ timeout: 150_000 });

/** The pack in a form, as a file of the test's own. */
async function kept(page: Page, form: Form): Promise<string> {
  const answer = await page.request.get(downloadHref({ report: "standard-pack", urn, year: 2026 }, form));
  expect(answer.status()).toBe(200);
  const file = test.info().outputPath(`pack.${form}`);
  writeFileSync(file, await answer.body());
  return file;
}

const needs = async (...programs: string[]): Promise<void> => {
  for (const program of programs)
    test.skip(!(await hasProgram(program)), `skipped: the program ${program} is not on this machine`);
};

const wordsOf = (text: string): string[] => text.split(/\s+/).filter(Boolean).toSorted();

for (const title of readers) {
  test(`qpdf finds no fault in the PDF of a ${title}, and its language`, async ({ page }) => {
    await needs("qpdf");
    await signIn(page, personCalled(title));
    const file = await kept(page, "pdf");
    expect(await run("qpdf", ["--check", file])).toContain("No syntax or stream encoding errors found");
    const all = await run("qpdf", ["--json", file]);
    expect(all).toMatch(/"\/Lang": "(u:)?en-GB"/);
  });

  test(`pdfinfo and pdftotext read the PDF of a ${title} as we do`, async ({ page }) => {
    await needs("pdfinfo", "pdftotext");
    await signIn(page, personCalled(title));
    const file = await kept(page, "pdf");
    const facts = await run("pdfinfo", [file]);
    expect(facts).toMatch(/^Tagged: +yes$/m);
    expect(facts).toMatch(/^Title: +Standard Pack, .+ \(999\/\d{4}\), 2025\/26$/m);
    expect(facts).toMatch(/^Page size: .+\(A4\)$/m);
    const document = await PDFDocument.load(readFileSync(file), { updateMetadata: false });
    const ours = document.getPages().map((page, n) => {
      const { text, artifacts } = readContent(page, `page ${n + 1}`);
      return [...text.values(), artifacts].join("\n");
    });
    const theirs = await run("pdftotext", ["-raw", "-enc", "UTF-8", file, "-"]);
    const letters = (text: string) => wordsOf(text.replaceAll(/\s/g, "").split("").join(" ")).join("");
    for (const [n, text] of theirs.split("\f").slice(0, ours.length).entries())
      expect(letters(text), `page ${n + 1}`).toBe(letters(ours[n] ?? ""));
  });
}

const shortened = (rows: string[][]): string[][] =>
  rows.map((row) => row.slice(0, row.findLastIndex((cell) => cell !== "") + 1)).filter((row) => row.length > 0);

const rowsIn = (file: string): string[][] =>
  shortened(parse(readFileSync(file), { bom: true, relax_column_count: true }));

test("LibreOffice opens the workbook, and shows in it what the CSV says", async ({ page }) => {
  await needs("soffice");
  await signIn(page, personCalled("Headteacher"));
  const [workbook, csv] = [await kept(page, "xlsx"), await kept(page, "csv")];
  const folder = test.info().outputPath("sheets");
  const everySheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1";
  const home = `-env:UserInstallation=file://${test.info().outputPath("office")}`;
  await run("soffice", [home, "--headless", "--convert-to", everySheet, "--outdir", folder, workbook]);
  const sheets = readdirSync(folder).filter((name) => !name.endsWith("-About.csv"));
  const read = sheets.map((name) => rowsIn(path.join(folder, name)));
  const expected = rowsIn(csv);
  const of = (rows: string[][]) => rows.map((row) => JSON.stringify(row));
  const all = of(expected);
  expect(read.length).toBeGreaterThanOrEqual(3);
  for (const rows of read) {
    const from = all.indexOf(of(rows)[0] ?? "", rows[0]?.[0] === "Standard Pack" ? 1 : 0);
    expect(of(rows)).toEqual(all.slice(from, from + rows.length));
  }
  const about = rowsIn(path.join(folder, readdirSync(folder).find((name) => name.endsWith("-About.csv")) ?? ""));
  expect(read.flat().length + about.length).toBe(expected.length);
});
