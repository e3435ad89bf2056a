import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { downloadHref, type Form, forms, reportHref } from "@/app/_web/report-links";
import { placeStanding, schoolPlace, schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { type ReportOffer, reportsFor } from "@/lib/reports/build";
import { NoAgreement } from "../agreement";
import { NoReport } from "../no-report";
import { trailTo } from "../trail";

interface Props {
  params: Promise<{ urn: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Standard Reports");

function columnsFor(offer: ReportOffer, urn: string): Column<number>[] {
  const asked = (year: number) => ({ report: offer.id, urn, year });
  const download = (form: Form): Column<number> => ({
    label: forms[form].label,
    narrow: true,
    cell: (year) => (
      <a className="text-link" href={downloadHref(asked(year), form)} download>
        {forms[form].label}
        <span className="sr-only">
          {" "}
          of {offer.title}, {year}
        </span>
      </a>
    ),
  });
  return [
    {
      label: "Open",
      cell: (year) => (
        <TextLink href={reportHref(asked(year))}>
          {offer.title}, {year}
        </TextLink>
      ),
    },
    download("pdf"),
    download("xlsx"),
    download("csv"),
  ];
}

function Offer({ offer, urn }: { offer: ReportOffer; urn: string }) {
  return (
    <section aria-labelledby={offer.id} className="mb-10 max-w-3xl">
      <h2 id={offer.id} className="text-large">
        {offer.title}
      </h2>
      <p className="mb-3 mt-1">{offer.about}</p>
      {offer.years.length > 0 ? (
        <Table
          caption={`${offer.title} by year`}
          hideCaption
          columns={columnsFor(offer, urn)}
          rows={offer.years}
          keyOf={String}
        />
      ) : (
        <EmptyState title="No results are held for this report yet." />
      )}
    </section>
  );
}

/** The reports there are for the school, year by year; each opens at once, with its downloads beside it. */
export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const { scope, hat, school } = await schoolPlace(urn);
  const { standing, opens } = await placeStanding(urn);
  const reports = opens ? (await reportsFor(scope, { urn })).reports : [];
  const trail = [...trailTo(hat), { href: `/school/${urn}`, label: school.name }];
  return (
    <Main>
      <Breadcrumbs trail={trail} here="Standard Reports" />
      <PageHead
        title="Standard Reports"
        below="Reports are made from the records as they are now, each time you open one"
      />
      {!opens && <NoAgreement standing={standing} />}
      {opens && reports.length === 0 && <NoReport />}
      {reports.map((offer) => (
        <Offer key={offer.id} offer={offer} urn={urn} />
      ))}
    </Main>
  );
});
