import { expect, it } from "vitest";
import { datasets } from "@/lib/datasets";
import { headerNorm, headersOf } from "@/lib/datasets/headers";
import { Invalid } from "@/lib/errors";
import { csvSheet } from "@/lib/files/csv";
import type { Sheet } from "@/lib/files/sheet";
import { xlsxSheets } from "@/lib/files/xlsx";
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
const years = datasets.flatMap((d) =>
  Array.from({ length: d.years.last - d.years.first + 1 }, (_, n) => [d, d.years.first + n] as const),
);

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

it("a heading means one column of a dataset", () => {
  for (const { columns } of datasets) {
    const all = Object.values(columns).flatMap(({ headers = [] }) => headers.map(headerNorm));
    expect(all.filter((header, n) => all.indexOf(header) !== n)).toEqual([]);
  }
});

it("a year that is not held has no template", () => {
  for (const year of [1999, Number.NaN]) expect(() => templateHeaders("eyfsp", year)).toThrow(Invalid);
});
