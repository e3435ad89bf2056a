import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Live } from "@/components/imports/live";
import { Queue } from "@/components/imports/queue";
import { Recent } from "@/components/imports/recent";
import { Templates } from "@/components/imports/templates";
import { Uploader } from "@/components/imports/uploader";
import { Main } from "@/components/shell/main";
import { can } from "@/lib/access/capabilities";
import { datasets } from "@/lib/datasets";
import { env } from "@/lib/env";
import { yearsHeld } from "@/lib/held-years";
import { listImports } from "@/lib/imports/list";
import { authoritySchools } from "@/lib/schools/authority-schools";
import { askedOf, weighedOf } from "./asking";
import { QueueButtons } from "./buttons";

export const metadata: Metadata = { title: "Imports" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<"recent" | "open", string | string[] | undefined>>;
}

const blanks = datasets.map(({ id, title, years }) => ({ id, title, years: yearsHeld(years).toReversed() }));

const steps = { first: 25, all: 200 };

/** What is going in and what went in; sending is for those who may import. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const asked = await searchParams;
  const take = asked.recent === "all" ? steps.all : steps.first;
  const open = typeof asked.open === "string" ? asked.open.split(",").slice(0, 50) : [];
  const list = await listImports(scope, { recent: take });
  const sends = can(scope, "import");
  const base = `/la/${la}/imports`;
  const asks = list.queue.some(({ question }) => question?.kind === "sheets");
  const schools = sends && asks ? await authoritySchools(scope, {}) : [];
  return (
    <Main wide>
      <div className="grid gap-x-8 gap-y-8 grid-cols-[minmax(0,1fr)] xl:grid-cols-[minmax(20rem,2fr)_minmax(0,5fr)]">
        <div className="space-y-8">
          <h1 className="text-title">Imports</h1>
          {sends && <Uploader la={la} capBytes={env().caps.inBytes} />}
          {sends && <Templates la={la} datasets={blanks} />}
          <Queue
            list={list}
            buttons={(row) =>
              sends && <QueueButtons la={la} row={row} asked={askedOf(row, schools)} weighed={weighedOf(row)} />
            }
          />
        </div>
        <Recent
          list={list}
          gridOf={({ dataset, year, importId, show }) =>
            `/la/${la}/data/${dataset}/${year}?import=${importId}${show ? `&show=${show}` : ""}`
          }
          open={open}
          more={take === steps.first && list.recent.length === take ? `${base}?recent=all` : undefined}
        />
      </div>
      <Live la={la} kinds={["import", "records"]} />
    </Main>
  );
});
