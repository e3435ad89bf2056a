"use client";

import { useCallback, useRef, useState } from "react";
import type { EditedBlock } from "@/lib/records/edit-block";
import { type Asking, type Fate, keyOf } from "./edit-words";
import { type Answer, canTryAgain, post, type Refusal } from "./post";
import type { GridPlace, RecordRow } from "./types";

/** Cells that are sent together; one transaction each. */
const perRequest = 100;

/** How far a long change is, in cells. */
export interface Progress {
  done: number;
  of: number;
}

/** Changes that nobody answered for: kept until they are sent again or given up. */
export interface Unsaved {
  edits: Asking[];
  why: Refusal;
}

export interface Sent extends Fate {
  unsaved: Unsaved | null;
}

/** One answer, taken into what became of the whole. */
function take(sent: Sent, part: Asking[], answer: Answer<EditedBlock>): void {
  const refusals = "error" in answer ? part.map((e) => ({ ...e, error: answer.error })) : answer.ok.refused;
  const why = new Map(refusals.map((r) => [keyOf(r), r.error]));
  for (const edit of part) {
    const error = why.get(keyOf(edit));
    if (error === undefined) sent.done.push(edit);
    else sent.refused.push({ edit, error });
  }
  if ("ok" in answer) sent.rows.push(...answer.ok.rows);
}

interface Args {
  place: GridPlace;
  replace(row: Pick<RecordRow, "id"> & Partial<RecordRow>): void;
}

/** Sends changes, a block after another; what comes back is shown at once. */
export function useSending({ place, replace }: Args) {
  const [saving, setSaving] = useState<ReadonlyMap<string, string | null>>(new Map());
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);
  const send = useCallback(
    async (edits: Asking[], because?: string): Promise<Sent> => {
      stopped.current = false;
      const sent: Sent = { done: [], refused: [], rows: [], unsaved: null };
      setSaving((before) => new Map([...before, ...edits.map((e) => [keyOf(e), e.to] as const)]));
      for (let at = 0; at < edits.length && !stopped.current; at += perRequest) {
        if (edits.length > perRequest) setProgress({ done: at, of: edits.length });
        const part = edits.slice(at, at + perRequest);
        const input = {
          dataset: place.dataset,
          edits: part.map(({ id, column, from, to }) => ({ id, column, from, to })),
          ...(because && { because }),
        };
        const answer = await post<EditedBlock>("edit-block", { la: place.la, input });
        if ("error" in answer && canTryAgain(answer)) {
          sent.unsaved = { edits: edits.slice(at), why: answer };
          break;
        }
        take(sent, part, answer);
        if ("ok" in answer) answer.ok.rows.forEach(replace);
      }
      const over = new Set(edits.map(keyOf));
      setSaving((before) => new Map([...before].filter(([key]) => !over.has(key))));
      setProgress(null);
      return sent;
    },
    [place, replace],
  );
  const stop = useCallback(() => {
    stopped.current = true;
  }, []);
  return { saving, progress, send, stop };
}
