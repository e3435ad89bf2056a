import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { AccountPage } from "../account-page";
import { ForgottenForm } from "./form";

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Get a new password", robots: { index: false } };

export default page(async () => (
  <AccountPage title="Get a new password">
    <ForgottenForm />
  </AccountPage>
));
