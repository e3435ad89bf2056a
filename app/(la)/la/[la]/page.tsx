import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { YearPicker } from "@/components/shell/year-picker";
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { can } from "@/lib/access/capabilities";
import { datasets } from "@/lib/datasets";
import { type Season, seasons } from "@/lib/records/season";
import { yearLabel } from "@/lib/year";
import { nextThing } from "./next-thing";
import { Progress } from "./progress";
import { seasonYear, seasonYears } from "./season-year";

export const metadata: Metadata = { title: "This season" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<{ year?: string | string[] }>;
}

const titleOf = (id: string) => datasets.find((dataset) => dataset.id === id)?.title ?? id;

interface Reader {
  la: string;
  /** May the reader correct records? */
  corrects: boolean;
}

function WhatNext({ reader, season }: { reader: Reader; season: Season }) {
  const { words, href } = nextThing(reader, season);
  return (
    <>
      {titleOf(season.dataset)}
      <span className="block font-normal">{href ? <TextLink href={href}>{words}</TextLink> : words}</span>
    </>
  );
}

function columnsFor(reader: Reader): Column<Season>[] {
  return [
    { label: "Dataset, and the next thing to do", cell: (season) => <WhatNext reader={reader} season={season} /> },
    { label: "Schools in", cell: (s) => <Progress label="schools in" count={s.in} of={s.expected} /> },
    { label: "Schools clean", cell: (s) => <Progress label="schools clean" count={s.clean} of={s.in} /> },
    { label: "Errors", number: true, cell: (s) => s.errors },
    { label: "Open queries", number: true, cell: (s) => s.queries },
  ];
}

export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope, hat } = await laScope(la);
  const year = seasonYear((await searchParams).year);
  const rows = await seasons(scope, { years: [year] });
  return (
    <Main wide>
      <PageHead title={`${hat.laName}, ${year}`} below={`Results of the academic year ${yearLabel(year)}`}>
        <YearPicker years={seasonYears()} current={year} hrefOf={(y) => `/la/${la}?year=${y}`} />
      </PageHead>
      <Table
        caption="How far each dataset has come"
        columns={columnsFor({ la, corrects: can(scope, "clean") })}
        rows={rows}
        keyOf={(s) => s.dataset}
      />
      <p className="mt-3 max-w-[72ch] text-dense text-muted">
        A school is clean when it has no error and no query that is still open. Schools in are counted against those
        that were open that summer and teach children of the age.{" "}
        <TextLink href={`/la/${la}/schools?year=${year}`}>School by school</TextLink>
      </p>
    </Main>
  );
});
