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
import { env } from "@/lib/env";
import { type FirstStepsHeld, firstStepsDone } from "@/lib/first-steps";
import { SignInForm } from "./form";

type Stage = "ready" | "making" | "empty";

/** Whether there is anybody who could sign in: with a demo, until its authority is entered, it is being made. */
function stageOf({ authority, register }: FirstStepsHeld): Stage {
  if (authority && register) return "ready";
  return env().demo && !authority ? "making" : "empty";
}

const titles: Record<Stage, string> = {
  ready: "Sign in",
  making: "The demo is being made",
  empty: "Set Keymark up",
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: titles[stageOf(await firstStepsDone())], robots: { index: false } };
}

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

const told = {
  ended: "You were signed out. Sign in again to go on where you were.",
  left: "You have signed out.",
};

function BeingMade() {
  return (
    <div className="max-w-[72ch]">
      <h1 className="text-title">{titles.making}</h1>
      <p className="mt-4 text-large">
        Keymark is inventing an authority with schools, pupils and results. People can sign in within a minute; the
        results follow year by year, and the imports page shows how far they are.
      </p>
      <p className="mt-4">
        <a className="text-link" href="/sign-in">
          Look again
        </a>
      </p>
    </div>
  );
}

/** Asks the database: never made beforehand. */
export const dynamic = "force-dynamic";

export default page(async ({ searchParams }: Props) => {
  const query = await searchParams;
  const to = safeTarget(query.to);
  if (await currentPerson()) redirect(to);
  const held = await firstStepsDone();
  const stage = stageOf(held);
  const words = query.left ? told.left : query.ended ? told.ended : undefined;
  return (
    <>
      <header className="bg-accent-deep px-4 py-2 text-paper [&_:focus-visible]:outline-paper">
        <Link href="/" prefetch={false} className="text-large font-bold">
          Keymark
        </Link>
      </header>
      <Main>
        {stage === "making" && <BeingMade />}
        {stage === "empty" && (
          <div className="max-w-[72ch]">
            <FirstSteps held={held} />
          </div>
        )}
        {stage === "ready" && (
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
