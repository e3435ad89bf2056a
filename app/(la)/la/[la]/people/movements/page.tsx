import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { listMovements, type Movement, movementKinds } from "@/lib/access/staff/movements";
import { dayText } from "@/lib/when";
import { spanOf, spans } from "./since";

export const metadata: Metadata = { title: "Joiners, movers, leavers" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const columnsFor = (la: string): Column<Movement>[] => [
  {
    label: "Name",
    cell: ({ name, personId }) => (
      <TextLink href={`/la/${la}/history?person=${personId}`}>
        {name}
        <span className="sr-only">, history</span>
      </TextLink>
    ),
  },
  { label: "E-mail", cell: ({ email }) => email },
  { label: "Change", cell: ({ kind }) => movementKinds[kind] },
  { label: "When", cell: ({ at }) => dayText(at) },
  { label: "Where", cell: ({ where }) => where },
  { label: "What", cell: ({ what }) => what },
  { label: "Last used", cell: ({ lastUsed }) => (lastUsed ? dayText(lastUsed) : "Not yet") },
];

function Spans({ la, chosen }: { la: string; chosen: string }) {
  return (
    <nav aria-label="How far back" className="mb-6">
      <ul className="flex flex-wrap gap-x-6 gap-y-1">
        {spans.map(({ id, label }) => (
          <li key={id}>
            {id === chosen ? (
              <strong aria-current="true">{label}</strong>
            ) : (
              <TextLink href={`/la/${la}/people/movements?since=${id}`}>{label}</TextLink>
            )}
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Who came to the staff or into a school's register, got other rights there, or left. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope, hat } = await laScope(la);
  const { id, since } = spanOf((await searchParams).since);
  const rows = await listMovements(scope, { since });
  return (
    <Main wide>
      <PageHead
        title="Joiners, movers, leavers"
        below={`In the staff of ${hat.laName} and in its schools’ Access Registers`}
      >
        <ButtonLink kind="secondary" href={`/la/${la}/people/movements/download?since=${id}`} download>
          Download as CSV
        </ButtonLink>
      </PageHead>
      <Spans la={la} chosen={id} />
      {rows.length === 0 ? (
        <EmptyState title="Nobody came, moved or left in this time." />
      ) : (
        <Table
          caption="Joiners, movers, leavers"
          hideCaption
          columns={columnsFor(la)}
          rows={rows}
          keyOf={(m) => `${m.kind} ${m.personId} ${m.where} ${m.at}`}
        />
      )}
    </Main>
  );
});
