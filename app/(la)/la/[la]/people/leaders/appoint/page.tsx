import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { laScope } from "@/app/_web/scope";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, OnceAsked, TextField, Tick } from "@/components/ui/act-form";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { listLeaders } from "@/lib/access/leaders/list";
import { NotFound } from "@/lib/errors";
import { appoint } from "../actions";

export const metadata: Metadata = { title: "Level 1 of a school" };

interface Props {
  params: Promise<{ la: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Lets in a school's first Level 1, or the one who comes in another's place. */
export default page(async ({ params, searchParams }: Props) => {
  const { la } = await params;
  const { scope } = await laScope(la);
  const given = await searchParams;
  const school = (await listLeaders(scope, {})).find(({ urn }) => urn === given.urn);
  if (!school) throw new NotFound("There is no such school.");
  const replaced = school.leaders.find(({ personId }) => personId === given.replaces);
  const [there] = school.leaders;
  const title = replaced ? `Replace ${replaced.name}` : "Let in the first Level 1";
  return (
    <Main>
      <Breadcrumbs trail={[{ href: `/la/${la}/people/leaders`, label: "School leaders" }]} here={title} />
      <PageHead title={title} below={`${school.name}, ${school.dfe}`} />
      <div className="max-w-[60ch] space-y-6">
        {there && !replaced ? (
          <Notice title={`${there.name} is this school’s Level 1 already`}>
            A further one needs both the authority and the school:{" "}
            <TextLink href={`/la/${la}/requests`}>make a request</TextLink>. Or replace {there.name} in the list.
          </Notice>
        ) : (
          <>
            <p>
              They will see every pupil of the school by name and decide who else is let in. They are told by e-mail at
              once; so are the school’s own address in the register and the authority’s other administrators.
            </p>
            {replaced && <p>{replaced.name} is out at their next request, and is told by e-mail.</p>}
            <p>
              A school declares of everyone whom it lets in that its safeguarding is met. Here the authority names the
              school’s leader instead, and answers for it: make sure with the school who that is.
            </p>
            <ActForm
              act={appoint}
              id="appoint"
              hidden={{ la, urn: school.urn, replaces: replaced?.personId ?? "" }}
              send={replaced ? "Replace" : "Let in at Level 1"}
            >
              <TextField name="name" label="Name" autoComplete="off" />
              <TextField
                name="email"
                label="E-mail address"
                type="email"
                autoComplete="off"
                spellCheck={false}
                hint="Their own at the school, not the office’s"
              />
              <OnceAsked name="webMail">
                <Tick
                  name="webMail"
                  label="Let them in with this web-mail address all the same"
                  hint="Anyone can open such an address in any name, and it outlives the post that it was used for."
                  on={false}
                />
              </OnceAsked>
            </ActForm>
          </>
        )}
      </div>
    </Main>
  );
});
