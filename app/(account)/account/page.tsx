import type { Metadata } from "next";
import { Frame } from "@/app/_web/frame";
import { page } from "@/app/_web/page";
import { requirePerson } from "@/app/_web/session";
import { Main } from "@/components/shell/main";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { TextLink } from "@/components/ui/text-link";
import { secondFactorOf } from "@/lib/access/second-factor";
import { type OwnSession, sessionsOf } from "@/lib/access/sessions";
import { endSessions } from "./actions";

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Sign-in and sessions", robots: { index: false } };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const when = (at: Date): string =>
  at.toLocaleString("en-GB", { dateStyle: "long", timeStyle: "short", timeZone: "Europe/London" });

function SessionRow({ session, isThis }: { session: OwnSession; isThis: boolean }) {
  const name = session.browser ?? "A browser that did not say its name";
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b border-rule py-3">
      <div>
        <p className="font-semibold">
          {name}
          {isThis && <span className="font-normal text-muted"> (this one)</span>}
        </p>
        <p className="text-dense text-muted">
          Signed in {when(session.since)}, last used {when(session.seen)}
        </p>
      </div>
      {!isThis && (
        <form action={endSessions}>
          <input type="hidden" name="session" value={session.id} />
          <Button kind="secondary" aria-label={`Sign out ${name}, signed in ${when(session.since)}`}>
            Sign out there
          </Button>
        </form>
      )}
    </li>
  );
}

function Sessions({ sessions, own }: { sessions: OwnSession[]; own: string }) {
  return (
    <section aria-labelledby="sessions" className="mt-10">
      <h2 id="sessions" className="text-large">
        Where you are signed in
      </h2>
      <ul className="mt-2 border-t border-rule">
        {sessions.map((session) => (
          <SessionRow key={session.id} session={session} isThis={session.id === own} />
        ))}
      </ul>
      {sessions.length > 1 && (
        <form action={endSessions} className="mt-4">
          <Button kind="secondary">Sign out everywhere else</Button>
        </form>
      )}
      <p className="mt-4 text-muted">
        A session ends after half an hour without use, and after twelve hours in any case.
      </p>
    </section>
  );
}

async function SecondFactor({ personId }: { personId: string }) {
  const { enrolled, since, codesLeft } = await secondFactorOf(personId);
  return (
    <section aria-labelledby="second" className="mt-10 max-w-[72ch]">
      <h2 id="second" className="text-large">
        Second factor
      </h2>
      {enrolled ? (
        <>
          <p className="mt-2">
            You sign in with your password and a code from an app{since && `, set up ${when(since)}`}.{" "}
            <TextLink href="/account/second-factor">Set up another app</TextLink>
          </p>
          <p className="mt-2">
            {codesLeft === 0 ? "You have no recovery codes." : `Recovery codes left: ${codesLeft}.`}{" "}
            <TextLink href="/account/recovery-codes">Make new recovery codes</TextLink>
          </p>
        </>
      ) : (
        <p className="mt-2">
          You sign in with your password alone.{" "}
          <TextLink href="/account/second-factor">Set up a second factor</TextLink> to make your account safer.
        </p>
      )}
    </section>
  );
}

/** A person's own sign-in: sessions and second factor. */
export default page(async ({ searchParams }: Props) => {
  const person = await requirePerson();
  const [query, sessions] = await Promise.all([searchParams, sessionsOf(person.id)]);
  return (
    <Frame>
      <Main>
        <h1 className="text-title">Sign-in and sessions</h1>
        <p className="mt-2 text-muted">{person.email}</p>
        {query.recovered && (
          <div className="mt-6 max-w-[72ch]">
            <Notice kind="warning" title="You have used a recovery code">
              If your app is lost, set up another one now: the old one then counts no more.
            </Notice>
          </div>
        )}
        {query.ended && (
          <div className="mt-6 max-w-[72ch]">
            <Notice kind="success">Signed out there.</Notice>
          </div>
        )}
        <SecondFactor personId={person.id} />
        <Sessions sessions={sessions} own={person.session.id} />
      </Main>
    </Frame>
  );
});
