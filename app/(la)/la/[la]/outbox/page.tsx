import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { EmptyState } from "@/components/ui/empty-state";
import { type Mark, Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { listMails, type MailRow } from "@/lib/mail/list";
import { AgainButton } from "./again-button";

export const metadata: Metadata = { title: "Outbox" };

interface Props {
  params: Promise<{ la: string }>;
}

const states: Record<MailRow["state"], { mark: Mark; label: string }> = {
  waiting: { mark: "clock", label: "Waiting" },
  sent: { mark: "arrow", label: "Sent" },
  failed: { mark: "bell", label: "Failed" },
};

const time = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short", timeZone: "Europe/London" });
const timeOf = (when: string): string => time.format(new Date(when));

function State({ state, words }: MailRow) {
  const { mark, label } = states[state];
  return (
    <>
      <Status mark={mark}>{label}</Status>
      {words && <span className="block max-w-[48ch] text-muted">{words}</span>}
    </>
  );
}

function columnsFor(la: string): Column<MailRow>[] {
  return [
    {
      label: "E-mail",
      cell: ({ title, link }) => (
        <>
          {title}
          {link && (
            <span className="block font-normal">
              <TextLink href={link}>Open its link (demo only)</TextLink>
            </span>
          )}
        </>
      ),
    },
    { label: "To", cell: ({ to }) => to || "Somebody who is no longer let in" },
    { label: "Written", narrow: true, cell: ({ createdAt }) => timeOf(createdAt) },
    { label: "State", cell: (row) => <State {...row} /> },
    { label: "Sent", narrow: true, cell: ({ sentAt }) => (sentAt ? timeOf(sentAt) : "") },
    { label: "Tries", number: true, cell: ({ attempts }) => attempts },
    {
      label: "Again",
      narrow: true,
      cell: ({ id, state, title, to }) => state === "failed" && <AgainButton la={la} id={id} of={`${title}, ${to}`} />,
    },
  ];
}

/** The authority's e-mails: how each stands. What one says and the address it went to are shown nowhere. */
export default page(async ({ params }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const mails = await listMails(scope, {});
  return (
    <Main wide>
      <PageHead title="Outbox" below="The authority’s e-mails to its staff and schools, newest first" />
      {mails.length === 0 ? (
        <EmptyState title="No e-mail has been written yet.">
          <p>When somebody is let in, when access ends or a review opens, the e-mail about it stands here.</p>
        </EmptyState>
      ) : (
        <Table caption="E-mails" hideCaption columns={columnsFor(la)} rows={mails} keyOf={({ id }) => id} />
      )}
    </Main>
  );
});
