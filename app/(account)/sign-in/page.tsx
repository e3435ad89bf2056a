import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { FirstSteps } from "@/app/_web/first-steps";
import { page } from "@/app/_web/page";
import { currentPerson } from "@/app/_web/session";
import { safeTarget } from "@/app/_web/target";
import { Foot } from "@/components/shell/foot";
import { Main } from "@/components/shell/main";
import { Notice } from "@/components/ui/notice";
import { firstStepsDone } from "@/lib/first-steps";
import { SignInForm } from "./form";

export async function generateMetadata(): Promise<Metadata> {
  const { authority, register } = await firstStepsDone();
  return { title: authority && register ? "Sign in" : "Set Keymark up", robots: { index: false } };
}

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
  const held = await firstStepsDone();
  const ready = held.authority && held.register;
  const words = query.left ? told.left : query.ended ? told.ended : undefined;
  return (
    <>
      <header className="bg-accent-deep px-4 py-2 text-paper [&_:focus-visible]:outline-paper">
        <Link href="/" prefetch={false} className="text-large font-bold">
          Keymark
        </Link>
      </header>
      <Main>
        {!ready ? (
          <div className="max-w-[72ch]">
            <FirstSteps held={held} />
          </div>
        ) : (
          <div className="mx-auto mt-4 max-w-md sm:mt-12">
            {words && (
              <div className="mb-6">
                <Notice>{words}</Notice>
              </div>
            )}
            <h1 className="mb-6 text-title">Sign in</h1>
            <SignInForm to={to} />
          </div>
        )}
      </Main>
      <Foot />
    </>
  );
});
