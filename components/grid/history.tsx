"use client";

import { useEffect, useState } from "react";
import type { RecordHistory } from "@/lib/records/history";
import { shownCell } from "./days";
import { post } from "./post";
import type { GridPlace, RecordRow } from "./types";
import { whenWords } from "./when";

interface Props {
  place: GridPlace;
  row: RecordRow;
  titles: Record<string, string>;
}

const waitMs = 300;
const valueWords = (value: string | null) => (value ? `“${shownCell({ day: true }, value)}”` : "(blank)");

/** Asked for when it is opened, and again when the record changes. */
function useHistory({ place, row, open }: { place: GridPlace; row: RecordRow; open: boolean }) {
  const [found, setFound] = useState<RecordHistory | string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a changed record has a longer history
  useEffect(() => {
    if (!open) return;
    const stop = new AbortController();
    const due = setTimeout(async () => {
      const input = { dataset: place.dataset, id: row.id };
      const answer = await post<RecordHistory>("history", { la: place.la, input }, stop.signal).catch(() => null);
      if (answer) setFound("ok" in answer ? answer.ok : answer.error);
    }, waitMs);
    return () => {
      clearTimeout(due);
      stop.abort();
    };
  }, [open, place, row.id, row.cells, row.issues]);
  return found;
}

/** Who changed what in a record, when and why, and the file that it came in. */
export function History({ place, row, titles }: Props) {
  const [open, setOpen] = useState(false);
  const found = useHistory({ place, row, open });
  return (
    <details className="mt-4 border-t border-rule pt-3" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="cursor-pointer font-semibold">History of this record</summary>
      {found === null && <p className="mt-2 text-muted">Looking it up.</p>}
      {typeof found === "string" && <p className="mt-2 font-semibold text-wrong">{found}</p>}
      {found !== null && typeof found !== "string" && (
        <ol className="mt-2 space-y-2">
          {found.changes.map((c) => (
            <li key={`${c.at} ${c.column}`}>
              <strong>{titles[c.column] ?? c.column}</strong>: {valueWords(c.old)} to {valueWords(c.new)}
              <span className="block text-muted">
                {c.byName ?? "Keymark"}, {whenWords(c.at)}
                {c.because && `: ${c.because}`}
              </span>
            </li>
          ))}
          {found.file && (
            <li>
              Came in with <strong className="break-all">{found.file.fileName}</strong>
              <span className="block text-muted">
                sent by {found.file.sentBy}, {whenWords(found.file.at)}
              </span>
            </li>
          )}
        </ol>
      )}
    </details>
  );
}
