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
import { type Column, Table } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
import { dayWords } from "@/lib/access/register/days";
import { levels } from "@/lib/access/register/levels";
import { type Declaration, type Listed, readEntry } from "@/lib/access/register/list";
import { dayText } from "@/lib/when";
import { extend, restore } from "../actions";
import { EndField } from "../fields";
import { registerPlace } from "../place";
import { untilWords, usedWords } from "../tables";

interface Props {
  params: Promise<{ urn: string; person: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export const generateMetadata = async ({ params }: Props): Promise<Metadata> =>
  schoolTitle((await params).urn, "A person’s access");

const kinds: Record<Declaration["kind"], string> = {
  safeguarding: "Meets the school’s safeguarding procedures",
  "data-protection": "Understands data protection",
  "acceptable-use": "Was given the policy on acceptable use",
  dbs: "DBS check seen",
};

const declarationColumns: Column<Declaration>[] = [
  { label: "Declared", cell: ({ kind, seenOn }) => (seenOn ? `${kinds[kind]} on ${dayWords(seenOn)}` : kinds[kind]) },
  { label: "For", cell: ({ level }) => `Level ${level}` },
  { label: "By", cell: ({ by }) => by },
  { label: "On", cell: ({ at }) => dayText(at) },
];

const states: Record<Listed["state"], string> = {
  now: "Has access",
  suspended: "Suspended: sees nothing of the school",
  ended: "Ended: sees nothing of the school",
  removed: "Removed: sees nothing of the school",
};

function Facts({ entry }: { entry: Listed }) {
  const facts: [string, string][] = [
    ["State", states[entry.state]],
    ["Level", `${levels[entry.level].name}. ${levels[entry.level].about}`],
    ["Organisation", entry.organisation || "Not said"],
    ["Purpose", entry.purpose || "Not said"],
    ["Let in", `${dayText(entry.since)}${entry.letInBy ? ` by ${entry.letInBy}` : ""}`],
    ["Until", untilWords(entry)],
    ["Last used", usedWords(entry)],
  ];
  return (
    <dl className="max-w-[72ch] border-t border-rule">
      {facts.map(([name, value]) => (
        <div key={name} className="border-b border-rule py-2 sm:grid sm:grid-cols-[10rem_1fr]">
          <dt className="font-semibold">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What can be done about somebody who has access, or had it until an end date. */
function Change({ entry, urn, here }: { entry: Listed; urn: string; here: string }) {
  const { person, state, level } = entry;
  const hidden = { urn, person };
  if (state === "suspended") return <ActForm act={restore} id="restore" hidden={hidden} send="Restore" />;
  return (
    <div className="space-y-8">
      {level !== 1 && (
        <section aria-labelledby="end">
          <h2 id="end" className="mb-3 text-large">
            {state === "ended" ? "Take them back until" : "Change the end date"}
          </h2>
          <div className="max-w-md">
            <ActForm act={extend} id="extend" hidden={hidden} kind="secondary" send="Save the end date">
              <EndField value={state === "ended" ? undefined : (entry.lastDay ?? undefined)} />
            </ActForm>
          </div>
        </section>
      )}
      {state === "now" && (
        <section aria-labelledby="level">
          <h2 id="level" className="mb-3 text-large">
            Change the level
          </h2>
          <div className="flex flex-wrap gap-3">
            {level !== 1 && (
              <ButtonLink kind="secondary" href={`${here}/level`}>
                {level === 3 ? "Raise to Level 2" : "Lower to Level 3"}
              </ButtonLink>
            )}
            {level !== 1 && (
              <ButtonLink kind="secondary" href={`${here}/level-1`}>
                Ask for Level 1
              </ButtonLink>
            )}
          </div>
        </section>
      )}
    </div>
  );
}

/** One person in the register: what they have, what was declared of them, what can be done. */
export default page(async ({ params, searchParams }: Props) => {
  const { urn, person } = await params;
  const { scope, home, trail } = await registerPlace(urn);
  const { entry, declarations } = await readEntry(scope, { urn, person });
  const here = `${home}/${person}`;
  const changes = !entry.own && entry.state !== "removed";
  return (
    <Main>
      <Breadcrumbs trail={trail} here={entry.name} />
      <PageHead title={entry.name} below={entry.email}>
        {changes && (
          <ButtonLink kind="secondary" href={`${here}/remove`}>
            Remove from the register
          </ButtonLink>
        )}
      </PageHead>
      <div className="space-y-8">
        {(await searchParams).done === "level" && (
          <Notice kind="success">Saved. It holds from their next request on, and they are told by e-mail.</Notice>
        )}
        {entry.own && (
          <Notice>This is your own entry, which you cannot change. Ask another Level 1, or the authority.</Notice>
        )}
        <Facts entry={entry} />
        {changes && <Change entry={entry} urn={urn} here={here} />}
        <section>
          {declarations.length > 0 ? (
            <Table
              caption="What was declared"
              columns={declarationColumns}
              rows={declarations}
              keyOf={({ kind, at, level }) => `${kind} ${at} ${level}`}
            />
          ) : (
            <EmptyState title="Nothing was declared here.">
              The authority or whoever runs Keymark entered this person, before or outside the school’s own
              declarations.
            </EmptyState>
          )}
        </section>
        <p>
          <TextLink href={`${home}/log?person=${person}`}>What {entry.name} opened</TextLink>
        </p>
      </div>
    </Main>
  );
});
