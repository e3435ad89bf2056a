import { keptCell, shownCell } from "./days";
import type { CellEdit, GridColumn, RecordRow } from "./types";

/** A change that is asked for, with what people call its record by. */
export interface Asking extends CellEdit {
  who: string;
}

/** What became of a change that was sent. */
export interface Fate {
  done: Asking[];
  refused: { edit: Asking; error: string }[];
  /** The records concerned, as they are now. */
  rows: RecordRow[];
}

export const keyOf = ({ id, column }: { id: string; column: string }): string => `${id} ${column}`;

/** What a record is called: the pupil's name, else the UPN. */
export const nameOf = ({ cells }: RecordRow): string =>
  [cells.forename, cells.surname].filter(Boolean).join(" ") || cells.upn || "Record without a name";

const tidy = (text: string | null) => (text === null || text.trim() === "" ? null : text.trim());

/** The change that a typed or pasted text asks for; none where it says what stands there. */
export function editOf({ row, column }: { row: RecordRow; column: GridColumn }, text: string | null): Asking | null {
  const from = row.cells[column.key] ?? null;
  const same = tidy(text) === tidy(shownCell(column, from));
  const to = same ? from : tidy(keptCell(column, text));
  return to === from ? null : { id: row.id, column: column.key, from, to, who: nameOf(row) };
}

const counted = (n: number, one: string, many: string) => `${n.toLocaleString("en-GB")} ${n === 1 ? one : many}`;

/** After one cell: how much is still open in its record. */
export function savedWords({ rows }: Fate): string {
  const open = rows.flatMap(({ issues }) => issues).filter((i) => !i.marked).length;
  return `Saved; ${open === 0 ? "nothing is" : open} ${open === 0 ? "" : "still "}open in this record.`;
}

interface Block {
  /** "Pasted", "Filled down", "Cleared". */
  what: string;
  /** Cells of the block, those of a column that cannot be changed, and those beyond the edge of the grid. */
  cells: number;
  fixed: number;
  cut: number;
  /** Cells of records that could not be read. */
  absent: number;
}

/** After a block: how many cells were changed, and what became of each of the others. */
export function blockWords({ what, cells, fixed, cut, absent }: Block, { done, refused }: Fate): string {
  const same = cells - fixed - absent - done.length - refused.length;
  const others = [
    same > 0 && `${same.toLocaleString("en-GB")} as they were`,
    refused.length > 0 && `${refused.length.toLocaleString("en-GB")} refused`,
    fixed > 0 && `${fixed.toLocaleString("en-GB")} in a column that cannot be changed`,
    absent > 0 && `${absent.toLocaleString("en-GB")} of records that could not be read`,
    cut > 0 && `${cut.toLocaleString("en-GB")} beyond the edge of the grid`,
  ].filter(Boolean);
  const changed = `${what}: ${counted(done.length, "cell", "cells")} changed`;
  const back = done.length > 0 ? " Control and Z takes it back." : "";
  return `${[changed, ...others].join(", ")}.${back}`;
}

/** How many refusals are told one by one. */
const told = 5;

/** Why cells were not changed, by column and pupil, with what was typed so that it is not lost. */
export function refusalWords(refused: Fate["refused"], columns: GridColumn[]): string {
  const labels = new Map(columns.map((c) => [c.key, c]));
  const lines = refused.slice(0, told).map(({ edit, error }) => {
    const column = labels.get(edit.column);
    const typed = edit.to === null ? "" : ` You entered “${shownCell(column ?? {}, edit.to)}”.`;
    return `${column?.label ?? edit.column} of ${edit.who}: ${error}${typed}`;
  });
  const rest = refused.length - lines.length;
  return [...lines, ...(rest > 0 ? [`And ${counted(rest, "other cell", "other cells")}.`] : [])].join(" ");
}
