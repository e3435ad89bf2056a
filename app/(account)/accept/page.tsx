import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { ButtonLink } from "@/components/ui/button";
import { AccountPage } from "../account-page";

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Your password is set", robots: { index: false } };

export default page(async () => (
  <AccountPage title="Your password is set">
    <p className="mb-6">
      Sign in with your e-mail address and this password. Wherever you were signed in before, you no longer are.
    </p>
    <ButtonLink href="/sign-in">Sign in</ButtonLink>
  </AccountPage>
));
