import type { Metadata } from "next";
import { Frame } from "@/app/_web/frame";
import { page } from "@/app/_web/page";
import { requirePerson, sessionToken } from "@/app/_web/session";
import { Main } from "@/components/shell/main";
import { TextLink } from "@/components/ui/text-link";
import { offerSecondFactor, secondFactorOf } from "@/lib/access/second-factor";
import { CodeForm } from "../../second-factor/code-form";
import { OfferPicture } from "../../second-factor/offer";
import { changeApp } from "../actions";

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Set up an app", robots: { index: false } };

/** A first app for whoever needs none, or another in the place of the one before. */
export default page(async () => {
  const person = await requirePerson();
  const token = (await sessionToken()) ?? "";
  const [{ enrolled }, offer] = await Promise.all([secondFactorOf(person.id), offerSecondFactor(person, token)]);
  return (
    <Frame>
      <Main>
        <div className="max-w-[72ch]">
          <h1 className="mb-6 text-title">{enrolled ? "Set up another app" : "Set up a second factor"}</h1>
          {enrolled && <p className="mb-6">Once this is done, the app that you had before counts no more.</p>}
          <CodeForm action={changeApp} label="Code that the app shows" button="Use this app" digits along={{}}>
            <OfferPicture offer={offer} />
          </CodeForm>
          <p className="mt-8">
            <TextLink href="/account">Back, and change nothing</TextLink>
          </p>
        </div>
      </Main>
    </Frame>
  );
});
