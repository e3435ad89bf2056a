import type { Metadata } from "next";
import { page } from "@/app/_web/page";
import { readLink } from "@/lib/access/links";
import { shortest } from "@/lib/access/password-rules";
import { AccountPage } from "../../account-page";
import { PasswordForm } from "./form";
import { Gone } from "./gone";

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Choose a password", robots: { index: false } };

interface Props {
  params: Promise<{ token: string }>;
}

/** Where the link of an invitation leads. Opening it uses nothing up: mail scanners open links, too. */
export default page(async ({ params }: Props) => {
  const { token } = await params;
  const link = await readLink(token);
  return (
    <AccountPage title="Choose a password">
      {link ? <PasswordForm token={token} email={link.email} shortest={shortest} /> : <Gone />}
    </AccountPage>
  );
});
