import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { type AccessLog, type LogLine, readAccessLog } from "@/lib/access/register/log";
import { timeText } from "@/lib/when";
import { registerPlace } from "../place";
import { lineWords, whoWords } from "./words";

interface Props {
  params: Promise<{ urn: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Access log");

const columns: Column<LogLine>[] = [
  { label: "When", cell: ({ at }) => timeText(at) },
  { label: "Who", cell: whoWords },
  { label: "What", cell: lineWords },
];

function Filter({ people, person }: { people: AccessLog["people"]; person: string | undefined }) {
  return (
    <form method="get" className="flex flex-wrap items-end gap-3">
      <div>
        <label htmlFor="person" className="block font-semibold">
          Person
        </label>
        <select
          id="person"
          name="person"
          defaultValue={person ?? ""}
          className="mt-1 min-h-10 max-w-full rounded-small border border-edge bg-paper px-3 py-2"
        >
          <option value="">Everyone</option>
          {people.map(({ person: id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Button kind="secondary">Show</Button>
    </form>
  );
}

/** Who opened which report or pupil of the school, and who did what in its register. */
export default page(async ({ params, searchParams }: Props) => {
  const { urn } = await params;
  const { scope, home, trail } = await registerPlace(urn);
  const asked = await searchParams;
  const person = typeof asked.person === "string" && asked.person ? asked.person : undefined;
  const number = Number(asked.page ?? 1);
  const log = await readAccessLog(scope, { urn, person, page: Number.isInteger(number) && number > 0 ? number : 1 });
  const hrefOf = (to: number) => `${home}/log?${new URLSearchParams({ ...(person && { person }), page: String(to) })}`;
  return (
    <Main>
      <Breadcrumbs trail={trail} here="Access log" />
      <PageHead
        title="Access log"
        below="Who opened which report or pupil of the school, and who changed its register"
      />
      <div className="space-y-6">
        <Filter people={log.people} person={person} />
        {log.lines.length === 0 ? (
          <EmptyState title={log.page > 1 ? "There is nothing further back." : "Nothing has been opened yet."} />
        ) : (
          <Table caption="Newest first" columns={columns} rows={log.lines} keyOf={({ id }) => String(id)} />
        )}
        <nav aria-label="Pages" className="flex gap-6">
          {log.page > 1 && <TextLink href={hrefOf(log.page - 1)}>Newer</TextLink>}
          {log.more && <TextLink href={hrefOf(log.page + 1)}>Older</TextLink>}
        </nav>
        <p className="max-w-[72ch] text-dense text-muted">
          Lists of all schools that the authority’s staff open in their work are kept in the authority’s own history.
        </p>
      </div>
    </Main>
  );
});
