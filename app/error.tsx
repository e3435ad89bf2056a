"use client";

import { FaultWords } from "./_web/fault-words";
import { WordsPage } from "./_web/words-page";

export default function ErrorPage({ error, retry }: { error: unknown; retry(): void }) {
  return (
    <WordsPage title="Something went wrong">
      <FaultWords error={error} retry={retry} />
    </WordsPage>
  );
}
