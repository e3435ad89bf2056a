import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm } from "@/components/ui/act-form";
import { TextLink } from "@/components/ui/text-link";
import { levels } from "@/lib/access/register/levels";
import { readEntry } from "@/lib/access/register/list";
import { NotFound } from "@/lib/errors";
import { changeTheirLevel } from "../../actions";
import { DbsField, Declarations, EndField, PurposeField } from "../../fields";
import { registerPlace } from "../../place";

interface Props {
  params: Promise<{ urn: string; person: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Change the level");

/** The other of Levels 2 and 3, with what the school declares to raise somebody. */
export default page(async ({ params }: Props) => {
  const { urn, person } = await params;
  const { scope, home, trail } = await registerPlace(urn);
  const { entry } = await readEntry(scope, { urn, person });
  if (entry.own || entry.state !== "now" || entry.level === 1) throw new NotFound("There is no level to change.");
  const level = entry.level === 3 ? 2 : 3;
  const here = `${home}/${person}`;
  const title = level === 2 ? `Raise ${entry.name} to Level 2?` : `Lower ${entry.name} to Level 3?`;
  return (
    <Main>
      <Breadcrumbs trail={[...trail, { href: here, label: entry.name }]} here="Change the level" />
      <PageHead title={title} below={levels[level].about} />
      <div className="max-w-[60ch]">
        <ActForm
          act={changeTheirLevel}
          id="level"
          hidden={{ urn, person, level: String(level) }}
          send={level === 2 ? "Raise to Level 2" : "Lower to Level 3"}
        >
          <p>It holds from their next request on, and they are told by e-mail.</p>
          {!entry.purpose && <PurposeField />}
          {!entry.lastDay && <EndField />}
          {level === 2 && <Declarations />}
          {level === 2 && <DbsField when="You have seen it yourself" />}
          <p>
            <TextLink href={here}>No, leave it as it is</TextLink>
          </p>
        </ActForm>
      </div>
    </Main>
  );
});
