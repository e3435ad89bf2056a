import { ActForm } from "@/components/ui/act-form";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { dayWords } from "@/lib/access/register/days";
import { levels } from "@/lib/access/register/levels";
import type { Listed } from "@/lib/access/register/list";
import { dayText, timeText } from "@/lib/when";
import { restore } from "./actions";

export const untilWords = ({ lastDay }: Listed): string => (lastDay ? dayWords(lastDay) : "No end date");
export const usedWords = ({ lastUsed }: Listed): string => (lastUsed ? timeText(lastUsed) : "Not yet");

const who = (home: string): Column<Listed> => ({
  label: "Person",
  cell: ({ person, name, email, own }) => (
    <>
      <TextLink href={`${home}/${person}`}>{name}</TextLink>
      {own && " (you)"}
      <span className="block font-normal text-muted">{email}</span>
    </>
  ),
});

const level: Column<Listed> = {
  label: "Level",
  cell: (row) => <span className="whitespace-nowrap">{levels[row.level].name}</span>,
};

const why: Column<Listed> = {
  label: "Organisation and purpose",
  cell: ({ organisation, purpose }) => (
    <>
      {organisation && <span className="block">{organisation}</span>}
      {purpose && <span className="block text-muted">{purpose}</span>}
      {!organisation && !purpose && <span className="text-muted">Not said</span>}
    </>
  ),
};

const since: Column<Listed> = {
  label: "Let in",
  cell: ({ since: at, letInBy }) => (
    <>
      {dayText(at)}
      {letInBy && <span className="block text-muted">by {letInBy}</span>}
    </>
  ),
};

const until: Column<Listed> = { label: "Until", cell: untilWords };
const used: Column<Listed> = { label: "Last used", cell: usedWords };

export function People({ home, rows }: { home: string; rows: Listed[] }) {
  if (rows.length === 0)
    return <EmptyState title="Nobody is let in.">The authority lets in a school’s first Level 1.</EmptyState>;
  const columns = [who(home), level, why, since, until, used];
  return <Table caption={`Who has access now: ${rows.length}`} columns={columns} rows={rows} keyOf={(r) => r.person} />;
}

export function Suspended({ home, urn, rows }: { home: string; urn: string; rows: Listed[] }) {
  const back: Column<Listed> = {
    label: "Take back",
    cell: ({ person, name }) => (
      <ActForm
        act={restore}
        id={`restore-${person}`}
        hidden={{ urn, person }}
        kind="secondary"
        send={
          <>
            Restore<span className="sr-only"> {name}</span>
          </>
        }
      />
    ),
  };
  return (
    <>
      <p className="mb-3 max-w-[72ch]">
        Nobody confirmed them in the review, so they see nothing of the school. Nothing is deleted: restored, they have
        what they had.
      </p>
      <Table
        caption="Suspended"
        hideCaption
        columns={[who(home), level, why, until, used, back]}
        rows={rows}
        keyOf={(r) => r.person}
      />
    </>
  );
}

const ended: Column<Listed> = {
  label: "Ended",
  cell: ({ removedAt, lastDay }) =>
    removedAt ? `Removed ${dayText(removedAt)}` : `Ended ${lastDay ? dayWords(lastDay) : ""}`,
};

export function Over({ home, rows }: { home: string; rows: Listed[] }) {
  const columns = [who(home), level, why, since, ended, used];
  return <Table caption="Ended or removed" hideCaption columns={columns} rows={rows} keyOf={(r) => r.person} />;
}
