import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorSummary } from "@/components/ui/error-summary";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { previewAgreements } from "@/lib/agreements/change";
import { listAgreements, type SchoolPeriods } from "@/lib/agreements/list";
import type { Scope } from "@/lib/database";
import { Invalid } from "@/lib/errors";
import { type Asked, askedOf, changeOf } from "./asked";
import { ChooseAgreements } from "./choose";
import { PreviewAgreements, spanText } from "./preview";
import { UseForm } from "./use-form";

export const metadata: Metadata = { title: "Schools’ agreements" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const nothing: Asked = { act: "set", of: "ticked", phase: "", urns: [], from: "", until: "" };

type Shown = Awaited<ReturnType<typeof previewAgreements>> | { faults: { field: string; words: string }[] };

/** What a choice would change, or what is wrong with it. */
async function shownOf(scope: Scope, asked: Asked | null): Promise<Shown | null> {
  if (!asked) return null;
  try {
    return await previewAgreements(scope, changeOf(asked));
  } catch (error) {
    if (!(error instanceof Invalid)) throw error;
    return { faults: Object.entries(error.fields).map(([field, words]) => ({ field, words })) };
  }
}

const columnsFor = (asked: Asked): Column<SchoolPeriods>[] => [
  {
    label: "School",
    cell: ({ urn, name, closed }) => (
      <label className="flex items-start gap-2 font-normal">
        <input
          id={`urn-${urn}`}
          type="checkbox"
          name="urn"
          value={urn}
          defaultChecked={asked.urns.includes(urn)}
          className="h-5 w-5 shrink-0"
        />
        {closed ? `${name} (closed)` : name}
      </label>
    ),
  },
  { label: "DfE number", cell: ({ dfe }) => dfe },
  { label: "Phase", cell: ({ phase }) => phase ?? "Not known" },
  {
    label: "Today",
    cell: ({ inForce }) => <Status mark={inForce ? "arrow" : "lock"}>{inForce ? "In force" : "None"}</Status>,
  },
  {
    label: "Agreements",
    cell: ({ periods }) => (
      <ul>
        {periods.map((p) => (
          <li key={p.id}>{spanText(p)}</li>
        ))}
      </ul>
    ),
  },
];

function Changed({ count }: { count: string | undefined }) {
  if (!count || !/^\d+$/.test(count)) return null;
  const words =
    count === "1"
      ? "1 school’s agreements have been changed."
      : `The agreements of ${count} schools have been changed.`;
  return <Notice kind="success">{words}</Notice>;
}

/** Which school has the authority's service level agreement, from when until when. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const given = await searchParams;
  const agreements = await listAgreements(scope, {});
  const asked = askedOf(given);
  const shown = await shownOf(scope, asked);
  const schools = agreements.schools.filter((s) => !s.closed || s.periods.length > 0);
  return (
    <Main wide>
      <PageHead
        title="Schools’ agreements"
        below="The service level agreement within which a school’s people open its reports"
      />
      <div className="max-w-5xl space-y-8">
        <Changed count={typeof given.changed === "string" ? given.changed : undefined} />
        {shown && "faults" in shown && (
          <ErrorSummary faults={shown.faults.map((f) => ({ ...f, field: f.field === "urn" ? "schools" : f.field }))} />
        )}
        <UseForm la={la} agreements={agreements} />
        {asked && shown && "changes" in shown && <PreviewAgreements la={la} asked={asked} preview={shown} />}
        {schools.length === 0 ? (
          <EmptyState title="No school yet.">
            The operator loads the national register; the authority’s schools are those that it lists.
          </EmptyState>
        ) : (
          <form method="get" className="space-y-8">
            <ChooseAgreements asked={asked ?? nothing} schools={schools} />
            <div id="schools">
              <Table
                caption="Schools and their agreements"
                columns={columnsFor(asked ?? nothing)}
                rows={schools}
                keyOf={(s) => s.urn}
              />
            </div>
          </form>
        )}
      </div>
    </Main>
  );
});
