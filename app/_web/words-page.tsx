import Link from "next/link";
import type { ReactNode } from "react";
import { Main } from "@/components/shell/main";

/** A page that only says something: what is missing, not allowed, or went wrong. */
export function WordsPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <header className="bg-accent-deep px-4 py-2 text-paper [&_:focus-visible]:outline-paper">
        <Link href="/" prefetch={false} className="text-large font-bold">
          Keymark
        </Link>
      </header>
      <Main>
        <h1 className="text-title">{title}</h1>
        <div className="mt-4 max-w-[72ch] space-y-4">{children}</div>
      </Main>
    </>
  );
}
