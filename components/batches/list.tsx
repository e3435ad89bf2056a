import type { ReactNode } from "react";
import { dayWords, whenWords } from "@/components/grid/when";
import { Opening } from "@/components/imports/opening";
import { ProgressBar } from "@/components/imports/progress-bar";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import type { BatchItem, BatchRow } from "@/lib/batches/list";
import { BatchSchools } from "./schools";
import { batchSaid, counted, sizeWords, staleSaid } from "./words";

interface Props {
  batches: BatchRow[];
  open: string[];
  /** What may be done with a batch, and with one school's file in it. */
  buttons(row: BatchRow): ReactNode;
  itemButtons(row: BatchRow, item: BatchItem): ReactNode;
}

const nameOf = ({ title, year, level }: BatchRow): string => `${title}, ${year}${level === 3 ? ", no pupils" : ""}`;

function Summary({ row }: { row: BatchRow }) {
  const said = batchSaid(row);
  const under = row.state === "queued" || row.state === "making";
  const size = row.made > 0 && `, ${counted(row.pages, "page", "pages")}, ${sizeWords(row.bytes)}`;
  return (
    <summary className="flex cursor-pointer list-none flex-wrap gap-x-6 gap-y-1 py-3 hover:bg-wash">
      <span className="flex min-w-56 flex-1 gap-2">
        <svg
          viewBox="0 0 10 10"
          aria-hidden="true"
          className="mt-1.5 h-2.5 w-2.5 shrink-0 group-open:rotate-90"
          fill="currentColor"
        >
          <path d="M2 0l6 5-6 5z" />
        </svg>
        <span className="min-w-0">
          <span className="block break-words font-semibold">
            {nameOf(row)}: {row.schoolsWords}
          </span>
          <span className="block text-muted">
            {whenWords(row.createdAt)}, {row.madeBy}
            {row.made > 0 && row.keptUntil && `; kept until ${dayWords(row.keptUntil)}`}
          </span>
          {row.words && <span className="mt-1 block max-w-[72ch]">{row.words}</span>}
        </span>
      </span>
      <span className="min-w-56">
        <Status mark={said.mark}>{said.words}</Status>
        <span className="block text-muted">
          {row.made} of {counted(row.files, "file", "files")} made{size}
        </span>
        {under && (
          <ProgressBar
            label={`${nameOf(row)}, done so far`}
            percent={Math.round((100 * (row.made + row.failed)) / Math.max(1, row.files))}
          />
        )}
      </span>
    </summary>
  );
}

function Changed({ row }: { row: BatchRow }) {
  const said = staleSaid(row);
  return said && <p className="mb-2 max-w-[72ch]">{said} What is made again replaces the file.</p>;
}

function Kept({ row, keptDays }: { row: BatchRow; keptDays: number }) {
  if (row.state === "expired")
    return <p className="mb-2 text-muted">The files were deleted after {keptDays} days. They can be made again.</p>;
  if (!row.keptUntil || row.made === 0) return null;
  return <p className="mb-2 text-muted">Kept until {whenWords(row.keptUntil)}, then deleted.</p>;
}

/** One row per batch, newest first, opening to its schools. */
export function Batches({ batches, open, buttons, itemButtons, keptDays }: Props & { keptDays: number }) {
  return (
    <section aria-labelledby="batches-title">
      <h2 id="batches-title" className="text-large">
        Made so far
      </h2>
      <p className="mt-1 text-dense text-muted">
        Files are kept for {keptDays} days after a batch is through, and then deleted. A batch can be made again at any
        time.
      </p>
      {batches.length === 0 ? (
        <div className="mt-3">
          <EmptyState title="No batch has been made yet">
            Choose a report, a year and schools, and make the files. They appear here, school by school, to be
            downloaded as one PDF or as a ZIP.
          </EmptyState>
        </div>
      ) : (
        <ul className="mt-2 border-t border-rule">
          {batches.map((row) => (
            <li key={row.id} className="border-b border-rule text-dense">
              <Opening id={row.id} open={open} summary={<Summary row={row} />}>
                {row.items && (
                  <>
                    <Changed row={row} />
                    <Kept row={row} keptDays={keptDays} />
                    <div className="mb-3 flex flex-wrap gap-2">{buttons(row)}</div>
                    <BatchSchools
                      caption={`Files of ${nameOf(row)}`}
                      items={row.items}
                      buttons={(i) => itemButtons(row, i)}
                    />
                  </>
                )}
              </Opening>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
