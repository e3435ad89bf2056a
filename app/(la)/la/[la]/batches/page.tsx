import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Choose, type Choosing } from "@/components/batches/choose";
import { Batches } from "@/components/batches/list";
import { counted } from "@/components/batches/words";
import { Live } from "@/components/imports/live";
import { Main } from "@/components/shell/main";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { listBatches } from "@/lib/batches/list";
import { batchChoices, type Preview, previewBatch } from "@/lib/batches/preview";
import { keptDays } from "@/lib/batches/state";
import type { Scope } from "@/lib/database";
import { Invalid, NotFound } from "@/lib/errors";
import { reports, standardPack, yearsOf } from "@/lib/reports/index";
import { latestResultsYear } from "@/lib/year";
import { askedOf, choosingOf } from "./asked";
import { MakeButton } from "./buttons";
import { FileButtons, WholeButtons } from "./row-buttons";

/** What the page needs of a report: the rest cannot go to the browser. */
const offered = reports.map(({ id, title, about }) => ({ id, title, about }));

export const metadata: Metadata = { title: "Batches" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** What the choice makes, or what is wrong with it in words. */
async function previewOf(scope: Scope, choosing: Choosing): Promise<Preview | string> {
  try {
    return await previewBatch(scope, askedOf(choosing));
  } catch (error) {
    if (error instanceof Invalid || error instanceof NotFound) return error.message;
    throw error;
  }
}

const listed = (names: string[]): string =>
  names.length <= 8 ? names.join(", ") : `${names.slice(0, 8).join(", ")} and ${names.length - 8} more`;

interface ShownProps {
  la: string;
  choosing: Choosing;
  preview: Preview;
}

/** There is nothing to print: why, and the next step. */
function Nothing({ la, choosing: { year, pupils }, preview: { schools } }: ShownProps) {
  return (
    <Notice kind="warning" title={schools.length === 0 ? "The report is for none of these schools" : undefined}>
      {schools.length === 0 ? (
        "Choose other schools, or another report."
      ) : (
        <>
          No results of {year} are held for any of these schools{pupils ? "" : " that may be shown to schools"}.{" "}
          <TextLink href={`/la/${la}/imports`}>Import their files</TextLink>, or choose another year.
        </>
      )}
    </Notice>
  );
}

function Shown({ la, choosing, preview }: ShownProps) {
  const { title, schools, without, leftOut, schoolsWords } = preview;
  const makes = schools.length > without.length;
  return (
    <div className="space-y-3">
      {makes ? (
        <p>
          <strong>{counted(schools.length, "file", "files")}</strong>: {schoolsWords}, {choosing.year}
          {choosing.pupils ? "" : ", no pupils"}. One PDF per school: {title}.
        </p>
      ) : (
        <Nothing la={la} choosing={choosing} preview={preview} />
      )}
      {makes && without.length > 0 && (
        <Notice kind="warning">
          No results of {choosing.year} are held for {listed(without)}.{" "}
          {without.length === 1 ? "Its file" : "Their files"} will fail, and can be retried once results are in.
        </Notice>
      )}
      {leftOut.length > 0 && (
        <p className="text-dense text-muted">
          Left out, for the report is not for their ages or they were closed: {listed(leftOut)}.
        </p>
      )}
      {makes && <MakeButton la={la} choosing={choosing} files={schools.length} />}
    </div>
  );
}

const NoSchools = () => (
  <EmptyState title="No school yet.">
    The operator loads the national register; the authority's schools are those that it lists. Batches can be made once
    there are schools and their results.
  </EmptyState>
);

/** Reports for many schools: what is made at the left, what has been made beside it. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const given = await searchParams;
  const latest = latestResultsYear(new Date());
  const asked = choosingOf(given, latest);
  const choices = await batchChoices(scope, askedOf(asked));
  const choosing = {
    ...asked,
    phase: asked.phase || (choices.phases[0] ?? ""),
    locality: asked.locality || (choices.localities[0]?.id ?? ""),
  };
  const open = typeof given.open === "string" ? given.open.split(",").slice(0, 50) : [];
  const [preview, batches] = [await previewOf(scope, choosing), await listBatches(scope, { open })];
  return (
    <Main wide>
      <div className="grid gap-x-8 gap-y-8 grid-cols-[minmax(0,1fr)] xl:grid-cols-[minmax(22rem,2fr)_minmax(0,5fr)]">
        <div>
          <h1 className="mb-1 text-title">Batches</h1>
          <p className="mb-4 text-muted">
            A PDF for each of many schools, to be downloaded as a ZIP of them or as one PDF.{" "}
            <TextLink href="/help/batches">Help</TextLink>
          </p>
          {choices.schools.length === 0 ? (
            <NoSchools />
          ) : (
            <Choose
              choosing={choosing}
              pack={standardPack}
              reports={offered}
              years={yearsOf(standardPack.id)
                .filter((y) => y <= latest)
                .reverse()}
              {...choices}
            >
              {typeof preview === "string" ? (
                <p className="font-semibold">{preview}</p>
              ) : (
                <Shown la={la} choosing={choosing} preview={preview} />
              )}
            </Choose>
          )}
        </div>
        <Batches
          batches={batches}
          open={open}
          keptDays={keptDays}
          buttons={(row) => <WholeButtons la={la} row={row} />}
          itemButtons={(row, item) => <FileButtons la={la} row={row} item={item} />}
        />
      </div>
      <Live la={la} kinds={["batch", "records"]} />
    </Main>
  );
});
