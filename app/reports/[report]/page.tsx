import type { Metadata } from "next";
import { askedReport, reportYear } from "@/app/_web/asked-report";
import { Frame } from "@/app/_web/frame";
import { page } from "@/app/_web/page";
import { downloadHref, reportHref } from "@/app/_web/report-links";
import { placeStanding, schoolPlace, schoolTitle } from "@/app/_web/school-place";
import { NoAgreement } from "@/app/(school)/school/[urn]/agreement";
import { ReportBlocks } from "@/components/report/html";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { YearPicker } from "@/components/shell/year-picker";
import { ButtonLink } from "@/components/ui/button";
import type { Hat } from "@/lib/access/scope-of";
import type { Standing } from "@/lib/agreements/standing";
import { asAtText } from "@/lib/reports/block";
import { buildReport, reportsFor } from "@/lib/reports/build";
import { reports, standardPack } from "@/lib/reports/index";
import { PrintButton } from "./print-button";

interface Props {
  params: Promise<{ report: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export async function generateMetadata({ params, searchParams }: Props): Promise<Metadata> {
  const [{ report }, { urn, year }] = [await params, await searchParams];
  const title = [standardPack, ...reports].find(({ id }) => id === report)?.title ?? "Report";
  const named = await schoolTitle(String(urn), year === undefined || year === "latest" ? title : `${title} ${year}`);
  return { ...named, robots: { index: false } };
}

function Toolbar({ report, urn, year, years }: { report: string; urn: string; year: number; years: number[] }) {
  const asked = { report, urn, year };
  return (
    <div className="screen-only mb-8 mt-4 flex flex-wrap items-center justify-between gap-x-8 gap-y-3 border-y border-rule py-3">
      <div className="flex flex-wrap gap-2">
        <ButtonLink kind="secondary" href={downloadHref(asked, "pdf")} download>
          Download PDF
        </ButtonLink>
        <ButtonLink kind="secondary" href={downloadHref(asked, "xlsx")} download>
          Excel
        </ButtonLink>
        <ButtonLink kind="secondary" href={downloadHref(asked, "csv")} download>
          CSV
        </ButtonLink>
        <PrintButton />
      </div>
      <YearPicker years={years} current={year} hrefOf={(y) => reportHref({ report, urn, year: y })} />
    </div>
  );
}

/** Instead of a report, for the people of a school that has no agreement. */
function Closed({ place, urn, standing }: { place: { name: string; hat: Hat }; urn: string; standing: Standing }) {
  return (
    <Frame place={place}>
      <Main>
        <Breadcrumbs trail={[{ href: `/school/${urn}`, label: place.name }]} here="Reports" />
        <h1 className="mb-6 text-title">{place.name}</h1>
        <NoAgreement standing={standing} />
      </Main>
    </Frame>
  );
}

const ascending = (years: number[]) => [...new Set(years)].sort((a, b) => a - b);

/** Every report there is, for a school and a year, drawn from the records as they are now. */
export default page(async ({ params, searchParams }: Props) => {
  const { report } = await params;
  const { urn, year: given } = askedReport(await searchParams);
  const { scope, hat, school } = await schoolPlace(urn);
  const { standing, opens } = await placeStanding(urn);
  if (!opens) return <Closed place={{ name: school.name, hat }} urn={urn} standing={standing} />;
  const offer = (await reportsFor(scope, { urn })).reports.find(({ id }) => id === report);
  const year = reportYear(offer, given);
  const built = await buildReport(scope, { report, urn, year });
  const trail = [
    { href: `/school/${urn}`, label: school.name },
    { href: `/school/${urn}/standard-reports`, label: "Standard Reports" },
  ];
  return (
    <Frame place={{ name: school.name, hat }}>
      <Main>
        <Breadcrumbs trail={trail} here={`${built.title}, ${year}`} />
        <Toolbar report={report} urn={urn} year={year} years={ascending([...(offer?.years ?? []), year])} />
        <p className="mb-6 text-dense text-muted">
          {built.subject}, {year}
          <br />
          {built.level}. Data as at {asAtText(built.dataAsAt)}.
        </p>
        <ReportBlocks blocks={built.blocks} />
      </Main>
    </Frame>
  );
});
