import Link from "next/link";
import type { ReactNode } from "react";
import { Foot } from "@/components/shell/foot";
import { Main } from "@/components/shell/main";
import { TextLink } from "@/components/ui/text-link";

/** A page that only says something: what is missing, not allowed, or went wrong. */
export function WordsPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <header className="bg-accent-deep px-4 py-2 text-paper [&_:focus-visible]:outline-paper">
        <Link href="/" prefetch={false} className="text-large font-bold">
          Keymark
        </Link>
      </header>
      <Words title={title}>{children}</Words>
      <Foot />
    </>
  );
}

/** The same within a place's own bar and tabs. */
export function Words({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Main>
      <h1 className="text-title">{title}</h1>
      <div className="mt-4 max-w-[72ch] space-y-4">{children}</div>
    </Main>
  );
}

const firstPage = (
  <p>
    <TextLink href="/home">Go to your first page</TextLink>
  </p>
);

export const notFoundTitle = "Page not found";
export const notFoundWords = (
  <>
    <p>If you typed the address, check it. If you followed a link, the page may have moved.</p>
    <p>A school or an authority may also have ended your access to it. Ask them if you think that is wrong.</p>
    {firstPage}
  </>
);

export const forbiddenTitle = "You do not have the right to see this page";
export const forbiddenWords = (
  <>
    <p>You are signed in, but this page needs a right that you have not been given.</p>
    <p>Rights come from the authority for its staff, and from the school for everyone else. Ask them if you need it.</p>
    {firstPage}
  </>
);
