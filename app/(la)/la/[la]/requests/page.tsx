import type { Metadata } from "next";
import { administratorScope } from "@/app/_web/administer";
import { page } from "@/app/_web/page";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { type AccessRequest, listRequests } from "@/lib/access/register/requests";
import { dayText } from "@/lib/when";

export const metadata: Metadata = { title: "Requests" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const done: Record<string, string> = {
  added: "Added. The school and the person are told by e-mail.",
  declined: "Declined. The school is told by e-mail.",
};

const kinds: Record<AccessRequest["kind"], string> = {
  elsewhere: "Registered at another school",
  "level-1": "A further Level 1",
};

const states: Record<AccessRequest["state"], string> = {
  waiting: "Waits for the school",
  added: "Yes",
  declined: "No",
  withdrawn: "Withdrawn",
};

const asked: Column<AccessRequest>[] = [
  {
    label: "School",
    cell: ({ urn, schoolName }) => <TextLink href={`/school/${urn}/access-register`}>{schoolName}</TextLink>,
  },
  { label: "What", cell: ({ kind }) => kinds[kind] },
  {
    label: "Asked",
    cell: ({ askedByName, createdAt }) => (
      <>
        {dayText(createdAt)}
        <span className="block text-muted">by {askedByName}</span>
      </>
    ),
  },
];

const answered: Column<AccessRequest> = {
  label: "Answer",
  cell: ({ state, words, answeredByName, answeredAt }) => (
    <>
      {states[state]}
      {words && <span className="block">“{words}”</span>}
      {answeredByName && answeredAt && (
        <span className="block text-muted">
          {answeredByName}, {dayText(answeredAt)}
        </span>
      )}
    </>
  ),
};

/** What schools ask of the authority about people, and what it asks of them. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope } = await administratorScope(la);
  const rows = await listRequests(scope, {});
  const waiting = rows.filter(({ state, side }) => state === "waiting" && side === "school");
  const rest = rows.filter((row) => !waiting.includes(row));
  const { done: what } = await searchParams;
  const words = typeof what === "string" ? done[what] : undefined;
  const person: Column<AccessRequest> = {
    label: "Person",
    cell: ({ id, name }) => <TextLink href={`/la/${la}/requests/${id}`}>{name}</TextLink>,
  };
  const named: Column<AccessRequest> = { label: "Person", cell: ({ name }) => name };
  return (
    <Main wide>
      <PageHead title="Requests" below="People whom schools ask you to let in" />
      <div className="space-y-10">
        {words && <Notice kind="success">{words}</Notice>}
        {waiting.length === 0 ? (
          <EmptyState title="No request waits for your answer.">
            Schools ask here for people who are registered at another school, and for a further Level 1.
          </EmptyState>
        ) : (
          <Table caption="Waiting for your answer" columns={[person, ...asked]} rows={waiting} keyOf={(r) => r.id} />
        )}
        {rest.length > 0 && (
          <Table
            caption="Waiting for a school, or answered in the last three months"
            columns={[named, ...asked, answered]}
            rows={rest}
            keyOf={(r) => r.id}
          />
        )}
      </div>
    </Main>
  );
});
