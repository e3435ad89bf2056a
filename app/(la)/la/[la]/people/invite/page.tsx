import type { Metadata } from "next";
import { administratorScope } from "@/app/_web/administer";
import { page } from "@/app/_web/page";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, TextField } from "@/components/ui/act-form";
import { invite } from "../actions";

export const metadata: Metadata = { title: "Invite somebody" };

interface Props {
  params: Promise<{ la: string }>;
}

export default page(async ({ params }: Props) => {
  const { la } = await params;
  const { hat } = await administratorScope(la);
  return (
    <Main>
      <Breadcrumbs trail={[{ href: `/la/${la}/people`, label: "Staff" }]} here="Invite somebody" />
      <PageHead title="Invite somebody" below={`To the staff of ${hat.laName}`} />
      <div className="max-w-md">
        <p className="mb-6">
          They are told by e-mail at once, and choose a password with a link that works once, for 72 hours. They may do
          nothing until you give them rights, on the next page.
        </p>
        <ActForm act={invite} id="invite" hidden={{ la }} send="Invite">
          <TextField name="name" label="Name" autoComplete="off" />
          <TextField
            name="email"
            label="E-mail address"
            type="email"
            autoComplete="off"
            spellCheck={false}
            hint="Their own at the authority, not one that several people read"
          />
        </ActForm>
      </div>
    </Main>
  );
});
