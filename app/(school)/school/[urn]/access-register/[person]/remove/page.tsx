import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm } from "@/components/ui/act-form";
import { TextLink } from "@/components/ui/text-link";
import { readEntry } from "@/lib/access/register/list";
import { NotFound } from "@/lib/errors";
import { remove } from "../../actions";
import { registerPlace } from "../../place";

interface Props {
  params: Promise<{ urn: string; person: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Remove from the register");

/** Says what removing does, before it is done. */
export default page(async ({ params }: Props) => {
  const { urn, person } = await params;
  const { scope, school, home, trail } = await registerPlace(urn);
  const { entry } = await readEntry(scope, { urn, person });
  if (entry.own || entry.state === "removed") throw new NotFound("There is nobody to remove.");
  const here = `${home}/${person}`;
  return (
    <Main>
      <Breadcrumbs trail={[...trail, { href: here, label: entry.name }]} here="Remove" />
      <PageHead title={`Remove ${entry.name}?`} below={entry.email} />
      <div className="max-w-[60ch] space-y-4">
        <p>
          They see nothing of {school.name} from their next request on, wherever they are signed in, and downloads that
          are under way for them are checked again. They are told by e-mail.
        </p>
        <p>
          Other schools that let them in are not touched, and what they opened stays in the access log. To undo this,
          let them in again with the same address.
        </p>
        <ActForm act={remove} id="remove" hidden={{ urn, person }} send={`Remove ${entry.name}`}>
          <p>
            <TextLink href={here}>No, keep them</TextLink>
          </p>
        </ActForm>
      </div>
    </Main>
  );
});
