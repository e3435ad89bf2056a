import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Grid } from "@/components/grid/grid";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { YearPicker } from "@/components/shell/year-picker";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/access/capabilities";
import { datasetById, datasets } from "@/lib/datasets";
import { yearsHeld } from "@/lib/held-years";
import { listRecords } from "@/lib/records/list";
import { yearLabel } from "@/lib/year";
import { type Asked, gridColumns, keptFor, requireSeen, showFrom, tagOf } from "./view";

interface Props {
  params: Promise<{ la: string; dataset: string; year: string }>;
  searchParams: Promise<Asked>;
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { dataset, year } = await params;
  const title = datasets.find(({ id }) => id === dataset)?.title ?? "Records";
  return { title: `${title}, ${year}` };
}

const advice = "Amending is the exception: ask the school to correct its own system and resubmit.";

/** A dataset's year of the whole authority in the grid; an import's schools, or one school, as a filter of the address. */
export default page(async ({ params, searchParams }: Props) => {
  const { la, ...given } = await params;
  const [{ scope }, asked] = [await laScope(la), await searchParams];
  const [dataset, year] = [datasetById(given.dataset), Number(given.year)];
  requireSeen(scope, dataset, year);
  const [tag, show] = [await tagOf(scope, asked, { dataset: dataset.id, year }), showFrom(asked)];
  const place = { la, dataset: dataset.id, year, urns: tag?.urns };
  const first = await listRecords(scope, { ...place, issues: show });
  const years = yearsHeld(dataset.years);
  const base = `/la/${la}/data/${dataset.id}`;
  const empty = first.records === 0 && !tag;
  return (
    <Main wide>
      <PageHead title={`${dataset.title}, ${year}`} below={empty ? `Results of ${yearLabel(year)}` : advice}>
        <YearPicker years={years} current={year} hrefOf={(y) => `${base}/${y}${keptFor(asked, show)}`} />
      </PageHead>
      {tag && (
        <p className="mb-4 inline-flex items-center gap-3 border border-edge bg-wash px-3 py-1 text-dense">
          {tag.words}
          <TextLink href={`${base}/${year}${show === "all" ? "" : `?show=${show}`}`}>Show all schools</TextLink>
        </p>
      )}
      {empty ? (
        <EmptyState title={`Nothing is in for ${year} yet`}>
          Records appear here when the schools’ files are imported.{" "}
          <TextLink href={`/la/${la}/imports`}>Go to imports</TextLink>
        </EmptyState>
      ) : (
        <>
          <noscript>
            <p className="mb-4">The first records can be read here; searching and correcting needs JavaScript.</p>
          </noscript>
          <Grid
            key={`${dataset.id} ${year} ${tag?.words} ${show}`}
            label={`${dataset.title}, ${year}: records`}
            place={place}
            columns={gridColumns(dataset, year)}
            show={show}
            first={first}
            editable={can(scope, "clean") && scope.edit.includes(dataset.domain)}
          />
        </>
      )}
    </Main>
  );
});
