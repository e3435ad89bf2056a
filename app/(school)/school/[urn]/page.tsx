import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { placeStanding, schoolPlace, schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import type { Standing } from "@/lib/agreements/standing";
import { schoolNow } from "@/lib/records/school-now";
import { reportsFor } from "@/lib/reports/build";
import { type SchoolHeadlines, schoolHeadlines } from "@/lib/reports/headlines";
import { AgreementLine, NoAgreement } from "./agreement";
import { Headlines } from "./headlines";
import { NoReport } from "./no-report";
import { NewHere, ToDo } from "./now";
import { trailTo } from "./trail";

interface Props {
  params: Promise<{ urn: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => schoolTitle((await params).urn);

function StandsOut({ sentences }: { sentences: SchoolHeadlines["standsOut"] }) {
  if (sentences.length === 0) return null;
  return (
    <section aria-labelledby="stands-out">
      <h2 id="stands-out" className="sr-only">
        What stands out
      </h2>
      <ul className="max-w-[60ch] space-y-2 text-large">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}

function OpenPack({ urn, years }: { urn: string; years: number[] | undefined }) {
  if (years === undefined) return <NoReport />;
  if (years.length === 0) {
    return (
      <EmptyState title="No results are held for this school yet.">
        The Standard Pack opens here as soon as the authority has imported the school's first file.
      </EmptyState>
    );
  }
  return (
    <div className="shrink-0 space-y-2">
      <ButtonLink kind="big" href={`/reports/standard-pack?urn=${urn}&year=latest`}>
        Open the Standard Pack
      </ButtonLink>
      <p className="text-muted">
        Every report for {years[0]}, in one document.
        <br />
        <TextLink href={`/school/${urn}/standard-reports`}>Other years and single reports</TextLink>
      </p>
    </div>
  );
}

type Place = Awaited<ReturnType<typeof schoolPlace>>;

/** What there is within the agreement: what stands out, the pack, five years at a glance, what is new, what needs doing. */
async function Open({ place: { scope, hat, school }, standing }: { place: Place; standing: Standing }) {
  const { urn } = school;
  const [headlines, offers, now] = await Promise.all([
    schoolHeadlines(scope, { urn }),
    reportsFor(scope, { urn }),
    schoolNow(scope, { urn }),
  ]);
  return (
    <div className="space-y-10">
      <div className="flex flex-col-reverse gap-x-16 gap-y-8 lg:flex-row lg:items-start lg:justify-between">
        <StandsOut sentences={headlines.standsOut} />
        <OpenPack urn={urn} years={offers.reports[0]?.years} />
      </div>
      <Headlines of={headlines} laName={hat.laName} />
      <div className="grid gap-10 md:grid-cols-2">
        <NewHere fresh={now.fresh} urn={urn} years={offers.reports[0]?.years ?? []} />
        {now.open && now.fresh.length > 0 && (
          <ToDo open={now.open} urn={urn} la={hat.urn === null ? hat.laCode : null} />
        )}
      </div>
      <AgreementLine standing={standing} staff={hat.urn === null} />
    </div>
  );
}

/** Without an agreement: that there is none, and what never needs one. */
async function Closed({ place: { scope, school }, standing }: { place: Place; standing: Standing }) {
  const now = await schoolNow(scope, { urn: school.urn });
  return (
    <div className="space-y-10">
      <NoAgreement standing={standing} />
      <div className="grid gap-10 md:grid-cols-2">
        <NewHere fresh={now.fresh} urn={school.urn} years={[]} />
        {now.open && now.fresh.length > 0 && <ToDo open={now.open} urn={school.urn} la={null} />}
      </div>
    </div>
  );
}

export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const place = await schoolPlace(urn);
  const { standing, opens } = await placeStanding(urn);
  const { hat, school } = place;
  const trail = trailTo(hat);
  const below = school.closed ? `DfE number ${school.dfeNumber}. Closed.` : `DfE number ${school.dfeNumber}`;
  return (
    <Main>
      {trail.length > 0 && <Breadcrumbs trail={trail} here={school.name} />}
      <PageHead title={school.name} below={below} />
      {opens ? await Open({ place, standing }) : await Closed({ place, standing })}
    </Main>
  );
});
