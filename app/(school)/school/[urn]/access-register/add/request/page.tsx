import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { ActForm, TextField } from "@/components/ui/act-form";
import { Notice } from "@/components/ui/notice";
import { schoolNames } from "@/lib/schools/names";
import { Declarations, PurposeField } from "../../fields";
import { registerPlace } from "../../place";
import { request } from "../../request-actions";

interface Props {
  params: Promise<{ urn: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Ask the authority");

/** The request for somebody who has a log-in already. */
export default page(async ({ params, searchParams }: Props) => {
  const { urn } = await params;
  const { home, trail, hat } = await registerPlace(urn);
  const names = await schoolNames(hat.laCode);
  return (
    <Main>
      <Breadcrumbs trail={[...trail, { href: `${home}/add`, label: "Let somebody in" }]} here="Ask the authority" />
      <div className="max-w-[60ch] space-y-6">
        {(await searchParams).known && (
          <Notice kind="warning" title="Nobody was let in: this person may be registered already">
            There is a log-in with this address, and a person has one alone. Ask the authority to add them with it.
          </Notice>
        )}
        <div>
          <h1 className="text-title">Ask the authority to add them</h1>
          <p className="mt-1">
            {hat.laName} adds the person at Level 3, with the log-in that they have, or says why not. You are told by
            e-mail, and can change their level then.
          </p>
        </div>
        <ActForm act={request} id="request" hidden={{ urn }} send="Send the request">
          <TextField name="name" label="The person’s name" autoComplete="off" />
          <TextField
            name="registeredAt"
            label="School where they are registered"
            hint="Begin to type, and choose from the schools of the authority"
            list="schools"
            autoComplete="off"
          />
          <datalist id="schools">
            {names.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <TextField
            name="email"
            label="Their e-mail address (optional)"
            hint="It helps the authority to find the right person"
            type="email"
            autoComplete="off"
            spellCheck={false}
          />
          <PurposeField />
          <Declarations />
        </ActForm>
      </div>
    </Main>
  );
});
