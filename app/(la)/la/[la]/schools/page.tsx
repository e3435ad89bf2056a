import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { type AuthoritySchool, authoritySchools } from "@/lib/schools/authority-schools";

export const metadata: Metadata = { title: "Schools" };

const day = (iso: string) => new Date(iso).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });

const columns: Column<AuthoritySchool>[] = [
  { label: "School", cell: ({ urn, name }) => <TextLink href={`/school/${urn}`}>{name}</TextLink> },
  { label: "DfE number", cell: ({ dfeNumber }) => dfeNumber },
  { label: "URN", cell: ({ urn }) => urn },
  { label: "Phase", cell: ({ phase }) => phase ?? "Not known" },
  { label: "Ages", cell: ({ lowAge, highAge }) => (lowAge === null ? "Not known" : `${lowAge} to ${highAge}`) },
  { label: "Locality", cell: ({ locality }) => locality ?? "None" },
  { label: "Open", cell: ({ closed }) => (closed ? `Until ${day(closed)}` : "Open") },
];

export default page(async ({ params }: { params: Promise<{ la: string }> }) => {
  const { scope, hat } = await laScope((await params).la);
  const schools = await authoritySchools(scope, {});
  const open = schools.filter(({ closed }) => !closed).length;
  return (
    <Main wide>
      <PageHead title="Schools" below={`${open} open schools of ${hat.laName}, and ${schools.length - open} closed`} />
      {schools.length === 0 ? (
        <EmptyState title="No school yet.">
          The operator loads the national register; the authority's schools are those that it lists.
        </EmptyState>
      ) : (
        <Table caption={`Schools of ${hat.laName}`} hideCaption columns={columns} rows={schools} keyOf={(s) => s.urn} />
      )}
    </Main>
  );
});
