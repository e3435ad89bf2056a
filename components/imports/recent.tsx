import { whenWords } from "@/components/grid/when";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import { TextLink } from "@/components/ui/text-link";
import type { ImportList, ImportRow } from "@/lib/imports/list";
import { Opening } from "./opening";
import { type GridOf, Schools } from "./schools";
import { counted, type Said, worstOf } from "./words";

const Word = ({ label, said }: { label: string; said: Said | null }) => (
  <span className="min-w-36">
    <span className="block text-muted">{label}</span>
    {said ? <Status mark={said.mark}>{said.words}</Status> : "–"}
  </span>
);

function Summary({ row }: { row: ImportRow }) {
  const { imported, checks } = worstOf(row);
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
          <span className="block break-words font-semibold">{row.fileName}</span>
          <span className="block text-muted">
            {row.finishedAt && `${whenWords(row.finishedAt)}, `}
            {row.sentBy}
            {row.schools.length > 0 && `, ${counted(row.schools.length, "file", "files")}`}
          </span>
          {row.words && imported.mark === "bell" && <span className="mt-1 block max-w-[72ch]">{row.words}</span>}
        </span>
      </span>
      <Word label="Imported" said={imported} />
      <Word label="Data checks" said={checks} />
    </summary>
  );
}

/** Few schools stand there from the start. */
const few = 3;

function Upload({ row, names, gridOf, open }: { row: ImportRow; names: Map<string, string> } & Omit<Props, "list">) {
  const drawn = open.includes(row.id) || row.schools.length <= few;
  return (
    <li className="border-b border-rule text-dense">
      <Opening id={row.id} open={open} summary={<Summary row={row} />}>
        {drawn ? (
          <>
            {row.words && worstOf(row).imported.mark !== "bell" && <p className="mb-2 max-w-[72ch]">{row.words}</p>}
            {row.schools.length > 0 && <Schools row={row} names={names} gridOf={gridOf} />}
          </>
        ) : null}
      </Opening>
    </li>
  );
}

interface Props {
  list: ImportList;
  gridOf: GridOf;
  /** Ids of the uploads that are open. */
  open: string[];
  /** Where more of them are shown; left out when there are no more. */
  more?: string;
}

/** One row per upload, newest first, opening to its schools. */
export function Recent({ list, gridOf, open, more }: Props) {
  const names = new Map([...list.queue, ...list.recent].map((row) => [row.id, row.fileName]));
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" className="text-large">
        Recent imports
      </h2>
      {list.recent.length === 0 ? (
        <div className="mt-3">
          <EmptyState title="Nothing has been imported yet">
            Export the results from the schools’ systems as CTF (.xml), or collect the schools’ files and spreadsheets,
            and send them with “Import new file”: one by one, several at once, or as a ZIP. The profile (FSP) and
            phonics (PHO) are taken.
          </EmptyState>
        </div>
      ) : (
        <ul className="mt-2 border-t border-rule">
          {list.recent.map((row) => (
            <Upload key={row.id} row={row} names={names} gridOf={gridOf} open={open} />
          ))}
        </ul>
      )}
      {more && (
        <p className="mt-4">
          <TextLink href={more}>Show older imports</TextLink>
        </p>
      )}
    </section>
  );
}
