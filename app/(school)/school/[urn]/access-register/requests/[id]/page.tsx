import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, TextArea } from "@/components/ui/act-form";
import { levels } from "@/lib/access/register/levels";
import { listRequests } from "@/lib/access/register/requests";
import { NotFound } from "@/lib/errors";
import { DbsField, Declarations } from "../../fields";
import { registerPlace } from "../../place";
import { answerLevel1 } from "../../request-actions";

interface Props {
  params: Promise<{ urn: string; id: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "A request of the authority");

/** The authority asks for a further Level 1; the school says yes, with its declarations, or no. */
export default page(async ({ params }: Props) => {
  const { urn, id } = await params;
  const { scope, hat, school, trail } = await registerPlace(urn);
  const [request] = await listRequests(scope, { urn, id });
  if (request?.state !== "waiting" || request.side !== "la" || scope.hat !== "school")
    throw new NotFound("There is no such request.");
  const hidden = { urn, id };
  return (
    <Main>
      <Breadcrumbs trail={trail} here="A request of the authority" />
      <PageHead title={`${request.name} as a Level 1 of ${school.name}?`} below={levels[1].about} />
      <div className="max-w-[60ch] space-y-10">
        <p>
          {request.askedByName} of {hat.laName} asks you to agree. The person’s address is {request.email}.
        </p>
        <ActForm act={answerLevel1} id="agree" hidden={{ ...hidden, answer: "add" }} send="Yes, make them a Level 1">
          <Declarations />
          <DbsField when="You have seen it yourself" />
        </ActForm>
        <section aria-labelledby="no" className="border-t border-rule pt-6">
          <h2 id="no" className="mb-3 text-large">
            Or say no
          </h2>
          <ActForm
            act={answerLevel1}
            id="decline"
            hidden={{ ...hidden, answer: "decline" }}
            kind="secondary"
            send="No, decline"
          >
            <TextArea name="words" label="Why not" hint="The authority reads it" rows={3} />
          </ActForm>
        </section>
      </div>
    </Main>
  );
});
