import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { YearPicker } from "@/components/shell/year-picker";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { Status } from "@/components/ui/status";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/access/capabilities";
import { datasets } from "@/lib/datasets";
import { type SchoolState, schoolStates } from "@/lib/records/by-school";
import { type AuthoritySchool, authoritySchools } from "@/lib/schools/authority-schools";
import { seasonYear, seasonYears } from "../season-year";
import { stateWords } from "./state-words";

export const metadata: Metadata = { title: "Schools" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<{ year?: string | string[] }>;
}

const day = (iso: string) => new Date(iso).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });

const details: Column<AuthoritySchool>[] = [
  { label: "DfE number", cell: ({ dfeNumber }) => dfeNumber },
  { label: "URN", cell: ({ urn }) => urn },
  { label: "Phase", cell: ({ phase }) => phase ?? "Not known" },
  {
    label: "Ages",
    cell: ({ lowAge, highAge }) => (lowAge === null ? "Not known" : `${lowAge}\u00a0to\u00a0${highAge}`),
  },
  { label: "Locality", cell: ({ locality }) => locality ?? "None" },
  { label: "Open", cell: ({ closed }) => (closed ? `Until ${day(closed)}` : "Open") },
];

/** How far a school is with a dataset; what is wrong leads to its records. */
function State({ state, la, year }: { state: SchoolState | undefined; la: string; year: number }) {
  const { mark, words, show } = stateWords(state);
  if (!mark) return words;
  const records = `/la/${la}/data/${state?.dataset}/${year}?school=${state?.urn}&show=${show}`;
  return <Status mark={mark}>{show ? <TextLink href={records}>{words}</TextLink> : words}</Status>;
}

function stateColumns(states: SchoolState[], at: { la: string; year: number }): Column<AuthoritySchool>[] {
  const byKey = new Map(states.map((state) => [`${state.dataset} ${state.urn}`, state]));
  const shown = datasets.filter(({ id }) => states.some(({ dataset }) => dataset === id));
  return shown.map(({ id, title }) => ({
    label: title,
    cell: ({ urn }) => <State state={byKey.get(`${id} ${urn}`)} {...at} />,
  }));
}

/** The authority's schools, and how far each is with the year's datasets. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope, hat } = await laScope(la);
  const year = seasonYear((await searchParams).year);
  const sees = can(scope, "browse");
  const schools = await authoritySchools(scope, {});
  const states = sees ? await schoolStates(scope, { year }) : [];
  const open = schools.filter(({ closed }) => !closed).length;
  const columns: Column<AuthoritySchool>[] = [
    { label: "School", cell: ({ urn, name }) => (sees ? <TextLink href={`/school/${urn}`}>{name}</TextLink> : name) },
    ...stateColumns(states, { la, year }),
    ...details,
  ];
  return (
    <Main wide>
      <PageHead title="Schools" below={`${open} open schools of ${hat.laName}, and ${schools.length - open} closed`}>
        {sees && <YearPicker years={seasonYears()} current={year} hrefOf={(y) => `/la/${la}/schools?year=${y}`} />}
      </PageHead>
      {!sees && (
        <div className="mb-6 max-w-[72ch]">
          <Notice title="You have no right to see results yet">
            Rights are given per person and kind of data, to administrators too. Ask whoever runs Keymark for{" "}
            {hat.laName}.
          </Notice>
        </div>
      )}
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
