import type { Metadata } from "next";
import { TextLink } from "@/components/ui/text-link";
import { WordsPage } from "./_web/words-page";

export const metadata: Metadata = { title: "You do not have the right to see this page" };

export default function ForbiddenPage() {
  return (
    <WordsPage title="You do not have the right to see this page">
      <p>You are signed in, but this page needs a right that you have not been given.</p>
      <p>The authority's administrator gives rights to its staff; each school decides who sees its own data.</p>
      <p>
        <TextLink href="/home">Go to your first page</TextLink>
      </p>
    </WordsPage>
  );
}
