import { ActForm } from "@/components/ui/act-form";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import type { AccessRequest } from "@/lib/access/register/requests";
import { dayText } from "@/lib/when";
import { withdraw } from "./request-actions";

const states: Record<AccessRequest["state"], string> = {
  waiting: "Waits for an answer",
  added: "Yes: let in",
  declined: "No",
  withdrawn: "Withdrawn",
};

const about = ({ kind, registeredAt }: AccessRequest): string =>
  kind === "level-1" ? "To be a further Level 1" : `Registered at ${registeredAt}`;

function Answer({ row: { state, words, answeredByName, answeredAt } }: { row: AccessRequest }) {
  return (
    <>
      {states[state]}
      {words && <span className="block">“{words}”</span>}
      {answeredByName && answeredAt && (
        <span className="block text-muted">
          {answeredByName}, {dayText(answeredAt)}
        </span>
      )}
    </>
  );
}

interface Props {
  home: string;
  urn: string;
  rows: AccessRequest[];
  /** The reader is the school, not its authority. */
  school: boolean;
}

/** What the school asked its authority, and the authority the school, with the answers. */
export function Requests({ home, urn, rows, school }: Props) {
  const next: Column<AccessRequest> = {
    label: "What you can do",
    cell: ({ id, name, state, side }) => {
      if (state !== "waiting") return "";
      if ((side === "school") === school)
        return (
          <ActForm
            act={withdraw}
            id={`withdraw-${id}`}
            hidden={{ urn, id }}
            kind="secondary"
            send={
              <>
                Withdraw<span className="sr-only"> the request for {name}</span>
              </>
            }
          />
        );
      return school ? <TextLink href={`${home}/requests/${id}`}>Answer</TextLink> : "Answer it in the list of requests";
    },
  };
  const columns: Column<AccessRequest>[] = [
    { label: "Person", cell: ({ name }) => name },
    { label: "Asked", cell: about },
    {
      label: "By",
      cell: ({ askedByName, createdAt, side }) => (
        <>
          {askedByName}
          {side === "la" && ", for the authority"}
          <span className="block text-muted">{dayText(createdAt)}</span>
        </>
      ),
    },
    { label: "Answer", cell: (row) => <Answer row={row} /> },
    next,
  ];
  return <Table caption="Requests" hideCaption columns={columns} rows={rows} keyOf={(r) => r.id} />;
}
