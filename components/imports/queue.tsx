import type { ReactNode } from "react";
import { whenWords } from "@/components/grid/when";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import type { ImportList, ImportRow } from "@/lib/imports/list";
import { Change } from "./change";
import { ProgressBar } from "./progress-bar";
import { counted, stateWords } from "./words";

interface Props {
  list: ImportList;
  /** The buttons of an upload in the queue; nothing for those who may only look. */
  buttons(row: ImportRow): ReactNode;
}

function Queued({ row, position, buttons }: { row: ImportRow; position: number; buttons: ReactNode }) {
  const moving = row.state === "reading" || row.state === "matched" || row.state === "applying";
  return (
    <li className="border-b border-rule py-3 text-dense">
      <p className="flex gap-3">
        <span className="w-6 shrink-0 font-bold">
          <span className="sr-only">Position </span>
          {position}
        </span>
        <span className="min-w-0 break-words font-semibold">{row.fileName}</span>
      </p>
      <div className="ml-9 mt-1 space-y-1">
        <Status mark={row.state === "waiting" ? "bell" : "clock"}>{stateWords[row.state]}</Status>
        {moving && <ProgressBar label={`${row.fileName}, done so far`} percent={row.progress} />}
        <p className="text-muted">
          Sent by {row.sentBy}, {whenWords(row.createdAt)}
        </p>
      </div>
      {row.question?.kind === "existing" && <Change row={row} />}
      {row.question?.kind === "sheets" && <p className="ml-9 mt-1 max-w-[72ch]">{row.words}</p>}
      <div className="ml-9">{buttons}</div>
    </li>
  );
}

/** The authority's own uploads in their order, how many of how many, and the pace over all authorities. */
export function Queue({ list, buttons }: Props) {
  const { queue, limit, pace } = list;
  return (
    <section aria-labelledby="queue-title">
      <h2 id="queue-title" className="text-large">
        In the queue
      </h2>
      <p className="mt-1 text-dense text-muted">
        {queue.length} of {limit} places taken. A ZIP takes one place.{" "}
        {pace.authorities === 0
          ? "Nothing is being imported now."
          : `${counted(pace.authorities, "authority is", "authorities are")} being served, ${counted(pace.waiting, "upload waits", "uploads wait")}.`}
      </p>
      {queue.length === 0 ? (
        <div className="mt-3">
          <EmptyState title="Nothing is waiting">Files that you send appear here until they are in.</EmptyState>
        </div>
      ) : (
        <ol className="mt-2 border-t border-rule">
          {queue.map((row, at) => (
            <Queued key={row.id} row={row} position={at + 1} buttons={buttons(row)} />
          ))}
        </ol>
      )}
    </section>
  );
}
