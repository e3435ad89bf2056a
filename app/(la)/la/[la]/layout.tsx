import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Frame } from "@/app/_web/frame";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { LaTree } from "@/components/shell/la-tree";
import { can } from "@/lib/access/capabilities";
import { datasets } from "@/lib/datasets";
import { yearsHeld } from "@/lib/held-years";
import { latestResultsYear } from "@/lib/year";
import { seasonYears } from "./season-year";

export const metadata: Metadata = { robots: { index: false } };

interface Props {
  params: Promise<{ la: string }>;
  children: ReactNode;
}

/** The authority's workspace: the tree at the left, the work beside it. */
export default page(async ({ params, children }: Props) => {
  const { hat, scope } = await laScope((await params).la);
  const seen = datasets
    .filter(({ domain }) => scope.see.includes(domain))
    .map(({ id, title, years }) => ({ id, title, years: yearsHeld(years) }));
  return (
    <Frame place={{ name: hat.laName, hat }}>
      <div className="flex flex-1 flex-col lg:flex-row">
        <LaTree
          la={hat.laCode}
          datasets={seen}
          seasons={seasonYears()}
          year={latestResultsYear(new Date())}
          administers={can(scope, "administer")}
        />
        <div className="flex min-w-0 flex-1 flex-col">{children}</div>
      </div>
    </Frame>
  );
});
