"use client";

import { TextLink } from "@/components/ui/text-link";
import { nameOf } from "./edit-words";
import { History } from "./history";
import { Issue } from "./issue";
import type { GridPlace, RecordRow } from "./types";

interface Props {
  place: GridPlace;
  /** The chosen record; none yet. */
  row: RecordRow | undefined;
  /** Heads of the columns, by key. */
  titles: Record<string, string>;
  editable: boolean;
  replace(row: Pick<RecordRow, "id"> & Partial<RecordRow>): void;
  changed(): void;
  say(words: string): void;
  /** Goes back to the chosen record in the grid. */
  leave(): void;
  /** Goes to its cell in this column. */
  goTo(column: string): void;
  drafts: Map<string, string>;
}

function Advice({ place, row }: { place: GridPlace; row: RecordRow }) {
  const list = `/la/${place.la}/data/${place.dataset}/${place.year}?school=${row.urn}&show=errors`;
  return (
    <p className="mt-4 border-t border-rule pt-3 text-muted">
      Amending is the exception: ask the school to correct it in its own system and resubmit.{" "}
      <TextLink href={list}>All errors of {row.school}</TextLink>
    </p>
  );
}

/** Beside the grid: what is wrong with the chosen record and what would be right, and what was done to it. */
export function Panel(props: Props) {
  const { place, row, titles } = props;
  return (
    <section
      aria-label="Chosen record"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
      tabIndex={0}
      className="shrink-0 overflow-y-auto border border-rule p-4 text-dense lg:h-[calc(100dvh-19rem)] lg:min-h-80 lg:w-64 xl:w-72"
    >
      {row ? (
        <>
          <h2 className="text-base">{nameOf(row)}</h2>
          <p className="text-muted">{row.school}</p>
          {row.issues.length === 0 && <p className="mt-3">Nothing is wrong with this record.</p>}
          <ul className="mt-3 space-y-4">
            {row.issues.map((issue) => (
              <Issue key={`${row.id} ${issue.checkId}`} {...props} row={row} issue={issue} titles={titles} />
            ))}
          </ul>
          <History key={row.id} place={place} row={row} titles={titles} />
          <Advice place={place} row={row} />
        </>
      ) : (
        <p className="text-muted">Choose a record to see what is wrong with it and what was done to it.</p>
      )}
    </section>
  );
}
