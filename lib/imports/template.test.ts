import { expect, it } from "vitest";
import { datasetById, datasets } from "@/lib/datasets";
import { columnsIn } from "@/lib/datasets/define";
import { headerNorm, headersOf, keyInYear } from "@/lib/datasets/headers";
import { Invalid } from "@/lib/errors";
import { csvSheet } from "@/lib/files/csv";
import type { Sheet } from "@/lib/files/sheet";
import { xlsxSheets } from "@/lib/files/xlsx";
import { yearsHeld } from "@/lib/held-years";
import { templateFile, templateHeaders } from "./template";

const firstRow = async (sheet: Sheet | undefined) => {
  let fields: string[] = [];
  await sheet?.read((row) => {
    if ("fields" in row) fields = row.fields;
    return "stop";
  });
  return fields;
};
const bytesOf = async (body: BodyInit) => Buffer.from(await new Response(body).arrayBuffer());
const years = datasets.flatMap((d) => yearsHeld(d.years).map((year) => [d, year] as const));

it.each(years.map(([d, year]) => [d.id, year, d] as const))(
  "the template of %s in %i has every heading, each of which is known, in both forms",
  async (id, year, dataset) => {
    const headers = templateHeaders(id, year);
    const known = headers.map((header) => headersOf(dataset).get(headerNorm(header)));
    expect(known).toEqual(expect.arrayContaining(["la", "estab", "academicYear", "upn", "surname", "born"]));
    expect(known).not.toContain(undefined);
    expect(new Set(known).size).toBe(headers.length);
    expect(await firstRow(csvSheet(await bytesOf(await templateFile.csv(headers))))).toEqual(headers);
    const [sheet] = await xlsxSheets(await bytesOf(await templateFile.xlsx(headers)), 300);
    expect(await firstRow(sheet)).toEqual(headers);
  },
);

it("a heading means one column of a dataset's year", () => {
  for (const [dataset, year] of years) {
    const all = columnsIn(dataset, year).flatMap(([, { headers = [] }]) => headers.map(headerNorm));
    expect(all.filter((header, n) => all.indexOf(header) !== n)).toEqual([]);
  }
});

it("a template has the year's columns alone", () => {
  expect(templateHeaders("eyfsp", 2019)).toEqual(expect.arrayContaining(["G01", "G17"]));
  expect(templateHeaders("eyfsp", 2019)).not.toContain("E01");
  expect(templateHeaders("eyfsp", 2022)).not.toContain("G01");
  expect(() => templateHeaders("eyfsp", 2020)).toThrow("No statutory profile was collected in 2019/20 and 2020/21.");
});

it("a heading that two frameworks share means the year's goal", () => {
  const eyfsp = datasetById("eyfsp");
  for (const header of ["ELG03", "Speaking"]) {
    const key = headersOf(eyfsp).get(headerNorm(header)) ?? "";
    expect([2019, 2022].map((year) => keyInYear(eyfsp, { key, header }, year))).toEqual(
      header === "ELG03" ? ["g03", "e03"] : ["g03", "e02"],
    );
  }
  expect(keyInYear(eyfsp, { key: "e08", header: "Comprehension" }, 2019)).toBe("e08");
});

it("a year that is not held has no template", () => {
  for (const year of [1999, Number.NaN]) expect(() => templateHeaders("eyfsp", year)).toThrow(Invalid);
});
