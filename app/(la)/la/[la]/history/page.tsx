import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { type HistoryKind, historyKinds } from "@/lib/access/history/doors";
import { type HistoryRow, listHistory } from "@/lib/access/history/list";
import { type AuthoritySchool, authoritySchools } from "@/lib/schools/authority-schools";
import { timeText } from "@/lib/when";

export const metadata: Metadata = { title: "History" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const columns: Column<HistoryRow>[] = [
  { label: "When", cell: ({ at }) => <span className="whitespace-nowrap">{timeText(at)}</span> },
  { label: "Who", cell: ({ who }) => who },
  { label: "What", cell: ({ what }) => what },
  { label: "From", cell: ({ from }) => from ?? "" },
  { label: "To", cell: ({ to }) => to ?? "" },
];

const kinds = Object.entries(historyKinds) as [HistoryKind, { title: string }][];
const text = (given: string | string[] | undefined): string | undefined =>
  typeof given === "string" && given !== "" ? given : undefined;
const box = "mt-1 block max-w-80 rounded-small border border-edge bg-paper px-2 py-1";

interface Filter {
  kind?: HistoryKind;
  urn?: string;
  person?: string;
}

function FilterForm({ filter, schools }: { filter: Filter; schools: AuthoritySchool[] }) {
  return (
    <form method="get" className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-3">
      {filter.person && <input type="hidden" name="person" value={filter.person} />}
      <div>
        <label htmlFor="kind" className="font-semibold">
          Kind
        </label>
        <select id="kind" name="kind" defaultValue={filter.kind ?? ""} className={box}>
          <option value="">All</option>
          {kinds.map(([id, { title }]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      </div>
      <div>
        <label htmlFor="urn" className="font-semibold">
          School
        </label>
        <select id="urn" name="urn" defaultValue={filter.urn ?? ""} className={box}>
          <option value="">All</option>
          {schools.map(({ urn, name }) => (
            <option key={urn} value={urn}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Button kind="secondary">Apply filters</Button>
    </form>
  );
}

const addressOf = (la: string, of: Filter & { before?: number }): string => {
  const given = Object.entries(of).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(given.map(([key, value]) => [key, String(value)]));
  return `/la/${la}/history${given.length > 0 ? `?${query}` : ""}`;
};

/** Every change of people, rights, agreements, Localities and settings: who, when, from what to what. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope, hat } = await laScope(la);
  const given = await searchParams;
  const kind = kinds.find(([id]) => id === given.kind)?.[0];
  const filter: Filter = { kind, urn: text(given.urn), person: text(given.person) };
  const before = /^\d{1,15}$/.test(text(given.before) ?? "") ? Number(given.before) : undefined;
  const { rows, more, person } = await listHistory(scope, { ...filter, before });
  const schools = await authoritySchools(scope, {});
  const last = rows.at(-1);
  return (
    <Main wide>
      <PageHead
        title="History"
        below={`What was changed of ${hat.laName}’s people, agreements, Localities and settings, and what was refused`}
      />
      <FilterForm filter={filter} schools={schools} />
      {person && (
        <p className="mb-4">
          Only what {person} did, or what was done to their access.{" "}
          <TextLink href={addressOf(la, { ...filter, person: undefined })}>Show everybody’s</TextLink>
        </p>
      )}
      {rows.length === 0 ? (
        <EmptyState title="Nothing of this kind has been changed." />
      ) : (
        <Table caption="Changes, the newest first" columns={columns} rows={rows} keyOf={(r) => String(r.id)} />
      )}
      <p className="mt-4 flex gap-6">
        {before && <TextLink href={addressOf(la, filter)}>Newest</TextLink>}
        {more && last && <TextLink href={addressOf(la, { ...filter, before: last.id })}>Older</TextLink>}
      </p>
    </Main>
  );
});
