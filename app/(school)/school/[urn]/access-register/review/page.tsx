import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { schoolTitle } from "@/app/_web/school-place";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm } from "@/components/ui/act-form";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Notice } from "@/components/ui/notice";
import { dayWords } from "@/lib/access/register/days";
import { levels } from "@/lib/access/register/levels";
import { type Listed, listAccess } from "@/lib/access/register/list";
import { dayText } from "@/lib/when";
import { confirm } from "../actions";
import { registerPlace } from "../place";
import { untilWords, usedWords } from "../tables";

interface Props {
  params: Promise<{ urn: string }>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "Termly review");

function Asked({ entry, urn, home }: { entry: Listed; urn: string; home: string }) {
  const { person, name, email, organisation, purpose } = entry;
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3 border-b border-rule py-4">
      <div className="min-w-0 max-w-[60ch]">
        <h2 className="text-base font-semibold">{name}</h2>
        <p className="break-words text-muted">{email}</p>
        <p>
          {levels[entry.level].name}. {[organisation, purpose].filter(Boolean).join(": ")}
        </p>
        <p className="text-dense text-muted">
          Let in {dayText(entry.since)}. Until: {untilWords(entry)}. Last used: {usedWords(entry)}.
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-3">
        <ActForm
          act={confirm}
          id={`confirm-${person}`}
          hidden={{ urn, person }}
          kind="secondary"
          send={
            <>
              Still needed<span className="sr-only"> {name}</span>
            </>
          }
        />
        <ButtonLink kind="secondary" href={`${home}/${person}/remove`}>
          Remove<span className="sr-only"> {name}</span>
        </ButtonLink>
      </div>
    </li>
  );
}

/** The term's question about everyone of Levels 2 and 3: still needed, or to be removed. */
export default page(async ({ params }: Props) => {
  const { urn } = await params;
  const { scope, home, trail } = await registerPlace(urn);
  const { entries, review } = await listAccess(scope, { urn });
  const asked = entries.filter((entry) => entry.toReview);
  return (
    <Main>
      <Breadcrumbs trail={trail} here="Termly review" />
      <PageHead
        title="Who is still needed?"
        below={
          review ? `To be answered by ${dayWords(review.due)}` : "The next review opens at the beginning of a term"
        }
      />
      <div className="space-y-6">
        {asked.length > 0 && (
          <Notice>
            Whoever is not confirmed by then is suspended: they see nothing of the school until you restore them.
            Nothing is deleted. Level 1 is reviewed by the authority.
          </Notice>
        )}
        {asked.length === 0 && <EmptyState title="There is nobody to confirm." />}
        <ul className="border-t border-rule">
          {asked.map((entry) => (
            <Asked key={entry.person} entry={entry} urn={urn} home={home} />
          ))}
        </ul>
      </div>
    </Main>
  );
});
