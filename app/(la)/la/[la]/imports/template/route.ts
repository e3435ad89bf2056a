import { attachment } from "@/app/_web/download";
import { respond } from "@/app/_web/respond";
import { laScope } from "@/app/_web/scope";
import { datasetById } from "@/lib/datasets";
import { Invalid } from "@/lib/errors";
import { templateFile, templateHeaders } from "@/lib/imports/template";

interface Context {
  params: Promise<{ la: string }>;
}

const types = {
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
};

/** A blank spreadsheet for a dataset and year; it holds nothing of anybody. */
export const GET = respond(async (request: Request, { params }: Context) => {
  await laScope((await params).la);
  const { dataset = "", year, format } = Object.fromEntries(new URL(request.url).searchParams);
  if (format !== "csv" && format !== "xlsx")
    throw new Invalid("The format must be csv or xlsx.", { format: "unknown" });
  const headers = templateHeaders(dataset, Number(year));
  const name = `${datasetById(dataset).title} ${year} template.${format}`;
  return attachment(await templateFile[format](headers), { type: types[format], name });
});
