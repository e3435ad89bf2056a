import type { Metadata } from "next";
import { administratorScope } from "@/app/_web/administer";
import { page } from "@/app/_web/page";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { PasteForm } from "@/components/ui/paste-form";
import { appointPasted } from "../actions";

export const metadata: Metadata = { title: "Let in many school leaders" };

interface Props {
  params: Promise<{ la: string }>;
}

/** First Level 1s of many schools, from a pasted list. */
export default page(async ({ params }: Props) => {
  const { la } = await params;
  await administratorScope(la);
  return (
    <Main>
      <Breadcrumbs trail={[{ href: `/la/${la}/people/leaders`, label: "School leaders" }]} here="From a list" />
      <PageHead
        title="Let in many school leaders"
        below="The first Level 1 of each school; schools that have one are left as they are"
      />
      <PasteForm
        act={appointPasted}
        id="leaders"
        hidden={{ la }}
        label="The list, one school a line"
        hint={
          <>
            The school’s URN or DfE number, the name, the e-mail address, as copied from a spreadsheet or a CSV file:
            <br />
            <code>999/2001, Sam Carter, s.carter@school.example</code>
          </>
        }
        send="Let in %n at Level 1"
      />
    </Main>
  );
});
