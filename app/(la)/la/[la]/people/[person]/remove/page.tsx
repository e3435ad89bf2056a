import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm } from "@/components/ui/act-form";
import { TextLink } from "@/components/ui/text-link";
import { rightsText } from "@/lib/access/domains";
import { listStaff } from "@/lib/access/staff/list";
import { NotFound } from "@/lib/errors";
import { remove } from "../../actions";

export const metadata: Metadata = { title: "Remove from the staff" };

interface Props {
  params: Promise<{ la: string; person: string }>;
}

export default page(async ({ params }: Props) => {
  const { la, person } = await params;
  const { scope, hat } = await laScope(la);
  const [row] = await listStaff(scope, { person });
  if (!row || row.removedAt || row.own) throw new NotFound("There is nobody to remove.");
  const staff = { href: `/la/${la}/people`, label: "Staff" };
  const own = { href: `/la/${la}/people/${person}`, label: row.name };
  return (
    <Main>
      <Breadcrumbs trail={[staff, own]} here="Remove" />
      <PageHead title={`Remove ${row.name}?`} below={row.email} />
      <div className="max-w-[72ch] space-y-4">
        <p>
          They are out of {hat.laName}’s data at their next request, wherever they are signed in. What they have now (
          {rightsText(row)}) is not kept; what they did stays in the history. Schools that have let them in are not
          touched.
        </p>
        <p>To undo this, invite them again with the same address and give them rights anew.</p>
        <ActForm act={remove} id="remove" hidden={{ la, person }} send="Remove from the staff">
          <TextLink href={own.href}>No, keep {row.name}</TextLink>
        </ActForm>
      </div>
    </Main>
  );
});
