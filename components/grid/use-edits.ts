"use client";

import { useCallback, useRef, useState } from "react";
import { keptCell, shownCell } from "./days";
import type { PastedCell } from "./paste";
import { type Answer, post } from "./post";
import type { CellEdit, GridColumn, GridPlace, RecordRow } from "./types";

const keptSteps = 100;
/** A row of the list as people count it. */
const rowWords = (index: number) => `row ${(index + 1).toLocaleString("en-GB")}`;

interface Args {
  place: GridPlace;
  columns: GridColumn[];
  rowAt(index: number): RecordRow | undefined;
  need(from: number, to: number): Promise<void>;
  replace(row: Pick<RecordRow, "id"> & Partial<RecordRow>): void;
  /** Called when something was changed, or may have been: what is on the screen is read again. */
  changed(): void;
  say(words: string): void;
  fault(words: string): void;
}

/** A record, and where it stands in the list: that is what people call it by. */
interface Place {
  index: number;
  record: RecordRow;
}

export interface Pasting {
  done: number;
  of: number;
}

const tidy = (text: string | null) => (text === null || text.trim() === "" ? null : text.trim());
const leftWords = ({ issues }: RecordRow) => {
  const open = issues.filter((i) => !i.marked).length;
  return open === 0 ? "nothing is open in this record" : `${open} still open in this record`;
};

/** The change that a typed or pasted text asks for; none where it says what stands there. */
function editOf({ row, column }: { row: RecordRow; column: GridColumn }, text: string | null): CellEdit | null {
  const from = row.cells[column.key] ?? null;
  const same = tidy(text) === tidy(shownCell(column, from));
  const to = same ? from : tidy(keptCell(column, text));
  return to === from ? null : { id: row.id, column: column.key, from, to };
}

interface PasteWork extends Pick<Args, "columns" | "rowAt"> {
  send(edit: CellEdit): Promise<Answer<RecordRow>>;
  /** Told how many are done before each cell; false stops. */
  goesOn(done: number): boolean;
}

const isFixed = { error: "This column cannot be changed.", status: 400 };

/** Cells one after another; what was changed, and what was refused in words. */
async function pasteCells(cells: PastedCell[], { columns, rowAt, send, goesOn }: PasteWork) {
  const [step, refused]: [CellEdit[], string[]] = [[], []];
  for (const [n, cell] of cells.entries()) {
    if (!goesOn(n)) break;
    const [row, column] = [rowAt(cell.row), columns[cell.col]];
    if (!row || !column) continue;
    const edit = editOf({ row, column }, cell.value);
    if (!edit) continue;
    const answer = column.fixed ? isFixed : await send(edit);
    if ("ok" in answer) step.push(edit);
    else refused.push(`${column.label}, ${rowWords(cell.row)}: ${answer.error}`);
  }
  return { step, refused };
}

/** Changing cells: one at a time, a pasted block one after another, and taking the last ones back. */
export function useEdits({ place, columns, rowAt, need, replace, changed, say, fault }: Args) {
  const [saving, setSaving] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [pasting, setPasting] = useState<Pasting | null>(null);
  const stopped = useRef(false);
  const steps = useRef<CellEdit[][]>([]);

  const send = useCallback(
    async (edit: CellEdit, because?: string): Promise<Answer<RecordRow>> => {
      const key = `${edit.id} ${edit.column}`;
      setSaving((before) => new Map(before).set(key, edit.to));
      const answer = await post<RecordRow>("edit", {
        la: place.la,
        input: { dataset: place.dataset, ...edit, ...(because && { because }) },
      });
      if ("ok" in answer) replace(answer.ok);
      setSaving((before) => {
        const after = new Map(before);
        after.delete(key);
        return after;
      });
      return answer;
    },
    [place, replace],
  );

  const remember = useCallback((step: CellEdit[]) => {
    if (step.length > 0) steps.current = [...steps.current, step].slice(-keptSteps);
  }, []);

  const commit = useCallback(
    async ({ index, record: row }: Place, column: GridColumn, to: string | null): Promise<void> => {
      const edit = editOf({ row, column }, to);
      if (!edit) return;
      const answer = await send(edit);
      if ("ok" in answer) {
        remember([edit]);
        say(`Saved; ${leftWords(answer.ok)}.`);
      } else {
        say("");
        fault(`${column.label}, ${rowWords(index)}: ${answer.error}`);
      }
      changed();
    },
    [send, remember, say, fault, changed],
  );

  const paste = useCallback(
    async (cells: PastedCell[], cut: number): Promise<void> => {
      stopped.current = false;
      await need(cells[0]?.row ?? 0, cells.at(-1)?.row ?? 0);
      const { step, refused } = await pasteCells(cells, {
        columns,
        rowAt,
        send,
        goesOn: (done) => {
          setPasting({ done, of: cells.length });
          return !stopped.current;
        },
      });
      setPasting(null);
      remember(step);
      if (cut > 0) refused.push(`${cut} cells of the block lie beyond the edge of the grid.`);
      say(`Pasted: ${step.length} changed, ${refused.length === 0 ? "none" : refused.length} refused.`);
      if (refused.length > 0) fault(refused.join(" "));
      changed();
    },
    [columns, need, rowAt, send, remember, say, fault, changed],
  );

  const undo = useCallback(async (): Promise<void> => {
    const step = steps.current.pop();
    if (!step) {
      say("There is nothing to undo.");
      return;
    }
    const refused: string[] = [];
    for (const { id, column, from, to } of step.toReversed()) {
      const answer = await send({ id, column, from: to, to: from }, "Undo");
      if ("error" in answer) refused.push(answer.error);
    }
    const done = step.length === 1 ? "Undone." : `Undone: ${step.length} cells.`;
    say(refused.length > 0 ? "" : done);
    if (refused.length > 0) fault(`Not undone: ${[...new Set(refused)].join(" ")}`);
    changed();
  }, [send, say, fault, changed]);

  const stop = useCallback(() => {
    stopped.current = true;
  }, []);
  return { saving, pasting, commit, paste, undo, stop };
}
