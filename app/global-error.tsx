"use client";

import { FaultWords } from "./_web/fault-words";
import { WordsPage } from "./_web/words-page";
import "./globals.css";

export default function GlobalErrorPage({ error, retry }: { error: unknown; retry(): void }) {
  return (
    <html lang="en-GB">
      <body>
        <title>Something went wrong – Keymark</title>
        <WordsPage title="Something went wrong">
          <FaultWords error={error} retry={retry} />
        </WordsPage>
      </body>
    </html>
  );
}
