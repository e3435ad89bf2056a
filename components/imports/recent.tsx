import { whenWords } from "@/components/grid/when";
import { EmptyState } from "@/components/ui/empty-state";
import { Status } from "@/components/ui/status";
import { TextLink } from "@/components/ui/text-link";
import type { ImportList, ImportRow } from "@/lib/imports/list";
import { Schools } from "./schools";
import { counted, type Said, worstOf } from "./words";

const Word = ({ label, said }: { label: string; said: Said | null }) => (
  <span className="min-w-36">
    <span className="block text-muted">{label}</span>
    {said ? <Status mark={said.mark}>{said.words}</Status> : "–"}
  </span>
);

function Upload({ row, names, gridOf }: { row: ImportRow; names: Map<string, string> } & Pick<Props, "gridOf">) {
  const { imported, checks } = worstOf(row);
  return (
    <li className="border-b border-rule text-dense">
      <details open={row.schools.length <= 3 && imported.mark === "bell"}>
        <summary className="flex cursor-pointer list-none flex-wrap gap-x-6 gap-y-1 py-3 hover:bg-wash [details[open]>&_svg.turn]:rotate-90">
          <span className="flex min-w-56 flex-1 gap-2">
            <svg
              viewBox="0 0 10 10"
              aria-hidden="true"
              className="turn mt-1.5 h-2.5 w-2.5 shrink-0"
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
            </span>
          </span>
          <Word label="Imported" said={imported} />
          <Word label="Data checks" said={checks} />
        </summary>
        <div className="pb-4 pl-4">
          {row.words && <p className="mb-2 max-w-[72ch]">{row.words}</p>}
          {row.schools.length > 0 && <Schools row={row} names={names} gridOf={gridOf} />}
        </div>
      </details>
    </li>
  );
}

interface Props {
  list: ImportList;
  /** The grid of a dataset and year, filtered by an import's schools. */
  gridOf(dataset: string, year: number, importId: string): string;
  /** Where more of them are shown; left out when there are no more. */
  more?: string;
}

/** One row per upload, newest first, opening to its schools. */
export function Recent({ list, gridOf, more }: Props) {
  const names = new Map([...list.queue, ...list.recent].map((row) => [row.id, row.fileName]));
  return (
    <section aria-labelledby="recent-title">
      <h2 id="recent-title" className="text-large">
        Recent imports
      </h2>
      {list.recent.length === 0 ? (
        <div className="mt-3">
          <EmptyState title="Nothing has been imported yet">
            Export the results from the schools’ systems as CTF (.xml), or collect the schools’ files, and send them
            with “Import new file”: one by one, several at once, or as a ZIP. Profile (FSP) and phonics (PHO) files are
            taken.
          </EmptyState>
        </div>
      ) : (
        <ul className="mt-2 border-t border-rule">
          {list.recent.map((row) => (
            <Upload key={row.id} row={row} names={names} gridOf={gridOf} />
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
