import { redirect } from "next/navigation";
import { askedReport, reportYear } from "@/app/_web/asked-report";
import { attachment } from "@/app/_web/download";
import { type Form, forms } from "@/app/_web/report-links";
import { respond } from "@/app/_web/respond";
import { currentPerson, schoolScope } from "@/app/_web/scope";
import { reportPdf } from "@/components/report/pdf";
import { Invalid } from "@/lib/errors";
import type { BuiltReport } from "@/lib/reports/block";
import { buildReport, reportsFor } from "@/lib/reports/build";
import { reportCsv, reportXlsx } from "@/lib/reports/sheet";

interface Context {
  params: Promise<{ report: string }>;
}

const draw: Record<Form, (report: BuiltReport) => Promise<BodyInit>> = {
  pdf: async (report) => new Uint8Array(await reportPdf(report)),
  xlsx: async (report) => new Uint8Array(await reportXlsx(report)),
  csv: async (report) => reportCsv(report),
};

const isForm = (given: string | undefined): given is Form => given !== undefined && Object.hasOwn(forms, given);

/** Any report as a file: PDF, Excel or CSV. Who is not signed in is led to the report's page after signing in. */
export const GET = respond(async (request: Request, { params }: Context) => {
  const { report } = await params;
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { urn, year: given } = askedReport(query);
  const form = query.format;
  if (!isForm(form))
    throw new Invalid(`The format must be one of ${Object.keys(forms).join(", ")}.`, { format: "unknown" });
  if (!(await currentPerson())) {
    const to = `/reports/${encodeURIComponent(report)}?urn=${urn}&year=${given}`;
    redirect(`/sign-in?${new URLSearchParams({ to })}`);
  }
  const { scope } = await schoolScope(urn);
  const { reports } = await reportsFor(scope, { urn });
  const year = reportYear(
    reports.find(({ id }) => id === report),
    given,
  );
  const built = await buildReport(scope, { report, urn, year });
  const name = `${built.subject.replaceAll("/", "-")} ${built.title} ${year}.${form}`;
  return attachment(await draw[form](built), { type: forms[form].type, name });
});
