"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Asking, blockWords, editOf, type Fate, keyOf, refusalWords, savedWords } from "./edit-words";
import type { PastedCell } from "./paste";
import type { GridColumn, GridPlace, RecordRow } from "./types";
import { type Sent, type Unsaved, useSending } from "./use-sending";

const keptSteps = 100;

interface Args {
  place: GridPlace;
  columns: GridColumn[];
  rowAt(index: number): RecordRow | undefined;
  need(from: number, to: number): Promise<void>;
  replace(row: Pick<RecordRow, "id"> & Partial<RecordRow>): void;
  /** Called when something was changed, or may have been: what is on the screen is read again. */
  changed(): void;
  say(words: string): void;
  fault(words: string | null): void;
}

const turned = (step: Asking[]): Asking[] => step.map((e) => ({ ...e, from: e.to, to: e.from })).toReversed();

const without = (before: Unsaved | null, keys: Set<string>): Unsaved | null => {
  const edits = before?.edits.filter((e) => !keys.has(keyOf(e))) ?? [];
  return before && edits.length > 0 ? { ...before, edits } : null;
};

/** Changes that could not be sent; the browser asks before they are left behind. */
function useUnsaved() {
  const [unsaved, setUnsaved] = useState<Unsaved | null>(null);
  const waits = unsaved !== null;
  useEffect(() => {
    if (!waits) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", ask);
    return () => window.removeEventListener("beforeunload", ask);
  }, [waits]);
  const keep = useCallback(({ edits, why }: Unsaved) => {
    const keys = new Set(edits.map(keyOf));
    setUnsaved((before) => ({ edits: [...(without(before, keys)?.edits ?? []), ...edits], why }));
  }, []);
  const drop = useCallback(
    (edits: { id: string; column: string }[]) => setUnsaved((before) => without(before, new Set(edits.map(keyOf)))),
    [],
  );
  return { unsaved, keep, drop };
}

/** Changing cells, one or a block of them; taking steps back and making them again; keeping what could not be sent. */
export function useEdits({ place, columns, rowAt, need, replace, changed, say, fault }: Args) {
  const { saving, progress, send, stop } = useSending({ place, replace });
  const { unsaved, keep, drop } = useUnsaved();
  const steps = useRef<{ done: Asking[][]; undone: Asking[][] }>({ done: [], undone: [] });

  /** Sends, tells what became of it, and keeps what could not be sent. */
  const make = useCallback(
    async (edits: Asking[], words: (fate: Fate) => string, because?: string): Promise<Sent> => {
      fault(null);
      const sent = await send(edits, because);
      say(sent.done.length > 0 || sent.refused.length === 0 ? words(sent) : "");
      if (sent.refused.length > 0) fault(refusalWords(sent.refused, columns));
      if (sent.unsaved) {
        say("");
        keep(sent.unsaved);
      } else changed();
      return sent;
    },
    [send, keep, columns, changed, say, fault],
  );

  const remember = useCallback((step: Asking[]) => {
    if (step.length > 0) steps.current = { done: [...steps.current.done, step].slice(-keptSteps), undone: [] };
  }, []);

  const commit = useCallback(
    async (row: RecordRow, column: GridColumn, to: string | null): Promise<void> => {
      drop([{ id: row.id, column: column.key }]);
      const edit = editOf({ row, column }, to);
      if (edit) remember((await make([edit], savedWords)).done);
    },
    [make, drop, remember],
  );

  /** Many cells; `what` says what is done to them, `cut` how many fell beyond the grid. */
  const block = useCallback(
    async (cells: PastedCell[], { what, cut = 0 }: { what: string; cut?: number }): Promise<void> => {
      const first = cells[0]?.row ?? 0;
      const seen = rowAt(first)?.id;
      await need(first, cells.at(-1)?.row ?? 0);
      if (seen !== undefined && rowAt(first)?.id !== seen) {
        fault(
          "Nothing was changed: the list was read anew, and another record stands here now. Choose the place again.",
        );
        return;
      }
      const open = cells.filter(({ col }) => !columns[col]?.fixed);
      const absent = open.filter(({ row }) => !rowAt(row)).length;
      const edits = open.flatMap(({ row: index, col, value }) => {
        const [row, column] = [rowAt(index), columns[col]];
        const edit = row && column ? editOf({ row, column }, value) : null;
        return edit ? [edit] : [];
      });
      const counts = { what, cells: cells.length, fixed: cells.length - open.length, cut, absent };
      remember((await make(edits, (fate) => blockWords(counts, fate))).done);
    },
    [columns, need, rowAt, make, remember, fault],
  );

  /** The last step taken back, or the last one that was taken back made again. */
  const step = useCallback(
    async (which: "undo" | "redo"): Promise<void> => {
      const [from, to] = which === "undo" ? (["done", "undone"] as const) : (["undone", "done"] as const);
      const last = steps.current[from].pop();
      if (!last) {
        say(`There is nothing to ${which}.`);
        return;
      }
      const name = which === "undo" ? "Undone" : "Made again";
      const words = ({ done }: Fate) => (done.length === 1 ? `${name}.` : `${name}: ${done.length} cells.`);
      const { done } = await make(turned(last), words, which === "undo" ? "Undo" : "Redo");
      if (done.length > 0) steps.current[to].push(done);
    },
    [make, say],
  );

  const again = useCallback(async (): Promise<void> => {
    if (!unsaved) return;
    const { edits } = unsaved;
    const words = ({ done }: Fate) => `${done.length === 1 ? "1 change" : `${done.length} changes`} saved.`;
    const sent = await make(edits, words);
    if (!sent.unsaved) drop(edits);
    remember(sent.done);
  }, [unsaved, make, drop, remember]);

  const giveUp = useCallback(() => unsaved && drop(unsaved.edits), [unsaved, drop]);
  /** What cells show instead of what is held: changes under way, and those that could not be sent. */
  const pending = useMemo(
    () => new Map([...(unsaved?.edits ?? []).map((e) => [keyOf(e), e.to] as const), ...saving]),
    [unsaved, saving],
  );
  return { pending, progress, unsaved, commit, block, step, stop, again, giveUp };
}
