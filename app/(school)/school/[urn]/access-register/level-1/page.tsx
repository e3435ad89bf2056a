import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, TextField } from "@/components/ui/act-form";
import { levels } from "@/lib/access/register/levels";
import { NotFound } from "@/lib/errors";
import { registerPlace } from "../place";
import { ask } from "../request-actions";

interface Props {
  params: Promise<{ urn: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "A further Level 1");

/** The authority asks the school for a further Level 1 who is not in its register. */
export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const { scope, school, trail } = await registerPlace(urn);
  if (scope.hat === "school") throw new NotFound("A school asks for somebody in its register.");
  return (
    <Main>
      <Breadcrumbs trail={trail} here="A further Level 1" />
      <PageHead title={`Ask ${school.name} for a further Level 1`} below={levels[1].about} />
      <div className="max-w-[60ch]">
        <ActForm act={ask} id="ask" hidden={{ urn }} send="Ask the school">
          <p>
            Nothing changes until somebody at Level 1 of the school says yes, with the school’s declarations; you are
            told by e-mail. For somebody in the register, ask on their own page.
          </p>
          <TextField name="name" label="Name" autoComplete="off" />
          <TextField name="email" label="E-mail address" type="email" autoComplete="off" spellCheck={false} />
        </ActForm>
      </div>
    </Main>
  );
});
