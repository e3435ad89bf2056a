import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { rightsText } from "@/lib/access/domains";
import { fewestAdministrators } from "@/lib/access/staff/administrators";
import { listStaff, type StaffRow } from "@/lib/access/staff/list";
import { dayText } from "@/lib/when";

export const metadata: Metadata = { title: "People" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const sinceAndUse: Column<StaffRow>[] = [
  { label: "Since", cell: ({ since }) => dayText(since) },
  { label: "Last used", cell: ({ lastUsed }) => (lastUsed ? dayText(lastUsed) : "Not yet") },
];

const columnsFor = (la: string): Column<StaffRow>[] => [
  {
    label: "Name",
    cell: ({ personId, name, own }) => (
      <>
        <TextLink href={`/la/${la}/people/${personId}`}>{name}</TextLink>
        {own && " (you)"}
      </>
    ),
  },
  { label: "E-mail", cell: ({ email }) => email },
  { label: "Rights", cell: (row) => capitalised(rightsText(row)) },
  ...sinceAndUse,
];

const left: Column<StaffRow>[] = [
  { label: "Name", cell: ({ name }) => name },
  { label: "E-mail", cell: ({ email }) => email },
  ...sinceAndUse,
  { label: "Left", cell: ({ removedAt }) => (removedAt ? dayText(removedAt) : "") },
];

function TooFew() {
  return (
    <div className="mb-6 max-w-[72ch]">
      <Notice kind="warning" title="There is only one administrator">
        Nobody could change the staff’s rights if that person were away. Make somebody else an administrator too; from
        then on there are always at least two.
      </Notice>
    </div>
  );
}

/** The authority's staff: who may see and edit what, and who administers. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope, hat } = await laScope(la);
  const all = await listStaff(scope, {});
  const [now, gone] = [all.filter((s) => !s.removedAt), all.filter((s) => s.removedAt)];
  const removed = (await searchParams).removed === "1";
  return (
    <Main wide>
      <PageHead title="Staff" below={`Who sees and edits the data of ${hat.laName}, and who administers it`}>
        <ButtonLink href={`/la/${la}/people/invite`}>Invite somebody</ButtonLink>
      </PageHead>
      {removed && (
        <div className="mb-6 max-w-[72ch]">
          <Notice kind="success">Removed. Their next request finds nothing.</Notice>
        </div>
      )}
      {now.filter((s) => s.admin).length < fewestAdministrators && <TooFew />}
      <Table caption="Staff" hideCaption columns={columnsFor(la)} rows={now} keyOf={(s) => s.personId} />
      {gone.length > 0 && (
        <section className="mt-10">
          <Table caption="Have left" columns={left} rows={gone} keyOf={(s) => s.personId} />
        </section>
      )}
    </Main>
  );
});
