import type { Metadata } from "next";
import { notFoundTitle, notFoundWords, WordsPage } from "./_web/words-page";

export const metadata: Metadata = { title: notFoundTitle };

export default function NotFoundPage() {
  return <WordsPage title={notFoundTitle}>{notFoundWords}</WordsPage>;
}
