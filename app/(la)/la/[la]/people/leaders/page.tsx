import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm } from "@/components/ui/act-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { listLeaders, type SchoolLeaders } from "@/lib/access/leaders/list";
import type { Leader } from "@/lib/access/leaders/rows";
import { dayText } from "@/lib/when";
import { confirm } from "./actions";

export const metadata: Metadata = { title: "School leaders" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

interface Row {
  school: SchoolLeaders;
  leader: Leader;
}

const appointHref = (la: string, urn: string) => `/la/${la}/people/leaders/appoint?urn=${urn}`;

const withoutColumns = (la: string): Column<SchoolLeaders>[] => [
  { label: "School", cell: ({ name }) => name },
  { label: "DfE number", cell: ({ dfe }) => dfe },
  {
    label: "First Level 1",
    cell: ({ urn, name }) => (
      <TextLink href={appointHref(la, urn)}>
        Let somebody in<span className="sr-only"> at {name}</span>
      </TextLink>
    ),
  },
];

/** Still right: at the last look, or since they were let in. */
const looked = ({ confirmedAt, since }: Leader): string =>
  confirmedAt ? `Still right on ${dayText(confirmedAt)}` : `Not looked at since ${dayText(since)}`;

function Acts({ la, row }: { la: string; row: Row }) {
  const { urn, personId, name } = row.leader;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
      <ActForm
        act={confirm}
        id={`confirm-${urn}-${personId}`}
        hidden={{ la, urn, person: personId }}
        kind="secondary"
        send={
          <>
            Still right<span className="sr-only">: {name}</span>
          </>
        }
      />
      <TextLink href={`${appointHref(la, urn)}&replaces=${personId}`}>
        Replace<span className="sr-only"> {name}</span>
      </TextLink>
    </div>
  );
}

const leaderColumns = (la: string): Column<Row>[] => [
  { label: "School", cell: ({ school }) => school.name },
  { label: "Level 1", cell: ({ leader }) => leader.name },
  { label: "E-mail", cell: ({ leader }) => leader.email },
  { label: "Since", cell: ({ leader }) => dayText(leader.since) },
  { label: "Last used", cell: ({ leader }) => (leader.lastUsed ? dayText(leader.lastUsed) : "Not yet") },
  { label: "Looked at", cell: ({ leader }) => looked(leader) },
  { label: "Review", cell: (row) => <Acts la={la} row={row} /> },
];

function Without({ la, schools }: { la: string; schools: SchoolLeaders[] }) {
  if (schools.length === 0)
    return (
      <p>
        <Status mark="arrow">Every open school has a Level 1.</Status>
      </p>
    );
  return (
    <Table
      caption={schools.length === 1 ? "1 school has no Level 1" : `${schools.length} schools have no Level 1`}
      columns={withoutColumns(la)}
      rows={schools}
      keyOf={(s) => s.urn}
    />
  );
}

/** The schools' Level 1s: who is, when they were last here, and which schools have none yet. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const schools = await listLeaders(scope, {});
  const { made: madeAt } = await searchParams;
  const made = schools.find(({ urn }) => urn === madeAt);
  const rows = schools.flatMap((school) => school.leaders.map((leader) => ({ school, leader })));
  return (
    <Main wide>
      <PageHead
        title="School leaders"
        below="Level 1 sees every pupil of a school by name, and decides who else is let in there"
      >
        <ButtonLink href={`/la/${la}/people/leaders/list`}>Let in many from a list</ButtonLink>
      </PageHead>
      <div className="space-y-10">
        {made && (
          <Notice kind="success">
            {made.name} has its Level 1. They, the school’s own address in the register and the other administrators are
            told by e-mail.
          </Notice>
        )}
        <Without la={la} schools={schools.filter((s) => s.leaders.length === 0)} />
        {rows.length === 0 ? (
          <EmptyState title="Nobody is a Level 1 yet.">
            The authority lets in each school’s first; the school decides about everyone else.
          </EmptyState>
        ) : (
          <section className="space-y-3">
            <Table
              caption="Level 1s, for the authority to look at once a term"
              columns={leaderColumns(la)}
              rows={rows}
              keyOf={({ leader }) => `${leader.urn} ${leader.personId}`}
            />
            <p className="max-w-[72ch] text-dense text-muted">
              A school’s own termly review never suspends a Level 1, so the authority looks. Who has left is replaced by
              their successor. A further Level 1 beside the first needs both the authority and the school:{" "}
              <TextLink href={`/la/${la}/requests`}>requests</TextLink>.
            </p>
          </section>
        )}
      </div>
    </Main>
  );
});
