import Link from "next/link";
import type { ReactNode } from "react";
import { Foot } from "@/components/shell/foot";
import { Main } from "@/components/shell/main";

/** A page for those who are not signed in: a title and a narrow column. */
export function PlainPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <header className="bg-accent-deep px-4 py-2 text-paper [&_:focus-visible]:outline-paper">
        <Link href="/" prefetch={false} className="text-large font-bold">
          Keymark
        </Link>
      </header>
      <Main>
        <div className="mx-auto mt-4 max-w-md sm:mt-12">
          <h1 className="mb-6 text-title">{title}</h1>
          {children}
        </div>
      </Main>
      <Foot />
    </>
  );
}
