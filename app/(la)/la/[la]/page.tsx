import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { YearPicker } from "@/components/shell/year-picker";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { datasets } from "@/lib/datasets";
import { Invalid } from "@/lib/errors";
import { type Season, seasons } from "@/lib/records/season";
import { latestResultsYear, yearLabel, yearsTo } from "@/lib/year";
import { nextThing } from "./next-thing";
import { Progress } from "./progress";

export const metadata: Metadata = { title: "This season" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<{ year?: string | string[] }>;
}

function yearFrom(given: string | string[] | undefined, years: number[]): number {
  const latest = years.at(-1) ?? latestResultsYear(new Date());
  if (given === undefined) return latest;
  const year = Number(given);
  if (!years.includes(year)) throw new Invalid(`The year must be one of ${years.join(", ")}.`, { year: "unknown" });
  return year;
}

const titleOf = (id: string) => datasets.find((dataset) => dataset.id === id)?.title ?? id;

function WhatNext({ la, season }: { la: string; season: Season }) {
  const { words, href } = nextThing(la, season);
  return (
    <>
      {titleOf(season.dataset)}
      <span className="block font-normal">{href ? <TextLink href={href}>{words}</TextLink> : words}</span>
    </>
  );
}

function columnsFor(la: string): Column<Season>[] {
  return [
    { label: "Dataset, and the next thing to do", cell: (season) => <WhatNext la={la} season={season} /> },
    { label: "Schools in", cell: (s) => <Progress label="schools in" count={s.in} of={s.expected} /> },
    { label: "Schools clean", cell: (s) => <Progress label="schools clean" count={s.clean} of={s.in} /> },
    { label: "Errors", number: true, cell: (s) => s.errors },
    { label: "Open queries", number: true, cell: (s) => s.queries },
  ];
}

export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope, hat } = await laScope(la);
  const years = yearsTo(latestResultsYear(new Date()), 5);
  const year = yearFrom((await searchParams).year, years);
  const rows = await seasons(scope, { years: [year] });
  return (
    <Main wide>
      <PageHead title={`${hat.laName}, ${year}`} below={`Results of the academic year ${yearLabel(year)}`}>
        <YearPicker years={years} current={year} hrefOf={(y) => `/la/${la}?year=${y}`} />
      </PageHead>
      <Table caption="How far each dataset has come" columns={columnsFor(la)} rows={rows} keyOf={(s) => s.dataset} />
      <p className="mt-3 max-w-[72ch] text-dense text-muted">
        A school is clean when it has no error and no query that is still open. Schools in are counted against those
        that were open that summer and teach children of the age.
      </p>
    </Main>
  );
});
