import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { ButtonLink } from "@/components/ui/button";
import { registerPlace } from "../place";

interface Props {
  params: Promise<{ urn: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Let somebody in");

/** The first question: one person has one log-in, however many schools let them in. */
export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const { home, trail, scope } = await registerPlace(urn);
  return (
    <Main>
      <Breadcrumbs trail={trail} here="Let somebody in" />
      <div className="max-w-[60ch] space-y-6">
        <h1 className="text-title">Already registered with another school?</h1>
        <p>
          Ask the person first. Whoever is keeps the log-in that they have: you send their name to the authority, which
          adds them here.
        </p>
        <div className="flex flex-wrap gap-4">
          <ButtonLink href={`${home}/add/new`}>No, this is their first school</ButtonLink>
          {scope.hat === "school" && <ButtonLink href={`${home}/add/request`}>Yes, ask the authority</ButtonLink>}
        </div>
      </div>
    </Main>
  );
});
