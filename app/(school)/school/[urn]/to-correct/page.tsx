import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolPlace, schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { datasets } from "@/lib/datasets";
import { type SchoolFault, schoolFaults } from "@/lib/records/school-faults";
import { trailTo } from "../trail";
import { setId } from "./set-id";

interface Props {
  params: Promise<{ urn: string }>;
}

const title = "Records to correct";

export const generateMetadata = async ({ params }: Props): Promise<Metadata> => schoolTitle((await params).urn, title);

const columns: Column<SchoolFault>[] = [
  {
    label: "Pupil",
    cell: ({ surname, forename }) => [surname, forename].filter(Boolean).join(", ") || "Without a name",
  },
  { label: "UPN", cell: ({ upn }) => upn ?? "–" },
  {
    label: "Found",
    narrow: true,
    cell: ({ severity }) => <Status mark="bell">{severity === "error" ? "Error" : "Query"}</Status>,
  },
  { label: "What is wrong, and what would be right", cell: ({ words }) => words },
];

function FaultsOf({ faults }: { faults: SchoolFault[] }) {
  const [first] = faults;
  if (!first) return null;
  const { dataset, year } = first;
  const name = `${datasets.find(({ id }) => id === dataset)?.title ?? dataset}, ${year}`;
  return (
    <section id={setId(first)} className="mt-8 first:mt-0">
      <h2 className="mb-2 text-large">{name}</h2>
      <Table
        caption={`Records to correct: ${name}`}
        hideCaption
        columns={columns}
        rows={faults}
        keyOf={(fault) => `${fault.recordId} ${fault.checkId}`}
      />
    </section>
  );
}

/** The school's own list of errors and open queries, pupil by pupil, to put right in its own system. */
export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const { scope, hat, school } = await schoolPlace(urn);
  const faults = await schoolFaults(scope, { urn });
  const sets = [...Map.groupBy(faults, setId).values()];
  const trail = [...trailTo(hat), { href: `/school/${urn}`, label: school.name }];
  return (
    <Main>
      <Breadcrumbs trail={trail} here={title} />
      <PageHead title={title} below={`${school.name}. Contains pupils' names: for those who may see them.`} />
      {sets.length === 0 ? (
        <EmptyState title="Nothing is open">The records held of this school passed their checks.</EmptyState>
      ) : (
        <>
          <p className="mb-8 max-w-[72ch]">
            Correct errors in your own system and send the authority a new file. A query may be right as it is: tell the
            authority's data team why, and they mark it correct.
          </p>
          {sets.map((set) => (
            <FaultsOf key={set[0] && setId(set[0])} faults={set} />
          ))}
        </>
      )}
    </Main>
  );
});
