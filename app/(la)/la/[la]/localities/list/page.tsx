import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { PasteForm } from "@/components/ui/paste-form";
import { listLocalities } from "@/lib/localities/list";
import { kinds, kindWords } from "@/lib/localities/rows";
import { movePasted } from "../actions";

export const metadata: Metadata = { title: "Move many schools" };

interface Props {
  params: Promise<{ la: string }>;
}

/** Schools and their Localities from a pasted list. */
export default page(async ({ params }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const { today } = await listLocalities(scope, {});
  return (
    <Main>
      <Breadcrumbs trail={[{ href: `/la/${la}/localities`, label: "Localities and Areas" }]} here="From a list" />
      <PageHead title="Move many schools" below="Schools that the list does not name stay where they are" />
      <PasteForm
        act={movePasted}
        id="localities"
        hidden={{ la }}
        fields={[
          {
            name: "kind",
            label: "Into",
            type: "select",
            value: "locality",
            choices: kinds.map((kind) => [kind, kindWords[kind].many]),
          },
          { name: "day", label: "From which day", type: "date", value: today },
        ]}
        label="The list, one school a line"
        hint={
          <>
            The name of the Locality or Area and the school’s URN or DfE number, as copied from a spreadsheet or a CSV
            file. A name that is new is made:
            <br />
            <code>North, 999/2001</code>
          </>
        }
        send="Move %n schools"
      />
    </Main>
  );
});
