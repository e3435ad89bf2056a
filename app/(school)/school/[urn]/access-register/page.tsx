import type { Metadata } from "next";
import type { ReactNode } from "react";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ButtonLink } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { dayWords } from "@/lib/access/register/days";
import { listAccess, type Register } from "@/lib/access/register/list";
import { listRequests } from "@/lib/access/register/requests";
import { registerPlace } from "./place";
import { Requests } from "./requests";
import { Over, People, Suspended } from "./tables";

interface Props {
  params: Promise<{ urn: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Access Register");

const done: Record<string, string> = {
  added: "Let in. The person is told by e-mail at once.",
  removed: "Removed. The person’s next request finds nothing.",
  restored: "Back in, as before.",
  requested: "Sent. You find the answer here, and are told by e-mail.",
  answered: "Answered.",
};

function Done({ what }: { what: string | string[] | undefined }) {
  const words = typeof what === "string" ? done[what] : undefined;
  return words ? <Notice kind="success">{words}</Notice> : null;
}

function ReviewNotice({ of: { review, entries }, home }: { of: Register; home: string }) {
  const waiting = entries.filter((entry) => entry.toReview).length;
  if (!review || waiting === 0) return null;
  return (
    <Notice kind="warning" title="Should they still see our children?">
      <p>
        {waiting === 1 ? "One person waits" : `${waiting} people wait`} to be confirmed by {dayWords(review.due)}. Who
        is not is suspended then, until you take them back.
      </p>
      <p className="mt-1">
        <TextLink href={`${home}/review`}>Review who is still needed</TextLink>
      </p>
    </Notice>
  );
}

const Part = ({ title, id, children }: { title: string; id: string; children: ReactNode }) => (
  <section aria-labelledby={id}>
    <h2 id={id} className="mb-3 border-t border-rule pt-6 text-large">
      {title}
    </h2>
    {children}
  </section>
);

/** Who can see the school's pupils and figures, and should they still? */
export default page(async ({ params, searchParams }: Props) => {
  const { urn } = await params;
  const { scope, school, home, above } = await registerPlace(urn);
  const [register, requests] = [await listAccess(scope, { urn }), await listRequests(scope, { urn })];
  const of = (...states: string[]) => register.entries.filter(({ state }) => states.includes(state));
  const [suspended, over] = [of("suspended"), of("ended", "removed")];
  return (
    <Main>
      <Breadcrumbs trail={above} here="Access Register" />
      <PageHead title="Access Register" below={`Who can see the pupils and figures of ${school.name}`}>
        <div className="flex flex-wrap gap-3">
          {scope.hat !== "school" && (
            <ButtonLink kind="secondary" href={`${home}/level-1`}>
              Ask for a further Level 1
            </ButtonLink>
          )}
          <ButtonLink href={`${home}/add`}>Let somebody in</ButtonLink>
        </div>
      </PageHead>
      <div className="space-y-8">
        <div className="max-w-[72ch] space-y-4">
          <Done what={(await searchParams).done} />
          <ReviewNotice of={register} home={home} />
          <p>
            Removing people when their contract or support ends is the school’s responsibility. Access with an end date
            ends by itself, and you are reminded 30, 7 and 1 days before.{" "}
            <TextLink href={`${home}/log`}>See who opened what</TextLink>
          </p>
        </div>
        <People home={home} rows={of("now")} />
        {suspended.length > 0 && (
          <Part id="suspended" title="Suspended">
            <Suspended home={home} urn={urn} rows={suspended} />
          </Part>
        )}
        {requests.length > 0 && (
          <Part id="requests" title="Requests between the school and the authority">
            <Requests home={home} urn={urn} rows={requests} school={scope.hat === "school"} />
          </Part>
        )}
        {over.length > 0 && (
          <details className="border-t border-rule pt-6">
            <summary className="cursor-pointer text-large">
              Ended or removed in the last twelve months ({over.length})
            </summary>
            <div className="mt-3">
              <Over home={home} rows={over} />
            </div>
          </details>
        )}
      </div>
    </Main>
  );
});
