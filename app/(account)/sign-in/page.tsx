import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { page } from "@/app/_web/page";
import { currentPerson } from "@/app/_web/session";
import { safeTarget } from "@/app/_web/target";
import { Main } from "@/components/shell/main";
import { Notice } from "@/components/ui/notice";
import { SignInForm } from "./form";

export const metadata: Metadata = { title: "Sign in", robots: { index: false } };

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const told = {
  ended: "You were signed out. Sign in again to go on where you were.",
  left: "You have signed out.",
};

export default page(async ({ searchParams }: Props) => {
  const query = await searchParams;
  const to = safeTarget(query.to);
  if (await currentPerson()) redirect(to);
  const words = query.left ? told.left : query.ended ? told.ended : undefined;
  return (
    <>
      <header className="bg-accent-deep px-4 py-2 text-paper [&_:focus-visible]:outline-paper">
        <Link href="/" prefetch={false} className="text-large font-bold">
          Keymark
        </Link>
      </header>
      <Main>
        <div className="mx-auto mt-4 max-w-md sm:mt-12">
          {words && (
            <div className="mb-6">
              <Notice>{words}</Notice>
            </div>
          )}
          <h1 className="mb-6 text-title">Sign in</h1>
          <SignInForm to={to} />
        </div>
      </Main>
    </>
  );
});
