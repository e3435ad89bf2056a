import type { Metadata } from "next";
import { TextLink } from "@/components/ui/text-link";
import { WordsPage } from "./_web/words-page";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFoundPage() {
  return (
    <WordsPage title="Page not found">
      <p>If you typed the address, check it. If you followed a link, the page may have moved.</p>
      <p>A school or an authority may also have ended your access to it. Ask them if you think that is wrong.</p>
      <p>
        <TextLink href="/home">Go to your first page</TextLink>
      </p>
    </WordsPage>
  );
}
