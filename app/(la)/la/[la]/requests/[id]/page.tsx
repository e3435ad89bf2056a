import type { Metadata } from "next";
import { administratorScope } from "@/app/_web/administer";
import { page } from "@/app/_web/page";
import { Breadcrumbs } from "@/components/shell/breadcrumbs";
import { Main } from "@/components/shell/main";
import { PageHead } from "@/components/shell/page-head";
import { ActForm, TextArea } from "@/components/ui/act-form";
import { untouched } from "@/components/ui/act-state";
import { Notice } from "@/components/ui/notice";
import { dayWords, suggestedEnd } from "@/lib/access/register/days";
import { findRegistered } from "@/lib/access/register/registered";
import { type AccessRequest, listRequests } from "@/lib/access/register/requests";
import type { Scope } from "@/lib/database";
import { NotFound } from "@/lib/errors";
import { dayText } from "@/lib/when";
import { decideRequest } from "../actions";
import { Pick } from "./pick";

export const metadata: Metadata = { title: "A school’s request" };

interface Props {
  params: Promise<{ la: string; id: string }>;
}

function Facts({ of }: { of: AccessRequest }) {
  const facts = [
    ["Asked by", `${of.askedByName}, ${of.schoolName}, ${dayText(of.createdAt)}`],
    ["Person", of.name],
    ["E-mail", of.email ?? "Not said"],
    ["Registered at", of.registeredAt],
    ["Purpose", of.purpose],
  ].filter(([, value]) => value);
  return (
    <dl className="max-w-[72ch] border-t border-rule">
      {facts.map(([name, value]) => (
        <div key={name} className="border-b border-rule py-2 sm:grid sm:grid-cols-[10rem_1fr]">
          <dt className="font-semibold">{name}</dt>
          <dd className="break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Who may be meant: the log-in of the address, else those with the name. */
async function suggested(scope: Scope, { name, email }: AccessRequest) {
  const byEmail = email ? await findRegistered(scope, { words: email }) : [];
  const words = byEmail.length > 0 ? (email ?? "") : name;
  return { ...untouched, words, people: byEmail.length > 0 ? byEmail : await findRegistered(scope, { words }) };
}

async function Elsewhere({ la, request, scope }: { la: string; request: AccessRequest; scope: Scope }) {
  const until = suggestedEnd();
  const hidden = { la, id: request.id, answer: "add", until };
  return (
    <section aria-labelledby="add" className="space-y-6">
      <h2 id="add" className="border-t border-rule pt-6 text-large">
        Which log-in is theirs?
      </h2>
      <p className="max-w-[72ch]">
        They are added to the register of {request.schoolName} at Level 3, until {dayWords(until)}. The school is told,
        and may change both then.
      </p>
      <Pick la={la} id={request.id} until={until} start={await suggested(scope, request)} />
      {request.email && (
        <div className="max-w-[72ch] space-y-3">
          <p>If it is none of these, they may be registered with another authority, or not at all.</p>
          <ActForm
            act={decideRequest}
            id="by-email"
            hidden={hidden}
            kind="secondary"
            send={`Add ${request.email} at Level 3`}
          />
          <p className="text-dense text-muted">
            With the log-in of that address; where it has none, they are sent a link to make one.
          </p>
        </div>
      )}
    </section>
  );
}

function Level1({ la, request }: { la: string; request: AccessRequest }) {
  return (
    <section aria-labelledby="add" className="max-w-[72ch] space-y-4">
      <h2 id="add" className="border-t border-rule pt-6 text-large">
        A further Level 1 of {request.schoolName}?
      </h2>
      <p>
        They would see every pupil of the school by name, and decide who else may. The school has made its declarations.
        If you say yes it holds at once, and the school is told at its own address.
      </p>
      <ActForm
        act={decideRequest}
        id="agree"
        hidden={{ la, id: request.id, answer: "add" }}
        send="Yes, make them a Level 1"
      />
    </section>
  );
}

/** One request of a school, to be answered. */
export default page(async ({ params }: Props) => {
  const { la, id } = await params;
  const { scope } = await administratorScope(la);
  const [request] = await listRequests(scope, { id });
  if (request?.side !== "school") throw new NotFound("There is no such request.");
  return (
    <Main>
      <Breadcrumbs trail={[{ href: `/la/${la}/requests`, label: "Requests" }]} here={request.name} />
      <PageHead title={request.name} below={`A request of ${request.schoolName}`} />
      <div className="space-y-8">
        <Facts of={request} />
        {request.state !== "waiting" && <Notice>This request has been answered or withdrawn.</Notice>}
        {request.state === "waiting" && (
          <>
            {request.kind === "elsewhere" ? (
              <Elsewhere la={la} request={request} scope={scope} />
            ) : (
              <Level1 la={la} request={request} />
            )}
            <section aria-labelledby="no" className="max-w-[60ch]">
              <h2 id="no" className="mb-3 border-t border-rule pt-6 text-large">
                Or say no
              </h2>
              <ActForm
                act={decideRequest}
                id="decline"
                hidden={{ la, id: request.id, answer: "decline" }}
                kind="secondary"
                send="Decline the request"
              >
                <TextArea name="words" label="Why not" hint="The school reads it" rows={3} />
              </ActForm>
            </section>
          </>
        )}
      </div>
    </Main>
  );
});
