import type { Metadata } from "next";
import { Frame } from "@/app/_web/frame";
import { page } from "@/app/_web/page";
import { requirePerson } from "@/app/_web/session";
import { safeTarget } from "@/app/_web/target";
import { Main } from "@/components/shell/main";
import { RecoveryCodes } from "./codes";

/** Asks who is signed in: never made beforehand. */
export const dynamic = "force-dynamic";

export const metadata: Metadata = { title: "Recovery codes", robots: { index: false } };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

/** Codes for the day the app is lost, made when they are asked for and shown once. */
export default page(async ({ searchParams }: Props) => {
  await requirePerson();
  const { to } = await searchParams;
  return (
    <Frame>
      <Main>
        <div className="max-w-[72ch]">
          <h1 className="text-title">Recovery codes</h1>
          <p className="mb-6 mt-4">
            If your phone is lost, one of these lets you in instead of the app’s code. Each counts once. Print them, or
            keep them in a password manager, away from the phone.
          </p>
          <RecoveryCodes to={to ? safeTarget(to) : "/account"} />
        </div>
      </Main>
    </Frame>
  );
});
