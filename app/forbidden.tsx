import type { Metadata } from "next";
import { forbiddenTitle, forbiddenWords, WordsPage } from "./_web/words-page";

export const metadata: Metadata = { title: forbiddenTitle };

export default function ForbiddenPage() {
  return <WordsPage title={forbiddenTitle}>{forbiddenWords}</WordsPage>;
}
