import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { page } from "@/app/_web/page";
import { currentPerson, sessionToken, waitingPerson } from "@/app/_web/session";
import { safeTarget } from "@/app/_web/target";
import { TextLink } from "@/components/ui/text-link";
import { offerSecondFactor } from "@/lib/access/second-factor";
import type { Waiting } from "@/lib/access/sessions";
import { env } from "@/lib/env";
import { AccountPage } from "../account-page";
import { giveCode, giveRecoveryCode, setUp } from "./actions";
import { CodeForm } from "./code-form";
import { OfferPicture } from "./offer";

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Second factor", robots: { index: false } };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

function AskCode({ to }: { to: string }) {
  return (
    <AccountPage title="Enter your code">
      <CodeForm
        action={giveCode}
        label="Code from your authenticator app"
        hint="Six digits. The app shows new ones every 30 seconds."
        button="Go on"
        digits
        along={{ to }}
      />
      <p className="mt-8">
        <TextLink href={`/second-factor?lost=1&to=${encodeURIComponent(to)}`}>I do not have my app here</TextLink>
      </p>
      {env().demo && (
        <p className="mt-4 text-muted">
          In the demo, <code>npm run keymark -- demo codes</code> prints everybody’s code.
        </p>
      )}
    </AccountPage>
  );
}

function AskRecoveryCode({ to }: { to: string }) {
  return (
    <AccountPage title="Enter a recovery code">
      <p className="mb-6">
        You were given ten of them when you set your app up. Each counts once. If you have none left, ask whoever runs
        Keymark for your authority to let you set up a new app.
      </p>
      <CodeForm action={giveRecoveryCode} label="Recovery code" hint="Like ABCDE-23456" button="Go on" along={{ to }} />
      <p className="mt-8">
        <TextLink href={`/second-factor?to=${encodeURIComponent(to)}`}>Use the app instead</TextLink>
      </p>
    </AccountPage>
  );
}

async function AskSetUp({ person, to }: { person: Waiting; to: string }) {
  const offer = await offerSecondFactor(person, (await sessionToken()) ?? "");
  return (
    <AccountPage title="Set up your second factor">
      <p className="mb-6">
        You are let in to pupils’ data, so a password alone is not enough. From now on you sign in with your password
        and a code from an app.
      </p>
      <CodeForm action={setUp} label="Code that the app shows" button="Go on" digits along={{ to }}>
        <OfferPicture offer={offer} />
      </CodeForm>
    </AccountPage>
  );
}

/** Between the password and the first page, for everyone who may see pupils by name or an authority's data. */
export default page(async ({ searchParams }: Props) => {
  const query = await searchParams;
  const to = safeTarget(query.to);
  const person = await waitingPerson();
  if (!person) redirect((await currentPerson()) ? to : `/sign-in?to=${encodeURIComponent(to)}`);
  if (!person.enrolled) return <AskSetUp person={person} to={to} />;
  return query.lost ? <AskRecoveryCode to={to} /> : <AskCode to={to} />;
});
