import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, Radios, TextField } from "@/components/ui/act-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { type Localities, type LocalityRow, listLocalities } from "@/lib/localities/list";
import { type Kind, kinds, kindWords } from "@/lib/localities/rows";
import type { OwnSchool } from "@/lib/schools/own";
import { dayText } from "@/lib/when";
import { add } from "./actions";

export const metadata: Metadata = { title: "Localities" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const columnsFor = (la: string): Column<LocalityRow>[] => [
  { label: "Name", cell: ({ id, name }) => <TextLink href={`/la/${la}/localities/${id}`}>{name}</TextLink> },
  { label: "Schools", number: true, cell: ({ now }) => now.length },
  { label: "Which", cell: ({ now }) => now.map((m) => m.name).join(", ") || "None yet" },
  { label: "Last day", cell: ({ until }) => (until ? dayText(until) : "") },
];

const about: Record<Kind, string> = {
  locality: "A report compares each school with the schools of its Locality, as they are today.",
  area: "Areas are kept and shown here. Reports do not compare with them yet.",
};

function Without({ schools, kind }: { schools: OwnSchool[]; kind: Kind }) {
  if (schools.length === 0) return null;
  const names = schools.slice(0, 10).map((s) => s.name);
  const more = schools.length > 10 ? ` and ${schools.length - 10} more` : "";
  return (
    <p className="mt-2 max-w-[72ch] text-dense text-muted">
      In no {kindWords[kind].one}: {names.join(", ")}
      {more}.
    </p>
  );
}

function OfKind({ la, kind, all }: { la: string; kind: Kind; all: Localities }) {
  const { one, many } = kindWords[kind];
  const rows = all.localities.filter((l) => l.kind === kind && !l.ended);
  const ended = all.localities.filter((l) => l.kind === kind && l.ended);
  return (
    <section aria-labelledby={kind}>
      <h2 id={kind} className="text-large">
        {many}
      </h2>
      <p className="mb-3">{about[kind]}</p>
      {rows.length === 0 ? (
        <EmptyState title={`There is no ${one} yet.`} />
      ) : (
        <>
          <Table caption={many} hideCaption columns={columnsFor(la)} rows={rows} keyOf={(l) => l.id} />
          <Without schools={all.without[kind]} kind={kind} />
        </>
      )}
      {ended.length > 0 && (
        <p className="mt-2 text-dense text-muted">
          Ended: {ended.map((l) => `${l.name} (${l.until ? dayText(l.until) : ""})`).join(", ")}.
        </p>
      )}
    </section>
  );
}

/** The authority's Localities and Areas and which school is in which. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const all = await listLocalities(scope, {});
  return (
    <Main wide>
      <PageHead title="Localities and Areas" below="A school is in one Locality and in one Area at a time">
        <ButtonLink kind="secondary" href={`/la/${la}/localities/list`}>
          Move many from a list
        </ButtonLink>
      </PageHead>
      <div className="max-w-5xl space-y-10">
        {(await searchParams).ended === "1" && <Notice kind="success">It has been given a last day.</Notice>}
        {kinds.map((kind) => (
          <OfKind key={kind} la={la} kind={kind} all={all} />
        ))}
        <section aria-labelledby="add-one" className="max-w-md">
          <h2 id="add-one" className="mb-3 text-large">
            Add one
          </h2>
          <ActForm act={add} id="add" hidden={{ la }} send="Add">
            <Radios
              name="kind"
              legend="Kind"
              choices={kinds.map((kind) => ({ value: kind, label: kindWords[kind].one }))}
              value="locality"
            />
            <TextField name="name" label="Name" autoComplete="off" />
          </ActForm>
        </section>
      </div>
    </Main>
  );
});
