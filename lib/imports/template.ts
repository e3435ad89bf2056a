import { type CellStyle, writeXlsx } from "hucre/xlsx";
import { datasetById } from "@/lib/datasets";
import { columnsIn } from "@/lib/datasets/define";
import { placeColumns } from "@/lib/datasets/headers";
import { Invalid } from "@/lib/errors";
import { heldWords, holds } from "@/lib/held-years";

/** Of a school and a year a row says these; `schoolName` is nobody's to check. */
const place = [placeColumns.la, placeColumns.estab, placeColumns.academicYear];

/** As text, so that UPNs and days stay as they are typed. */
const asText: CellStyle = { numFmt: "@" };

/** The headers that a sheet of this dataset and year is best given. Throws NotFound, Invalid for a year that is not held. */
export function templateHeaders(datasetId: string, year: number): string[] {
  const dataset = datasetById(datasetId);
  if (!holds(dataset.years, year)) throw new Invalid(heldWords(dataset.title, dataset.years, year));
  const columns = columnsIn(dataset, year).map(([, column]) => column);
  return [...place, ...columns].flatMap(({ headers }) => headers?.[0] ?? []);
}

/** An empty sheet with these headers, as CSV or as a workbook whose columns are text. */
export const templateFile: Record<"csv" | "xlsx", (headers: string[]) => Promise<BodyInit>> = {
  csv: async (headers) => `\uFEFF${headers.join(",")}\r\n`,
  xlsx: async (headers) => {
    const columns = headers.map((header) => ({ width: Math.max(10, header.length + 2), style: asText }));
    return new Uint8Array(await writeXlsx({ sheets: [{ name: "Results", columns, rows: [headers] }] }));
  },
};
