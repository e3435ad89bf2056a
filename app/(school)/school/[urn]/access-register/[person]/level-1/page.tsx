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
import { DbsField, Declarations } from "../../fields";
import { registerPlace } from "../../place";
import { ask } from "../../request-actions";

interface Props {
  params: Promise<{ urn: string; person: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Ask for Level 1");

/** A further Level 1 needs the school and the authority: one asks, the other answers. */
export default page(async ({ params }: Props) => {
  const { urn, person } = await params;
  const { scope, hat, school, home, trail } = await registerPlace(urn);
  const { entry } = await readEntry(scope, { urn, person });
  if (entry.own || entry.state !== "now" || entry.level === 1) throw new NotFound("There is nothing to ask.");
  const here = `${home}/${person}`;
  const asksSchool = scope.hat !== "school";
  const other = asksSchool ? `a Level 1 of ${school.name}` : hat.laName;
  return (
    <Main>
      <Breadcrumbs trail={[...trail, { href: here, label: entry.name }]} here="Ask for Level 1" />
      <PageHead title={`Make ${entry.name} a Level 1?`} below={levels[1].about} />
      <div className="max-w-[60ch]">
        <ActForm act={ask} id="ask" hidden={{ urn, person }} send={asksSchool ? "Ask the school" : "Ask the authority"}>
          <p>
            This needs both the school and the authority. Nothing changes until {other} says yes; you are told by
            e-mail.
          </p>
          {!asksSchool && <Declarations />}
          {!asksSchool && <DbsField when="You have seen it yourself" />}
          <p>
            <TextLink href={here}>No, leave it as it is</TextLink>
          </p>
        </ActForm>
      </div>
    </Main>
  );
});
