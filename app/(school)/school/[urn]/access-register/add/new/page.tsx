import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { ActForm, OnceAsked, Radios, TextField, Tick } from "@/components/ui/act-form";
import { Notice } from "@/components/ui/notice";
import { levels } from "@/lib/access/register/levels";
import { add } from "../../actions";
import { DbsField, Declarations, EndField, PurposeField } from "../../fields";
import { registerPlace } from "../../place";

interface Props {
  params: Promise<{ urn: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Let somebody in");

const choices = ([3, 2] as const).map((level) => ({
  value: String(level),
  label: levels[level].name,
  about: levels[level].about,
}));

/** Appears with the warning, to be ticked on purpose. */
function WebMail() {
  return (
    <OnceAsked name="webMail">
      <Notice kind="warning" title="This is a web-mail address">
        <p className="mb-3">
          Anyone can open one in any name, and it stays theirs when they leave their post. We strongly advise an address
          at the organisation that they work for.
        </p>
        <Tick name="webMail" label="Let them in with this web-mail address all the same" on={false} />
      </Notice>
    </OnceAsked>
  );
}

export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const { home, trail, school } = await registerPlace(urn);
  return (
    <Main>
      <Breadcrumbs trail={[...trail, { href: `${home}/add`, label: "Let somebody in" }]} here="A new person" />
      <div className="max-w-[60ch]">
        <h1 className="text-title">Let somebody in</h1>
        <p className="mb-6 mt-1 text-muted">To the data of {school.name}</p>
        <ActForm act={add} id="add" hidden={{ urn }} send="Let them in">
          <TextField name="name" label="Name" autoComplete="off" />
          <TextField
            name="email"
            label="E-mail address"
            hint="Their own at work. They are sent a link to choose a password."
            type="email"
            autoComplete="off"
            spellCheck={false}
          />
          <WebMail />
          <Radios name="level" legend="What they see" choices={choices} value="3" />
          <TextField
            name="organisation"
            label="Organisation (optional)"
            hint="Whom they work for; leave it empty for the school’s own people"
            autoComplete="off"
          />
          <PurposeField />
          <EndField />
          <Declarations />
          <DbsField when="Only for Level 2: you have seen it yourself" />
          <p>Removing them again, when their contract or support ends, is the school’s responsibility.</p>
        </ActForm>
      </div>
    </Main>
  );
});
